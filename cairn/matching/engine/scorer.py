"""Every pair's integer, block by block, never all at once.

Mentees with the same languages, genders, way of meeting and change of clocks form a group: the same
mentors come into question for all of them, and only for those is anything worked out. Agrees with
`feasible.is_feasible` and `fit.score` to the last unit, and is tested to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from cairn.matching.engine import fit, many_places
from cairn.matching.engine.feasible import Terms
from cairn.matching.engine.groups import Coming, Flags, Kind, grouped
from cairn.matching.engine.many_answers import Floats, ManyAnswers, counts_of
from cairn.matching.engine.many_places import Doubles, Lived
from cairn.matching.engine.many_weeks import ManyWeeks, Singles
from cairn.matching.engine.market import NONE, Block, Ints, Scores
from cairn.matching.engine.private import private_pairs
from cairn.matching.engine.values import Mentee, Mentor

AT_ONCE = 1 << 17
"""Pairs worked out at once: a block of them stays in the processor's cache."""

NOT_TOLD_MINUTES = fit.FULL_MINUTES // 2
"""Shared minutes that count one half."""


@dataclass(frozen=True)
class Columns:
    """Some mentors, those online only first, in person only last, ready to be looked at.

    `position` is where each mentor of the table stands among these; `NONE` for the others.
    """

    numbers: Ints
    online: int
    both: int
    answers: Floats
    weeks: list[Singles]
    lived: Lived
    position: Ints


@dataclass(frozen=True)
class Rows:
    """Some mentees, from first up to last in the scorer's order, all of one kind and shift."""

    kind: Kind
    first: int
    last: int

    @property
    def within(self) -> slice:
        """Where they stand."""
        return slice(self.first, self.last)


@dataclass(frozen=True)
class Look:
    """What a look at (rows, columns) pairs shows.

    `minutes` shared, 0 where one has not told; `enough` of them, or not told; `reachable`, or need
    not be; `fits` in hundredths.
    """

    minutes: Singles
    enough: Flags
    reachable: Flags
    fits: Scores


