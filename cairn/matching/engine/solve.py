"""The best assignment of a whole market, found over few pairs and proven over all.

Two aims, one number. The first aim is the most people matched, the second the largest sum of
scores. `count_weight` points on top of each pair's score make the second never outvote the first.

Kept are a few candidate pairs a mentee. A minimum-cost flow finds the best assignment among them,
and prices that show it is the best among them. Then come all the other pairs: one that is worth
more than both its prices would do better, and becomes a candidate too, and all is done again. When
there is none the prices bound every assignment there is, and the bound is reached: proven. That
there is none is looked up in a shortlist, and gone over pair by pair where the list cannot know.
Among equals the first by ref is taken (`settle.py`), so that it never matters which of them the
flow happened to find.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from cairn.matching.engine.arcs import NO_ARCS, Arcs
from cairn.matching.engine.flow import Priced, best_over, lowered
from cairn.matching.engine.market import NONE, Assignment, Ints, Market, count_weight
from cairn.matching.engine.rearrange import Arrangement
from cairn.matching.engine.settle import settle
from cairn.matching.engine.shortlist import Shortlist

CANDIDATES = 12
"""Pairs of a mentee that become candidates at a time."""
FEW_PAIRS = 1 << 16
"""So few pairs in all that every one becomes a candidate at once."""
FEW = 64
"""Mentees for whom it is quicker to rearrange than to begin anew."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done and how much there is."""


@dataclass(frozen=True)
class Solution:
    """The best assignment, and how often pairs were gone over to prove it, in whole passes."""

    assignment: Assignment
    passes: float


def solve(market: Market, *, progress: Progress | None = None) -> Solution:
    """The most people matched, then the largest sum of scores, with prices that prove it."""
    search = Search(market, count_weight(market))
    search.prove(np.arange(market.mentees), progress=progress)
    return Solution(search.settled(), search.gone_over / max(1, market.mentees))


class Search:
    """A market, what is remembered of it, and the best assignment over the candidates so far.

    `gone_over` counts the mentees all of whose pairs were gone over.
    """

    def __init__(self, market: Market, weight: int) -> None:
        self.market = market
        self.weight = weight
        self.shortlist = Shortlist(market)
        self.arcs = NO_ARCS
        self.priced = nobody(market)
        self.proven: Priced | None = None
        self.arrangement: Arrangement | None = None
        self.gone_over = 0

    def prove(self, unsure: Ints, progress: Progress | None = None) -> None:
        """Improve until no pair of anybody is worth more than its prices; look at the unsure."""
        while len(unsure):
            self.gone_over += len(unsure)
            if len(unsure) > FEW:
                self.arrangement = None
            for done in self.shortlist.look_again(unsure, self.priced.mentor_prices):
                if progress:
                    progress("pairs", done, len(unsure))
            self.improve()
            unsure = self.unsure()
        self.proven = self.priced

    def welcome(self, mentors: Ints, scores: Ints) -> int:
        """Somebody new, who may have these mentors with these scores; their number."""
        arrangement = self.arranged()
        number = arrangement.join()
        arcs = Arcs.of(np.full(len(mentors), number), mentors, scores)
        arrangement.know(arcs)
        arrangement.come(number)
        self.arcs = Arcs.all_of([self.arcs, arcs])
        self._prove_again()
        return number

    def dismiss(self, mentee: int) -> None:
        """Somebody is there no more."""
        arrangement = self.arranged()
        arrangement.go(mentee)
        arrangement.forget(mentee)
        self.arcs = self.arcs.some(self.arcs.mentee != mentee)
        if mentee < self.market.mentees:
            self.shortlist.forget(mentee)
        self._prove_again()

    def _prove_again(self) -> None:
        self.lower()
        self.improve()
        self.prove(self.unsure())

    def unsure(self) -> Ints:
        """Mentees the shortlist cannot speak for at these prices."""
        listed = self.priced.mentee_prices[: self.market.mentees]
        return self.shortlist.unsure(listed, self.priced.mentor_prices, self.weight)

    def improve(self) -> None:
        """Find the best over the whole shortlist, by way of ever more candidates."""
        while len(more := self._worth_more()):
            few = len(np.unique(more.mentee)) <= FEW
            if few and len(self.arcs):
                self.rearrange(more)
            else:
                self.arcs = Arcs.all_of([self.arcs, more])
                self.arrangement = None
                everybody = len(self.priced.mentor_of)
                self.priced = best_over(self.arcs, everybody, self.market.places, self.weight)

    def rearrange(self, more: Arcs) -> None:
        """Send those away who have new candidates, and let them come again."""
        arrangement = self.arranged()
        mentees = np.unique(more.mentee).tolist()
        for mentee in mentees:
            arrangement.go(mentee)
        arrangement.know(more)
        for mentee in mentees:
            arrangement.come(mentee)
        self.arcs = Arcs.all_of([self.arcs, more])
        self.lower()

    def lower(self) -> None:
        """Take the assignment as it was rearranged, at the least prices."""
        arrangement = self.arranged()
        self.priced = lowered(self.arcs, arrangement.priced(), self.weight)
        arrangement.reprice(self.priced)

    def arranged(self) -> Arrangement:
        """The assignment in a form that can be rearranged."""
        if self.arrangement is None:
            self.arrangement = Arrangement(self.arcs, self.priced, self.market.places, self.weight)
        return self.arrangement

    def settled(self) -> Assignment:
        """The first by ref of the best assignments, with the prices that prove them all."""
        priced = self.priced
        prices = priced.mentee_prices, priced.mentor_prices
        found = Assignment(priced.mentor_of, *prices, self.weight, self.shortlist.fitting)
        tight = self.shortlist.tight(*prices, self.weight)
        return replace(found, mentor_of=settle(found, self.market.places, tight))

    def _worth_more(self) -> Arcs:
        listed = self.priced.mentee_prices[: self.market.mentees]
        prices = listed, self.priced.mentor_prices, self.weight
        few = int(np.minimum(self.shortlist.fitting, self.shortlist.width).sum()) <= FEW_PAIRS
        most = self.shortlist.width if few else CANDIDATES
        return self.shortlist.worth_more(self._changed(listed), *prices, most)

    def _changed(self, mentee_prices: Ints) -> Ints:
        """Mentees whose pairs may be worth more than their prices, when they were not before."""
        before = self.proven
        if before is None or (self.priced.mentor_prices < before.mentor_prices).any():
            return np.arange(len(mentee_prices))
        return np.flatnonzero(mentee_prices < before.mentee_prices[: len(mentee_prices)])


def nobody(market: Market) -> Priced:
    """The assignment in which everybody goes without, at no price."""
    nothing = np.zeros(market.mentees, np.int64)
    return Priced(
        np.full(market.mentees, NONE), nothing, nothing, np.zeros(len(market.places), np.int64)
    )
