"""Figures in which nobody can be found. Pure.

A figure of 1 to 10 is hidden, and so is every figure that one of these would follow from: a
column's sum where one of its figures is hidden, and the follow-ups kept where those missed are
so few. A zero hides nobody and is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 11
"""The smallest figure, but zero, that is shown."""


@dataclass(frozen=True)
class Counted:
    """One program in whole numbers: people waiting and with a mentor, follow-ups due and kept."""

    waiting: int
    matched: int
    due: int
    kept: int


@dataclass(frozen=True)
class Shown:
    """The same as it may be shown; None is hidden."""

    waiting: int | None
    matched: int | None
    due: int | None
    kept: int | None


def shown(counted: Counted) -> Shown:
    """Return one program's figures as they may be shown."""
    missed = _hidden(counted.due - counted.kept) is None
    return Shown(
        waiting=_hidden(counted.waiting),
        matched=_hidden(counted.matched),
        due=_hidden(counted.due),
        kept=None if missed else _hidden(counted.kept),
    )


def total(rows: Sequence[Shown]) -> Shown:
    """Return the sum of each column, hidden where one of its figures is."""
    return Shown(
        waiting=_sum([row.waiting for row in rows]),
        matched=_sum([row.matched for row in rows]),
        due=_sum([row.due for row in rows]),
        kept=_sum([row.kept for row in rows]),
    )


def _hidden(figure: int) -> int | None:
    return None if 0 < figure < FEWEST else figure


def _sum(figures: Sequence[int | None]) -> int | None:
    seen = [figure for figure in figures if figure is not None]
    return sum(seen) if len(seen) == len(figures) else None
