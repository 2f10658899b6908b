"""Every pair's integer, block by block, never all at once.

Only pairs that language, gender, way of meeting and the mentor's own state allow are worked out
wholly. Agrees with `feasible.is_feasible` and `fit.score` to the last unit, and is tested to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from cairn.matching.engine import fit, many_places
from cairn.matching.engine.feasible import Terms
from cairn.matching.engine.groups import ORDER_OF_MEETS, Batch, Flags, Groups, once_each
from cairn.matching.engine.hands import HANDS, in_order
from cairn.matching.engine.many_answers import Floats, ManyAnswers, counts_of
from cairn.matching.engine.many_places import Doubles, Lived
from cairn.matching.engine.many_weeks import ManyWeeks, Singles
from cairn.matching.engine.market import NONE, Block, Ints
from cairn.matching.engine.private import private_pairs
from cairn.matching.engine.ragged import entries
from cairn.matching.engine.values import Mentee, Mentor

AT_ONCE = 1 << 17
"""Pairs worked out at once: a block of them stays in the processor's cache."""

WORTH_MORE_HANDS = 1 << 22
"""Pairs for which it pays to begin threads."""

NOT_TOLD_MINUTES = fit.FULL_MINUTES // 2
"""Shared minutes that count one half."""

ONLINE, BOTH = ORDER_OF_MEETS["online"], ORDER_OF_MEETS["both"]


@dataclass(frozen=True)
class Columns:
    """Some mentors, ready to be looked at: those online only first, in person only last."""

    numbers: Ints
    online: int
    both: int
    answers: Floats
    weeks: Singles
    lived: Lived


@dataclass(frozen=True)
class Look:
    """What a look at (rows, columns) pairs shows.

    `minutes` shared, 0 where one has not told; `enough` of them, or not told; `reachable`, or need
    not be; `fits` in hundredths.
    """

    minutes: Singles
    enough: Flags
    reachable: Flags
    fits: npt.NDArray[np.int32]


