"""A best assignment kept the best while people come and go, without beginning anew.

Somebody comes: the cheapest chain is looked for in which they take a place, the person there moves
on to another, and so on, until a free place is reached or somebody goes without. Somebody goes: the
cheapest chain in which the place is taken by another, theirs by a third, and so on, until somebody
without a mentor steps in or a place stays empty. What a chain costs is taken from the prices along
the way, and they prove the new assignment as they proved the old (the Hungarian method, one step).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from cairn.matching.engine.arcs import Arcs, Whole
from cairn.matching.engine.flow import Priced
from cairn.matching.engine.market import NONE, Ints

Came = dict[int, tuple[int, int]]
"""By mentor reached: who would move, and the mentor where the chain was before."""
FAR = 1 << 62


class Arrangement:
    """An assignment over some pairs, with prices that prove it the best of those.

    Who is away has no mentor, no price and no say. A worth is a score and the weight of the count.
    """

    def __init__(self, arcs: Arcs, priced: Priced, places: Ints, weight: int) -> None:
        self.weight = weight
        self.places: list[int] = places.tolist()
        self.mentor_of: list[int] = priced.mentor_of.tolist()
        self.mentee_prices: list[int] = priced.mentee_prices.tolist()
        self.mentor_prices: list[int] = priced.mentor_prices.tolist()
        self.worths: list[dict[int, int]] = [{} for _ in self.mentor_of]
        self.wanted_by: list[set[int]] = [set() for _ in self.places]
        self.members: list[set[int]] = [set() for _ in self.places]
        self.away: set[int] = set()
        self.know(arcs)
        for mentee, mentor in enumerate(self.mentor_of):
            if mentor != NONE:
                self.members[mentor].add(mentee)

    def know(self, arcs: Arcs) -> None:
        """Take more pairs into account. Whoever they make worse off must be sent away before."""
        worths = arcs.score + np.int64(self.weight)
        for mentee, (mentors, some) in _grouped(arcs.mentee, arcs.mentor, worths):
            self.worths[mentee].update(zip(mentors, some, strict=True))
        for mentor, (mentees,) in _grouped(arcs.mentor, arcs.mentee):
            self.wanted_by[mentor].update(mentees)

    def join(self) -> int:
        """Somebody new, away as yet; their number."""
        self.mentor_of.append(NONE)
        self.mentee_prices.append(0)
        self.worths.append({})
        self.away.add(len(self.mentor_of) - 1)
        return len(self.mentor_of) - 1

    def forget(self, mentee: int) -> None:
        """Somebody away will not come again."""
        for mentor in self.worths[mentee]:
            self.wanted_by[mentor].discard(mentee)
        self.worths[mentee] = {}

    def come(self, mentee: int) -> None:
        """Find a place for somebody who was away, and rearrange the others around them."""
        self.away.discard(mentee)
        bids = {at: worth - self.mentor_prices[at] for at, worth in self.worths[mentee].items()}
        most = max(0, max(bids.values(), default=0))
        queue = [(most - bid, at, mentee, NONE) for at, bid in bids.items()]
        heapq.heapify(queue)
        came: Came = {}
        costs: dict[int, int] = {}
        end = (most, NONE, NONE)
        while queue and queue[0][0] < end[0]:
            cost, at, mover, before = heapq.heappop(queue)
            if at in came:
                continue
            came[at], costs[at] = (mover, before), cost
            end = min(end, self._way_out(cost, at))
            for member in self.members[at]:
                for to in self.worths[member].keys() - came.keys():
                    step = cost + self._slack(member, to)
                    if step < end[0]:
                        heapq.heappush(queue, (step, to, member, at))
        self.mentee_prices[mentee] = most - end[0]
        self._shift(costs, end[0], 1)
        self._move_on(came, end[1], end[2])

    def go(self, mentee: int) -> None:
        """Send somebody away, and let others move up into the place they leave."""
        place = self.mentor_of[mentee]
        self._put(mentee, NONE)
        self.mentee_prices[mentee] = 0
        self.away.add(mentee)
        if place == NONE:
            return
        queue = [(0, place, NONE, NONE)]
        came: Came = {}
        costs: dict[int, int] = {}
        end = (self.mentor_prices[place], place, NONE)
        while queue and queue[0][0] < end[0]:
            cost, at, mover, before = heapq.heappop(queue)
            if at in came:
                continue
            came[at], costs[at] = (mover, before), cost
            end = min(end, (cost + self.mentor_prices[at], at, NONE))
            for other in self.wanted_by[at] - self.members[at] - self.away:
                step, here = cost + self._slack(other, at), self.mentor_of[other]
                if here == NONE:
                    end = min(end, (step, at, other))
                elif here not in came and step < end[0]:
                    heapq.heappush(queue, (step, here, other, at))
        self._shift(costs, end[0], -1)
        self._move_up(came, end[1], end[2])

    def reprice(self, priced: Priced) -> None:
        """Go on with other prices that prove the same assignment."""
        self.mentee_prices = priced.mentee_prices.tolist()
        self.mentor_prices = priced.mentor_prices.tolist()

    def priced(self) -> Priced:
        """The assignment and its prices as they stand."""
        pairs = enumerate(self.mentor_of)
        scores = [0 if at == NONE else self.worths[who][at] - self.weight for who, at in pairs]
        return Priced(
            *(
                np.array(numbers, np.int64)
                for numbers in (self.mentor_of, scores, self.mentee_prices, self.mentor_prices)
            )
        )

    def _way_out(self, cost: int, at: int) -> tuple[int, int, int]:
        """What it costs at least to end a chain here: nothing more, or one here goes without."""
        if len(self.members[at]) < self.places[at]:
            return cost, at, NONE
        leaving = ((cost + self.mentee_prices[member], at, member) for member in self.members[at])
        return min(leaving, default=(FAR, NONE, NONE))

    def _slack(self, mentee: int, at: int) -> int:
        """How much a pair is worth less than its two prices."""
        prices = self.mentee_prices[mentee] + self.mentor_prices[at]
        return prices - self.worths[mentee][at]

    def _shift(self, costs: dict[int, int], end: int, sign: int) -> None:
        """Raise, or lower, what places reached for less than the end cost, and so their members."""
        for at, cost in costs.items():
            by = sign * max(0, end - cost)
            self.mentor_prices[at] += by
            for member in self.members[at]:
                self.mentee_prices[member] -= by

    def _move_on(self, came: Came, at: int, leaving: int) -> None:
        """Somebody leaves the end of a chain, and everybody on it moves one on."""
        if leaving != NONE:
            self._put(leaving, NONE)
        while at != NONE:
            mover, before = came[at]
            self._put(mover, at)
            at = before

    def _move_up(self, came: Came, at: int, entering: int) -> None:
        """Somebody enters at the end of a chain, and everybody on it moves up."""
        if entering != NONE:
            self._put(entering, at)
        while came.get(at, (NONE, NONE))[0] != NONE:
            mover, to = came[at]
            self._put(mover, to)
            at = to

    def _put(self, mentee: int, at: int) -> None:
        if self.mentor_of[mentee] != NONE:
            self.members[self.mentor_of[mentee]].discard(mentee)
        self.mentor_of[mentee] = at
        if at != NONE:
            self.members[at].add(mentee)


def _grouped(keys: Whole, *columns: Whole) -> Iterator[tuple[int, list[list[int]]]]:
    """Each key once, with what stands beside it in each column."""
    order = np.argsort(keys, kind="stable")
    found, starts = np.unique(keys[order], return_index=True)
    bounds = [*starts.tolist(), len(keys)]
    beside = [column[order].tolist() for column in columns]
    for key, (start, end) in zip(found.tolist(), pairwise(bounds), strict=True):
        yield key, [each[start:end] for each in beside]
