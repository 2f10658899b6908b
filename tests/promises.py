"""The promises of docs/TRUST.md: what each is to reach, and what a run of the tests found.

`make test` runs the short version of each, `make trust` the long one.
"""

import os
from dataclasses import dataclass

IS_LONG = os.environ.get("CAIRN_TRUST") == "long"

GOALS = {
    "kills": "0 lost or doubled",
    "matrix": "0 cells wrong",
    "going out": "0 cells wrong",
    "mutants": "0 alive",
    "second wall": "0 doors",
    "checks bite": "every check of the house fails on its flaw",
    "scripts": "0 ran or would",
    "hosts": "0 requests off the host",
    "notices": "0 say something",
    "fuzzed": "all operations, 0 faults",
    "back button": "0 lines seen again",
    "csrf": "0 let in or changed",
    "get changes nothing": "0 wrote",
    "redirects": "0 to another site",
    "equal answers": "the same bytes, hashes and queries",
    "equal time": "area 0.45 to 0.55",
    "headers": "0 answers without",
    "consent": "0 seen once it is taken back",
    "looks": "0 without a row",
    "house firewall": "0 different",
    "leaks": "0 leaks",
    "seen": "95 % of what is due",
    "faults": "each found",
    "block": "0 seen, both ways",
    "two worlds": "0 differences",
    "calendars": "each read as busy time or refused",
    "transitions": "each taken and refused, 0 forbidden states",
    "guards": "each missed once it is gone",
    "a lived year": "each page says what is so that day",
    "best set": "0 beaten by trying everything",
}
"""What each promise is to reach, by name, in the order in which they are told."""


@dataclass(frozen=True)
class Finding:
    """What was measured of a promise, and whether that is enough."""

    figure: str
    is_kept: bool


_FOUND: dict[str, Finding] = {}


def told() -> dict[str, tuple[str, bool]]:
    """Return all findings, for another process to take over."""
    return {name: (finding.figure, finding.is_kept) for name, finding in _FOUND.items()}


def take_over(told_elsewhere: dict[str, tuple[str, bool]]) -> None:
    """Add what was found in another process."""
    for name, (figure, is_kept) in told_elsewhere.items():
        _keep(name, figure, is_kept=is_kept)


def many(short: int, long: int) -> int:
    """Return how many of something to try: few in `make test`, all in `make trust`."""
    return long if IS_LONG else short


def found(name: str, figure: str, *, is_kept: bool) -> None:
    """Keep what was measured of a promise; the worst of several findings stays."""
    _keep(name, figure, is_kept=is_kept)
    assert is_kept, f"{name}: {figure} (goal {GOALS[name]})"


def _keep(name: str, figure: str, *, is_kept: bool) -> None:
    before = _FOUND.get(name)
    if before is None or before.is_kept:
        _FOUND[name] = Finding(figure, is_kept)


def line(name: str) -> str:
    """Return the line of a promise; one that nothing was found of is short."""
    finding = _FOUND.get(name, Finding("not measured", is_kept=False))
    return f"{name}: {finding.figure} (goal {GOALS[name]}) {'ok' if finding.is_kept else 'short'}"


def lines() -> list[str]:
    """Return a line for each promise that something was found of."""
    return [line(name) for name in GOALS if name in _FOUND]


def all_kept() -> bool:
    """Tell whether every promise was measured and kept."""
    return all(name in _FOUND and _FOUND[name].is_kept for name in GOALS)