class Scorer:
    """Mentees and mentors as numbers, in the order given, ready to be gone over again and again."""

    def __init__(self, people: Sequence[Mentee], mentors: Sequence[Mentor], terms: Terms) -> None:
        settings, on = terms.settings, terms.on
        self.terms = terms
        self.groups = Groups(people, mentors, terms)
        counts = counts_of(people, settings.weights)
        self.answers = ManyAnswers(people, mentors, counts)
        self.weeks = ManyWeeks(people, mentors, on.year)
        self.lived, self.mentors_lived = Lived.of(people), Lived.of(mentors)
        self.time_counts, self.place_counts = counts["availability"], counts["proximity"]
        self.whole = sum(counts.values(), np.zeros(len(people), np.int64)) * fit.ONE
        self.credit = once_each(
            people, ["waiting_since"], lambda mentee: fit.waiting_credit(mentee, settings, on)
        )
        self.lightness = once_each(mentors, ["capacity", "caseload"], fit.lightness)
        self.private = private_pairs(people, mentors, terms)

    def blocks(self, which: Ints) -> Iterator[Block]:
        """Every pair of these mentees that comes into question."""
        hands = HANDS if len(which) * len(self.lightness) > WORTH_MORE_HANDS else 1
        for blocks in in_order(self._blocks, self.groups.batches(which), hands=hands):
            yield from blocks

    def columns(self, numbers: Ints) -> Columns:
        """These mentors, who are in the order of how they meet."""
        online, both, _ = np.bincount(self.groups.mentor_meets[numbers], minlength=3)
        return Columns(
            numbers,
            int(online),
            int(both),
            self.answers.mentors[:, numbers],
            self.weeks.columns(numbers),
            self.mentors_lived.some(numbers),
        )

    def look(self, rows: Ints, columns: Columns) -> Look:
        """Look at every pair of some mentees and mentors, both in the order of how they meet."""
        minutes = self.weeks.minutes(rows, columns.numbers, columns.weeks)
        enough = minutes >= self.terms.settings.shared_minutes
        counted = self.answers.mentees(rows) @ columns.answers
        counted += self.answers.base[rows, None].astype(counted.dtype)
        self._count_time(counted, minutes, enough, rows, columns)
        reachable = self._count_place(counted, rows, columns)
        return Look(minutes, enough, reachable, _rounded(counted, self.whole[rows, None]))

    def keep_apart(self, flags: Flags, rows: Ints, columns: Ints) -> None:
        """Unset the flags of pairs that a private rule keeps apart."""
        firsts, lengths, mentors = self.private
        row, at = entries(firsts[rows], lengths[rows])
        position = np.full(len(self.lightness), NONE)
        position[columns] = np.arange(len(columns))
        column = position[mentors[at]]
        flags[row[column != NONE], column[column != NONE]] = False

    def _blocks(self, batch: Batch) -> list[Block]:
        columns = self.columns(batch.columns)
        return [self._block(piece, columns) for piece in cut(batch)]

    def _block(self, batch: Batch, columns: Columns) -> Block:
        seen = self.look(batch.rows, columns)
        may_be = seen.fits >= self.terms.settings.floor * 100
        may_be &= batch.may_meet
        may_be &= seen.enough
        may_be &= seen.reachable
        self.keep_apart(may_be, batch.rows, columns.numbers)
        scores = seen.fits
        scores += (self.credit[batch.rows, None] - NONE).astype(np.int32)
        scores += self.lightness[columns.numbers].astype(np.int32)
        scores *= may_be
        scores += NONE
        return Block(batch.rows, columns.numbers, scores)

    def _count_time(
        self, counted: Floats, minutes: Singles, enough: Flags, rows: Ints, columns: Columns
    ) -> None:
        """Count shared time; where one has not told, it is enough and counts one half."""
        worth = np.minimum(minutes, fit.FULL_MINUTES)
        for silent in (
            (np.flatnonzero(~self.weeks.mentee_told[rows]), slice(None)),
            (slice(None), np.flatnonzero(~self.weeks.mentor_told[columns.numbers])),
        ):
            worth[silent] = NOT_TOLD_MINUTES
            enough[silent] = True
        counts = self.time_counts[rows, None] * (fit.ONE // fit.FULL_MINUTES)
        worth = worth.astype(counted.dtype, copy=False)
        worth *= counts.astype(counted.dtype)
        counted += worth

    def _count_place(self, counted: Floats, rows: Ints, columns: Columns) -> Flags:
        """Count nearness or meeting online; who is near enough, or need not be."""
        meets = self.groups.mentee_meets[rows]
        first, past_both = np.searchsorted(meets, (BOTH, BOTH + 1))
        counts = self.place_counts[rows, None].astype(counted.dtype)
        counted[:first] += fit.ONE * counts[:first]
        counted[first:, : columns.online] += fit.ONE * counts[first:]
        here = self.lived.some(rows[first:])
        there = columns.lived.some(slice(columns.online, None))
        worth, within = _place_worth(here, there, past_both - first, columns.both)
        worth *= counts[first:]
        counted[first:, columns.online :] += worth
        reachable = np.ones(counted.shape, bool)
        reachable[first:, columns.online :] = within
        return reachable


def cut(batch: Batch) -> Iterator[Batch]:
    """A batch in pieces of a good size; none where it has no columns."""
    piece = max(1, AT_ONCE // max(1, len(batch.columns)))
    for start in range(0, len(batch.rows) if len(batch.columns) else 0, piece):
        here = slice(start, start + piece)
        yield replace(batch, rows=batch.rows[here], may_meet=batch.may_meet[here])


def _place_worth(
    here: Lived, there: Lived, rows_both: int, columns_both: int
) -> tuple[Doubles, Flags]:
    """`fit.proximity` and whether near enough, for people none of whom meet online only.

    The first rows and columns are of those who meet both ways: half for the screen, half the
    nearness on top, and any distance will do.
    """
    worth, within = many_places.near(here, there)
    both = worth[:rows_both, :columns_both]
    both *= 0.5
    np.floor(both, out=both)
    both += fit.HALF
    for unknown in (
        (np.flatnonzero(~here.known), slice(None)),
        (slice(None), np.flatnonzero(~there.known)),
    ):
        worth[unknown] = fit.HALF
        within[unknown] = False
    within[:rows_both, :columns_both] = True
    return worth, within


def _rounded(counted: Floats, whole: Ints) -> npt.NDArray[np.int32]:
    """`fit.rounded` of every pair: whole numbers below 2**53, whose quotient rounds down right."""
    doubled = np.multiply(counted, 2.0 * fit.FULL_FIT, dtype=np.float64)
    doubled += whole
    doubled /= np.maximum(1, 2 * whole)
    fits = doubled.astype(np.int32)
    fits[whole[:, 0] == 0] = fit.FULL_FIT // 2
    return fits
