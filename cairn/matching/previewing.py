"""What another way of weighing would change: two runs over one pool, side by side. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from cairn.matching.engine import Result


@dataclass(frozen=True)
class Change:
    """Somebody who waits, by ref, and whom each of two runs proposes to them."""

    mentee: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Preview:
    """Two runs compared: how many have a mentor in each, and whose mentor is another one."""

    before: int
    after: int
    changes: tuple[Change, ...]


def compared(before: Result, after: Result) -> Preview:
    """Compare a run as things are with one as they would be, over the same pool."""
    old, new = _mentors(before), _mentors(after)
    changes = (
        Change(mentee, old.get(mentee), new.get(mentee))
        for mentee in sorted(old.keys() | new.keys())
        if old.get(mentee) != new.get(mentee)
    )
    return Preview(before.matched, after.matched, tuple(changes))


def _mentors(result: Result) -> dict[str, str]:
    return {pair.mentee: pair.mentor for pair in result.pairs}
