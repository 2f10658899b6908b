"""The best assignment of a whole market, found over few pairs and proven over all.

Two aims, one number. The first aim is the most people matched, the second the largest sum of
scores. `count_weight` points on top of each pair's score make the second never outvote the first.

Kept are a few candidate pairs a mentee. A minimum-cost flow finds the best assignment among them,
and prices that show it is the best among them. Then come all the other pairs: one that is worth
more than both its prices would do better, and becomes a candidate too, and all is done again. At
first, while prices are far off, candidates are chosen anew each time, for pairs far from worth
their prices are of no more use. When no pair is worth more the prices bound every assignment there
is, and the bound is reached: proven. That there is none is looked up in a shortlist, and gone over
pair by pair where the list cannot know.
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

REACHES: tuple[tuple[float, int], ...] = ((0.0, 8), (1 / 32, 32), (1 / 32, 32))
"""How candidates are chosen at first, and twice chosen anew.

By how much of the most a pair can score it may be worth less than its two prices, and the most of a
mentee. Later on, whatever is worth more than its two prices becomes a candidate on top.
"""
FEW_PAIRS = 1 << 16
"""So few pairs in all that every one becomes a candidate at once."""
FEW = 64
"""Mentees for whom it is quicker to rearrange than to begin anew."""

NOBODY: Ints = np.empty(0, np.int64)

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

    `before` are the last prices at which no remembered pair but the candidates was worth more.
    `gone_over` counts the mentees all of whose pairs were gone over.
    """

    def __init__(self, market: Market, weight: int) -> None:
        self.market = market
        self.weight = weight
        self.shortlist = Shortlist(market)
        self.arcs = NO_ARCS
        self.priced = nobody(market)
        self.before: Priced | None = None
        self.reaches = REACHES
        self.arrangement: Arrangement | None = None
        self.gone_over = 0

    def prove(self, unsure: Ints, progress: Progress | None = None) -> None:
        """Improve until no pair of anybody is worth more than its prices; look at the unsure."""
        while len(unsure):
            self.gone_over += len(unsure)
            for done in self.shortlist.look_again(unsure, self.priced.mentor_prices):
                if progress:
                    progress("pairs", done, len(unsure))
            self.improve(unsure)
            unsure = self.unsure()

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
        self.improve(NOBODY)
        self.prove(self.unsure())

    def unsure(self) -> Ints:
        """Mentees the shortlist cannot speak for at these prices."""
        listed = self.priced.mentee_prices[: self.market.mentees]
        return self.shortlist.unsure(listed, self.priced.mentor_prices, self.weight)

    def improve(self, looked_at: Ints) -> None:
        """Find the best over the whole shortlist, by way of a few candidates.

        Weighed are those whose pairs were looked at, and whoever has a price that has fallen.
        """
        near, more = self._within_reach(looked_at)
        while len(more):
            if not self.reaches:
                self.before = self.priced
            if len(self.arcs) and len(np.unique(more.mentee)) <= FEW:
                self.rearrange(more)
            else:
                self.begin_anew(near)
            near, more = self._within_reach(NOBODY)
        self.before, self.reaches = self.priced, ()

    def begin_anew(self, near: Arcs) -> None:
        """Find the best over other candidates, or over more where they are chosen for good."""
        self.arcs = near if self.reaches else Arcs.all_of([self.arcs, near])
        self.reaches = self.reaches[1:]
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
        priced, weight = self.priced, self.weight
        prices = priced.mentee_prices, priced.mentor_prices
        found = Assignment(priced.mentor_of, *prices, weight, self.shortlist.fitting)
        tight = self.shortlist.tight(priced, weight)
        return replace(found, mentor_of=settle(found, self.market.places, tight))

    def _within_reach(self, looked_at: Ints) -> tuple[Arcs, Arcs]:
        """Pairs that may become candidates, and those of them worth more than their prices."""
        if self.before is not None:
            more = self._worth_more(self.before, looked_at)
            return more, more
        everything = len(self.shortlist)
        short, most = self.reaches[0] if self.reaches else (0.0, everything)
        if everything <= FEW_PAIRS:
            most = everything
        by = int(short * self.market.most)
        near = self.shortlist.near(self.priced, self.weight, by, most)
        return near, near.some(self.priced.gain(near, self.weight) > 0)

    def _worth_more(self, before: Priced, looked_at: Ints) -> Arcs:
        """Pairs worth more than their prices, when but for those looked at none was before."""
        now, listed = self.priced, slice(self.market.mentees)
        mentees = now.mentee_prices[listed] < before.mentee_prices[listed]
        mentees[looked_at] = True
        mentors = now.mentor_prices < before.mentor_prices
        return self.shortlist.worth_more(now, self.weight, mentees, mentors)


def nobody(market: Market) -> Priced:
    """The assignment in which everybody goes without, at no price."""
    nothing = np.zeros(market.mentees, np.int64)
    return Priced(
        np.full(market.mentees, NONE), nothing, nothing, np.zeros(len(market.places), np.int64)
    )
