"""Whether some wait longer or are left sooner: by group, so that nobody can be found. Pure.

A count of 1 to 10 is hidden, and so is what it would follow from: where the hidden cells of a
column are one alone, or add up to fewer than eleven, the smallest cell still shown is hidden with
them, since the sum of a column is known from the columns beside it. A median is told of eleven and
more, and only where their count is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from cairn.mentorship.figures import FEWEST

UNTOLD = ""
"""The group of those who did not say."""


@dataclass(frozen=True)
class Mentee:
    """One person in days and codes.

    `groups` are codes by grouping, each once; somebody with several pathways is in several groups.
    `waits` is since when they wait; `waited` how long they did until they were matched; `lasted`
    how long that mentorship lasted, when it has ended.
    """

    groups: Mapping[str, Sequence[str]]
    waits: int | None = None
    waited: int | None = None
    lasted: int | None = None


@dataclass(frozen=True)
class Figure:
    """How many, and half of them had so many days or fewer; None is hidden, or of too few."""

    people: int | None
    days: int | None


@dataclass(frozen=True)
class Group:
    """What is told of one group: those who wait, those matched, those whose mentorship ended."""

    code: str
    waiting: Figure
    matched: Figure
    ended: Figure


def by_group(people: Iterable[Mentee], grouping: str) -> list[Group]:
    """Return the groups of a grouping, those with the most people first, who did not say last."""
    members: dict[str, list[Mentee]] = {}
    for each in people:
        for code in each.groups.get(grouping) or [UNTOLD]:
            members.setdefault(code, []).append(each)
    order = sorted(members, key=lambda code: (code == UNTOLD, -len(members[code]), code))
    columns = [
        _column([members[code] for code in order], days) for days in (_waits, _waited, _lasted)
    ]
    return [Group(code, *cells) for code, *cells in zip(order, *columns, strict=True)]


def hidden(counts: Sequence[int]) -> set[int]:
    """Return the places of the counts that are not told."""
    small = {at for at, count in enumerate(counts) if 0 < count < FEWEST}
    rest = sorted((count, at) for at, count in enumerate(counts) if count and at not in small)
    while small and rest and (len(small) == 1 or sum(counts[at] for at in small) < FEWEST):
        small.add(rest.pop(0)[1])
    return small


def _column(
    groups: Sequence[Sequence[Mentee]], days: Callable[[Mentee], int | None]
) -> list[Figure]:
    found = [[told for each in group if (told := days(each)) is not None] for group in groups]
    untold = hidden([len(some) for some in found])
    return [_figure(some, is_hidden=at in untold) for at, some in enumerate(found)]


def _figure(days: Sequence[int], *, is_hidden: bool) -> Figure:
    if is_hidden:
        return Figure(None, None)
    return Figure(len(days), round(median(days)) if days else None)


def _waits(mentee: Mentee) -> int | None:
    return mentee.waits


def _waited(mentee: Mentee) -> int | None:
    return mentee.waited


def _lasted(mentee: Mentee) -> int | None:
    return mentee.lasted
