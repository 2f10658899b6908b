"""Who else, for each mentee, and what choosing them would cost the whole.

Take a mentee from where they are and put them with another mentor. Somebody there may have to move
on, and somebody after them, until the chain reaches the place the mentee left, or a way out: a free
place, or a person who goes without. Every step costs its slack, how far a pair's worth is below its
two prices, and going without costs the person's price. The cheapest chain, with the slack of the
pair itself, is exactly what the best assignment with that pair falls short of the best of all.

As prices of places are the least there can be, a place left empty is filled again at no cost. So no
chain need cost more than the way out of where it begins, and only steps below that are looked at.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cairn.matching.engine.arcs import NO_ARCS, Arcs, Numbers
from cairn.matching.engine.market import NONE, Assignment, Ints, Market
from cairn.matching.engine.shortlist import WORST, Shortlist

NEVER = np.iinfo(np.int64).max // 4
AT_ONCE = 512
"""Mentees whose every pair is written down at once, where the shortlist is too short."""


@dataclass(frozen=True)
class Alternative:
    """Another mentor, by number, the pair's score, and what the whole loses, count included."""

    mentor: int
    score: int
    cost: int


def runners_up(market: Market, found: Assignment, most: int) -> dict[int, list[Alternative]]:
    """For every mentee the `most` other mentors that cost the whole least, the cheapest first."""
    return _Chains(market, found).cheapest(most)


