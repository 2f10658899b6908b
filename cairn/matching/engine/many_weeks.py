"""What `weeks.py` says of two people, for many at once.

The circle of a week is cut wherever anybody's time begins or ends. How long two people are both
free is then a sum over the cells between the cuts: a cell's minutes, where both have it. For many
pairs that is a product of two matrices of whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from cairn.matching.engine.groups import distinct
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
        sides = [_Clocks(side, year) for side in (people, mentors)]
        self.weeks = [_Week(*(side.blocks(at) for side in sides)) for at in range(2)]
        self.mentee_shifts, self.mentor_shifts = (side.shifts() for side in sides)
        self.mentee_told, self.mentor_told = (side.lengths > 0 for side in sides)

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


@dataclass(frozen=True)
class _Blocks:
    """Whose every block is, of so many people, and its first and last minute of UTC."""

    people: int
    rows: Ints
    starts: Ints
    ends: Ints


class _Clocks:
    """When some people have time, by their own clocks, and how these go in both named weeks."""

    def __init__(self, people: Sequence[Someone], year: int) -> None:
        local = [person.availability for person in people]
        self.lengths = np.array([len(blocks) for blocks in local], np.int64)
        minutes = chain.from_iterable(chain.from_iterable(local))
        self.local = np.fromiter(minutes, np.int64).reshape(-1, 2)
        zones, zone_at = distinct(person.time_zone for person in people)
        ahead = [[offset_minutes(zone, day) for zone in zones] for day in named_mondays(year)]
        self.ahead = np.array(ahead, np.int64)[:, zone_at]

    def blocks(self, week: int) -> _Blocks:
        """Everybody's blocks in the first or the second of the weeks."""
        rows = np.repeat(np.arange(len(self.lengths)), self.lengths)
        starts, ends = ((self.local - self.ahead[week, rows, None]) % WEEK).T
        return _Blocks(len(self.lengths), rows, starts, ends)

    def shifts(self) -> Ints:
        """By how many minutes each one's clock differs between the two weeks."""
        shifts: Ints = self.ahead[1] - self.ahead[0]
        return shifts


class _Week:
    """One week, cut into cells, a bit each; written out as numbers for a few people at a time."""

    def __init__(self, mentees: _Blocks, mentors: _Blocks) -> None:
        ends = mentees.starts, mentees.ends, mentors.starts, mentors.ends
        self.cuts = np.unique(np.concatenate([[0], *ends]))
        self.lengths = np.diff(self.cuts, append=WEEK).astype(np.float32)
        self.mentee_bits, self.mentor_bits = self._cells(mentees), self._cells(mentors)

    def mentees(self, which: Ints) -> Singles:
        """The minutes of each cell that some mentees have."""
        return self._written_out(self.mentee_bits[which]) * self.lengths

    def mentors(self, which: Ints) -> Singles:
        """1 for each cell, in rows, that some mentors, in columns, have."""
        return np.ascontiguousarray(self._written_out(self.mentor_bits[which]).T)

    def _written_out(self, bits: Bits) -> Singles:
        return np.unpackbits(bits, axis=1, count=len(self.cuts)).astype(np.float32)

    def _cells(self, blocks: _Blocks) -> Bits:
        parts = [np.zeros((0, -(-len(self.cuts) // 8)), np.uint8)]
        begin, end = (np.searchsorted(self.cuts, each) for each in (blocks.starts, blocks.ends))
        for first in range(0, blocks.people, AT_ONCE):
            last = min(first + AT_ONCE, blocks.people)
            here = slice(*np.searchsorted(blocks.rows, (first, last)))
            rows = blocks.rows[here] - first
            parts.append(self._cells_of(rows, begin[here], end[here], last - first))
        return np.concatenate(parts)

    def _cells_of(self, rows: Ints, begin: Ints, end: Ints, people: int) -> Bits:
        """A block begins one more in its first cell and one less after its last."""
        change = np.zeros((people, len(self.cuts)), np.int16)
        np.add.at(change, (rows, begin), 1)
        np.add.at(change, (rows, end), -1)
        np.add.at(change[:, 0], rows[end <= begin], 1)
        return np.packbits(np.cumsum(change, axis=1, dtype=np.int16) > 0, axis=1)
