"""What `weeks.py` says of two people, for many at once.

The circle of a week is cut wherever anybody's time begins or ends. How long two people are both
free is then a sum over the cells between the cuts: a cell's minutes, where both have it. For many
pairs that is a product of two matrices of whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain

import numpy as np
import numpy.typing as npt

from cairn.matching.engine.market import Ints
from cairn.matching.engine.values import WEEK, Someone
from cairn.matching.engine.weeks import named_mondays, offset_minutes

Singles = npt.NDArray[np.float32]
Bits = npt.NDArray[np.uint8]

AT_ONCE = 4096
"""People whose cells are written out at once."""


class ManyWeeks:
    """Both named weeks of a year, for a table of people."""

    def __init__(self, people: Sequence[Someone], mentors: Sequence[Someone], year: int) -> None:
        self.weeks = [_Week(people, mentors, day) for day in named_mondays(year)]
        self.mentee_shifts, self.mentor_shifts = (_shifts(side, year) for side in (people, mentors))
        self.mentee_told, self.mentor_told = (
            np.array([bool(person.availability) for person in side], bool)
            for side in (people, mentors)
        )

    def columns(self, columns: Ints) -> Singles:
        """Some mentors' cells in the first week, to be handed to `minutes`."""
        return self.weeks[0].mentors(columns)

    def minutes(self, which: Ints, columns: Ints, cells: Singles) -> Singles:
        """Minutes that some mentees share with some mentors, in the worse week.

        Zero where one of them has not told. Two people who change their clocks alike have the same
        week twice, turned; only for the others is the second one looked at.
        """
        winter, summer = self.weeks
        shared: Singles = winter.mentees(which) @ cells
        shifts = self.mentee_shifts[which]
        for shift in np.unique(shifts):
            rows = np.flatnonzero(shifts == shift)
            others = np.flatnonzero(self.mentor_shifts[columns] != shift)
            if len(others):
                in_summer = summer.mentees(which[rows]) @ summer.mentors(columns[others])
                here = np.ix_(rows, others)
                shared[here] = np.minimum(shared[here], in_summer)
        return shared


class _Week:
    """One week, cut into cells, a bit each; written out as numbers for a few people at a time."""

    def __init__(self, people: Sequence[Someone], mentors: Sequence[Someone], day: date) -> None:
        sides = [_blocks(side, day) for side in (people, mentors)]
        self.cuts = np.unique(np.concatenate([[0], *(part for _, *ends in sides for part in ends)]))
        self.lengths = np.diff(self.cuts, append=WEEK).astype(np.float32)
        self.mentee_bits = self._cells(*sides[0], len(people))
        self.mentor_bits = self._cells(*sides[1], len(mentors))

    def mentees(self, which: Ints) -> Singles:
        """The minutes of each cell that some mentees have."""
        return self._written_out(self.mentee_bits[which]) * self.lengths

    def mentors(self, which: Ints) -> Singles:
        """1 for each cell, in rows, that some mentors, in columns, have."""
        return np.ascontiguousarray(self._written_out(self.mentor_bits[which]).T)

    def _written_out(self, bits: Bits) -> Singles:
        return np.unpackbits(bits, axis=1, count=len(self.cuts)).astype(np.float32)

    def _cells(self, rows: Ints, starts: Ints, ends: Ints, people: int) -> Bits:
        parts = [np.zeros((0, -(-len(self.cuts) // 8)), np.uint8)]
        for first in range(0, people, AT_ONCE):
            last = min(first + AT_ONCE, people)
            here = slice(*np.searchsorted(rows, (first, last)))
            parts.append(self._cells_of(rows[here] - first, starts[here], ends[here], last - first))
        return np.concatenate(parts)

    def _cells_of(self, rows: Ints, starts: Ints, ends: Ints, people: int) -> Bits:
        """A block begins one more in its first cell and one less after its last."""
        change = np.zeros((people, len(self.cuts)), np.int16)
        begin, end = (np.searchsorted(self.cuts, minutes) for minutes in (starts, ends))
        np.add.at(change, (rows, begin), 1)
        np.add.at(change, (rows, end), -1)
        np.add.at(change[:, 0], rows[end <= begin], 1)
        return np.packbits(np.cumsum(change, axis=1, dtype=np.int16) > 0, axis=1)


def _blocks(people: Sequence[Someone], day: date) -> tuple[Ints, Ints, Ints]:
    """Whose every block is, and its first and last minute of UTC, on the circle."""
    counts = [len(person.availability) for person in people]
    rows = np.repeat(np.arange(len(people)), counts)
    flat = chain.from_iterable(person.availability for person in people)
    blocks = np.array(list(flat), np.int64).reshape(-1, 2)
    offsets = np.array([offset_minutes(person.time_zone, day) for person in people], np.int64)
    starts, ends = ((blocks - offsets[rows, None]) % WEEK).T
    return rows, starts, ends


def _shifts(people: Sequence[Someone], year: int) -> Ints:
    """By how many minutes each one's clock differs between the two weeks."""
    winter, summer = named_mondays(year)
    return np.array(
        [
            offset_minutes(person.time_zone, summer) - offset_minutes(person.time_zone, winter)
            for person in people
        ],
        np.int64,
    )
