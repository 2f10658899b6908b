"""Figures that a run of the tests tells at its end: how many pages, cells, bytes, milliseconds."""

_TOLD: dict[str, str] = {}


def tell(subject: str, figure: str) -> None:
    """Keep a figure for the end of the run; a later one about the same subject replaces it."""
    _TOLD[subject] = figure


def lines() -> list[str]:
    return [f"{subject}: {figure}" for subject, figure in sorted(_TOLD.items())]


def told() -> dict[str, str]:
    """Return all figures, for another process to take over."""
    return dict(_TOLD)


def take_over(told_elsewhere: dict[str, str]) -> None:
    _TOLD.update(told_elsewhere)