class Scorer:
    """Mentees and mentors as numbers, ready to be gone over as often as needed.

    `order` says which mentee stands where; mentors stand as given.
    """

    def __init__(self, people: Sequence[Mentee], mentors: Sequence[Mentor], terms: Terms) -> None:
        settings, on = terms.settings, terms.on
        self.terms = terms
        self.mentors = len(mentors)
        self.groups, self.order = grouped(people, on.year)
        ordered = [people[at] for at in self.order]
        counts = counts_of(ordered, settings.weights)
        self.answers = ManyAnswers(ordered, mentors, counts)
        self.weeks = ManyWeeks(ordered, mentors, on.year)
        self.lived, self.mentors_lived = Lived.of(ordered), Lived.of(mentors)
        self.time_counts, self.place_counts = counts["availability"], counts["proximity"]
        self.whole = sum(counts.values(), np.zeros(len(people), np.int64)) * fit.ONE
        self.credit = _numbers(fit.waiting_credit(mentee, settings, on) for mentee in ordered)
        self.lightness = _numbers(fit.lightness(mentor) for mentor in mentors)
        self.private = private_pairs(ordered, mentors, terms)
        self.coming = Coming(mentors, terms)

    def blocks(self) -> Iterator[Block]:
        """Every pair that comes into question, group after group."""
        for kind, parts in groupby(self.groups, key=lambda group: group[0]):
            columns = self.columns(self.coming.for_kind(kind))
            if len(columns.numbers):
                for _, first, last in parts:
                    for rows in cut(kind, first, last, len(columns.numbers)):
                        yield self._block(rows, columns)

    def columns(self, numbers: Ints) -> Columns:
        """These mentors, who stand in the order of how they meet."""
        position = np.full(self.mentors, NONE)
        position[numbers] = np.arange(len(numbers))
        online, both, _ = np.bincount(self.coming.meets[numbers], minlength=3)
        return Columns(
            numbers,
            int(online),
            int(both),
            self.answers.mentors[numbers],
            self.weeks.columns(numbers),
            self.mentors_lived.some(numbers),
            position,
        )

    def look(self, rows: Rows, columns: Columns) -> Look:
        """Look at every pair of some mentees and some mentors."""
        minutes = self.weeks.minutes(rows.first, rows.last, columns.numbers, columns.weeks)
        enough = minutes >= self.terms.settings.shared_minutes
        counted = self.answers.mentees(rows.first, rows.last) @ columns.answers.T
        counted += self.answers.base[rows.within, None]
        self._count_time(counted, minutes, enough, rows, columns)
        reachable = self._count_place(counted, rows, columns)
        return Look(minutes, enough, reachable, _rounded(counted, self.whole[rows.within, None]))

    def private_among(self, rows: Rows, columns: Columns) -> tuple[Ints, Ints]:
        """Row and column of the pairs among these that a private rule keeps apart."""
        mentees, mentors = self.private
        within = slice(*np.searchsorted(mentees, (rows.first, rows.last)))
        at = columns.position[mentors[within]]
        return mentees[within][at != NONE] - rows.first, at[at != NONE]

    def _block(self, rows: Rows, columns: Columns) -> Block:
        seen = self.look(rows, columns)
        may_be = seen.fits >= self.terms.settings.floor * 100
        may_be &= seen.enough
        may_be &= seen.reachable
        may_be[self.private_among(rows, columns)] = False
        scores = seen.fits
        scores += self.credit[rows.within, None].astype(np.int32)
        scores += self.lightness[columns.numbers].astype(np.int32)
        scores[~may_be] = NONE
        return Block(self.order[rows.within], columns.numbers, scores)

    def _count_time(
        self, counted: Floats, minutes: Singles, enough: Flags, rows: Rows, columns: Columns
    ) -> None:
        """Count shared time; where one has not told, it is enough and counts one half."""
        worth = np.minimum(minutes, fit.FULL_MINUTES)
        silent_rows = ~self.weeks.mentee_told[rows.within]
        silent_columns = ~self.weeks.mentor_told[columns.numbers]
        worth[silent_rows] = worth[:, silent_columns] = NOT_TOLD_MINUTES
        enough[silent_rows] = enough[:, silent_columns] = True
        counts = self.time_counts[rows.within, None] * (fit.ONE // fit.FULL_MINUTES)
        counted += worth * counts.astype(counted.dtype)

    def _count_place(self, counted: Floats, rows: Rows, columns: Columns) -> Flags:
        """Count nearness or meeting online; who is near enough, or need not be."""
        meets = rows.kind[-1]
        online = len(columns.numbers) if meets == "online" else columns.online
        counts = self.place_counts[rows.within, None].astype(counted.dtype)
        counted[:, :online] += fit.ONE * counts
        reachable = np.ones(counted.shape, bool)
        if online < len(columns.numbers):
            here = self.lived.some(rows.within)
            there = columns.lived.some(slice(online, None))
            known = here.known[:, None] & there.known
            near, within = many_places.near(here, there)
            both = columns.both if meets == "both" else 0
            _halve(near[:, :both], known[:, :both])
            near[:, both:][~known[:, both:]] = fit.HALF
            reachable[:, online + both :] = (within & known)[:, both:]
            counted[:, online:] += near * counts
        return reachable


def cut(kind: Kind, first: int, last: int, columns: int) -> Iterator[Rows]:
    """Rows in pieces that make blocks of a good size with so many columns."""
    piece = max(1, AT_ONCE // columns)
    for start in range(first, last, piece):
        yield Rows(kind, start, min(start + piece, last))


def _rounded(counted: Floats, whole: Ints) -> Scores:
    """`fit.rounded` of every pair: whole numbers below 2**53, whose quotient rounds down exactly."""
    doubled = np.multiply(counted, 2.0 * fit.FULL_FIT, dtype=np.float64)
    doubled += whole
    doubled /= np.maximum(1, 2 * whole)
    fits = doubled.astype(np.int32)
    fits[whole[:, 0] == 0] = fit.FULL_FIT // 2
    return fits


def _halve(near: Doubles, known: Flags) -> None:
    """Where both meet both ways: half for the screen, half the nearness on top where known."""
    near[~known] = 0
    np.floor_divide(near, 2, out=near)
    near += fit.HALF


def _numbers(values: Iterable[int]) -> Ints:
    return np.array(list(values), np.int64)
