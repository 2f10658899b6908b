"""Of several assignments that are equally the best, one and always the same.

The first mentee by ref gets the first mentor by ref that any best assignment gives them, then the
second mentee, and so on; going without comes last. Prices say which pairs a best assignment may
hold: those worth exactly their two prices. So whatever a solver happens to find, on whatever
machine, the result is the same.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from cairn.matching.engine.arcs import Arcs
from cairn.matching.engine.market import NONE, Assignment, Ints

Flags = npt.NDArray[np.bool_]


def settle(found: Assignment, places: Ints, tight: Arcs) -> Ints:
    """Each mentee's mentor in the first of all best assignments.

    `tight` are the pairs worth exactly their two prices.
    """
    return _Exchange(found, places, tight).settled()


class _Exchange:
    """Mentors, and outside as one more, with the moves between them that cost nothing.

    Outside are those who go without; a place left empty counts as somebody from outside in it.
    """

    def __init__(self, found: Assignment, places: Ints, tight: Arcs) -> None:
        self.outside = len(places)
        placed = np.where(found.mentor_of == NONE, self.outside, found.mentor_of)
        taken = np.bincount(placed, minlength=self.outside + 1)[:-1]
        may_go = found.mentee_prices == 0
        may_be_empty = found.mentor_prices == 0
        start, end = _steps(placed, taken < places, may_go, may_be_empty, tight)
        turning = _turning(start, end, self.outside + 1)
        self.options = _options(placed, turning, may_go, tight)
        self.place_of: list[int] = placed.tolist()
        self.empty: list[int] = (places - taken).tolist()
        self.may_be_empty: list[int] = np.flatnonzero(may_be_empty).tolist()
        self.members: dict[int, set[int]] = {}
        for mentee in self.options:
            self.members.setdefault(self.place_of[mentee], set()).add(mentee)

    def settled(self) -> Ints:
        """Go through the mentees in order; who has had their turn moves no more."""
        for mentee, options in sorted(self.options.items()):
            here = self.place_of[mentee]
            self.members[here].discard(mentee)
            for there in options:
                if there == here or self._exchange(mentee, here, there):
                    break
        places = np.array(self.place_of, np.int64)
        return np.where(places == self.outside, NONE, places)

    def _exchange(self, mentee: int, here: int, there: int) -> bool:
        """Move somebody, and others in a chain to the place they leave, if there is one."""
        came: dict[int, tuple[int, int]] = {there: (NONE, NONE)}
        queue = deque([there])
        while queue and here not in came:
            at = queue.popleft()
            for mover, to in self._moves_from(at):
                if to not in came:
                    came[to] = (at, mover)
                    queue.append(to)
        if here not in came:
            return False
        self._follow(came, here)
        self.place_of[mentee] = there
        return True

    def _moves_from(self, at: int) -> Iterator[tuple[int, int]]:
        """Who may move on where; nobody where a place is filled, or left empty instead."""
        for mover in sorted(self.members.get(at, ())):
            yield from ((mover, to) for to in self.options[mover])
        if at == self.outside:
            yield from ((NONE, to) for to in self.may_be_empty)
        elif self.empty[at]:
            yield NONE, self.outside

    def _follow(self, came: dict[int, tuple[int, int]], end: int) -> None:
        """Make the moves of a chain, from its end back to its beginning."""
        at, mover = came[end]
        while at != NONE:
            if mover != NONE:
                self.place_of[mover] = end
                self.members[at].discard(mover)
                self.members.setdefault(end, set()).add(mover)
            elif end == self.outside:
                self.empty[at] -= 1
            else:
                self.empty[end] += 1
            end = at
            at, mover = came[end]


def _steps(
    placed: Ints, has_empty: Flags, may_go: Flags, may_be_empty: Flags, tight: Arcs
) -> tuple[Ints, Ints]:
    """Every move that costs nothing: from where, to where."""
    outside = len(has_empty)
    leaving = np.append(np.flatnonzero(has_empty), placed[may_go])
    entering = np.flatnonzero(may_be_empty)
    start = np.concatenate([placed[tight.mentee], leaving, np.full(len(entering), outside)])
    end = np.concatenate([tight.mentor, np.full(len(leaving), outside), entering])
    return start[start != end], end[start != end]


def _turning(start: Ints, end: Ints, size: int) -> Flags:
    """Where a circle of moves may pass; who is elsewhere is settled already."""
    turning = np.ones(size, bool)
    while True:
        lives = turning[start] & turning[end]
        still = np.zeros(size, bool)
        still[np.intersect1d(start[lives], end[lives])] = True
        if np.array_equal(still, turning):
            return turning
        turning = still


def _options(placed: Ints, turning: Flags, may_go: Flags, tight: Arcs) -> dict[int, list[int]]:
    """Where each mentee who could be elsewhere may be, the first choice first."""
    some = tight.some(turning[tight.mentor] & turning[placed[tight.mentee]])
    order = np.lexsort((some.mentor, some.mentee))
    options: dict[int, list[int]] = {}
    for mentee, mentor in zip(
        *(each[order].tolist() for each in (some.mentee, some.mentor)), strict=True
    ):
        options.setdefault(mentee, []).append(mentor)
    for mentee, choices in options.items():
        if may_go[mentee]:
            choices.append(len(turning) - 1)
    return options