class _Chains:
    """The market as steps between mentors, each what it costs that somebody there moves on."""

    def __init__(self, market: Market, found: Assignment) -> None:
        self.market = market
        self.found = found
        self.shortlist = Shortlist(market)
        everybody = np.arange(market.mentees)
        for _ in self.shortlist.look_again(everybody, found.mentor_prices):
            pass
        beyond = found.mentee_prices - found.weight - self.shortlist.beyond
        self.least_beyond = np.where(self.shortlist.beyond > WORST, beyond, NEVER)
        self.out = self._shortened(self._straight_out(), self._moves(self.shortlist.all_pairs()))
        self.moves = self._all_moves()
        self.out = self._shortened(self.out, self.moves)
        self.keys, self.direct = self._direct()

    def cheapest(self, most: int) -> dict[int, list[Alternative]]:
        """The cheapest few of every mentee; all pairs are looked at where a shortlist won't do."""
        best: dict[int, list[Alternative]] = {at: [] for at in range(self.market.mentees)}
        best |= self._cheapest_of(self.shortlist.all_pairs(), most)
        last = np.array(
            [mine[-1].cost if len(mine) == most else NEVER - 1 for mine in best.values()]
        )
        for which in _pieces(np.flatnonzero(self.least_beyond <= last)):
            best |= self._cheapest_of(self._every_pair(which), most)
        return best

    def _cheapest_of(self, arcs: Arcs, most: int) -> dict[int, list[Alternative]]:
        costs = self._costs(arcs)
        order = np.lexsort((arcs.mentor, costs, arcs.mentee))
        order = order[costs[order] < NEVER]
        mentees = arcs.mentee[order]
        first = np.arange(len(order)) - np.searchsorted(mentees, mentees) < most
        best: dict[int, list[Alternative]] = {}
        for at in order[first].tolist():
            alternative = Alternative(int(arcs.mentor[at]), int(arcs.score[at]), int(costs[at]))
            best.setdefault(int(arcs.mentee[at]), []).append(alternative)
        return best

    def _costs(self, arcs: Arcs) -> Ints:
        """What each pair would cost the whole; `NEVER` for one that is made already."""
        here = self.found.mentor_of[arcs.mentee]
        chain = self.out[arcs.mentor]
        wanted = self._key(arcs.mentor, here)
        at = np.searchsorted(self.keys, wanted)
        is_direct = np.append(self.keys, NONE)[at] == wanted
        chain[is_direct] = self.direct[at[is_direct]]
        costs: Ints = np.minimum(self._slack(arcs) + chain, NEVER)
        costs[here == arcs.mentor] = NEVER
        return costs

    def _straight_out(self) -> Ints:
        """What it costs each mentor to have room for one more: nothing, or somebody's price."""
        found, places = self.found, self.market.places
        matched = found.mentor_of != NONE
        taken = np.bincount(found.mentor_of[matched], minlength=len(places))
        out = np.where(taken < places, 0, NEVER)
        np.minimum.at(out, found.mentor_of[matched], found.mentee_prices[matched])
        return out

    def _shortened(self, out: Ints, moves: Arcs) -> Ints:
        """The ways out, where moving on to another mentor first is cheaper."""
        begin, slack = self.found.mentor_of[moves.mentee], self._slack(moves)
        while True:
            shorter = out.copy()
            np.minimum.at(shorter, begin, slack + out[moves.mentor])
            if np.array_equal(shorter, out):
                return out
            out = shorter

    def _all_moves(self) -> Arcs:
        """Every move cheaper than the way out of where it begins."""
        out = np.append(self.out, 0)[self.found.mentor_of]
        more = np.flatnonzero(self.least_beyond < out)
        listed = np.ones(self.market.mentees, bool)
        listed[more] = False
        arcs = self.shortlist.all_pairs()
        moves = [self._moves(arcs.some(listed[arcs.mentee]))]
        moves += [self._moves(self._every_pair(which)) for which in _pieces(more)]
        all_moves = Arcs.all_of(moves)
        return all_moves.some(self._slack(all_moves) < out[all_moves.mentee])

    def _moves(self, arcs: Arcs) -> Arcs:
        """Those of these pairs that are somebody matched moving elsewhere."""
        here = self.found.mentor_of[arcs.mentee]
        return arcs.some((here != NONE) & (here != arcs.mentor))

    def _direct(self) -> tuple[Ints, Ints]:
        """Where a chain straight from one mentor to another is cheaper than going out: its cost."""
        begin, slack = self.found.mentor_of[self.moves.mentee].tolist(), self._slack(self.moves)
        into: dict[int, list[tuple[int, int]]] = {}
        for start, end, cost in zip(begin, self.moves.mentor.tolist(), slack.tolist(), strict=True):
            into.setdefault(end, []).append((cost, start))
        out = self.out.tolist()
        found = sorted(
            (begin * len(out) + end, cost)
            for end in into
            for begin, cost in _chains_to(end, into, out).items()
        )
        keys, costs = np.array(found, np.int64).reshape(-1, 2).T
        return keys, costs

    def _key(self, begin: Numbers, end: Ints) -> Ints:
        """One number for every two mentors; none of them is `NONE`."""
        return np.where(end == NONE, NONE - 1, begin * np.int64(len(self.out)) + end)

    def _slack(self, arcs: Arcs) -> Ints:
        prices = self.found.mentee_prices[arcs.mentee] + self.found.mentor_prices[arcs.mentor]
        slack: Ints = prices - (arcs.score + np.int64(self.found.weight))
        return slack

    def _every_pair(self, which: Ints) -> Arcs:
        blocks = self.market.blocks(which)
        parts = (Arcs.of(*block.pairs(block.scores != NONE)) for block in blocks)
        return Arcs.all_of([NO_ARCS, *parts])


def _chains_to(end: int, into: dict[int, list[tuple[int, int]]], out: list[int]) -> dict[int, int]:
    """Dijkstra, backwards: every beginning from which a chain to the end is cheaper than out."""
    cheapest: dict[int, int] = {}
    queue = [(0, end)]
    while queue:
        cost, at = heapq.heappop(queue)
        if at in cheapest:
            continue
        cheapest[at] = cost
        for step, before in into.get(at, ()):
            if before not in cheapest and cost + step < out[before]:
                heapq.heappush(queue, (cost + step, before))
    del cheapest[end]
    return cheapest


def _pieces(which: Ints) -> Iterator[Ints]:
    for start in range(0, len(which), AT_ONCE):
        yield which[start : start + AT_ONCE]
