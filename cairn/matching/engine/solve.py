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
from cairn.matching.engine.flow import Priced, best_over, least_priced
from cairn.matching.engine.market import NONE, Assignment, Ints, Market, count_weight
from cairn.matching.engine.rearrange import Arrangement
from cairn.matching.engine.settle import settle
from cairn.matching.engine.shortlist import Shortlist

CANDIDATES = 16
"""Pairs of a mentee that become candidates at a time."""
FEW = 64
"""Mentees for whom it is quicker to rearrange than to begin anew."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done and how much there is."""


@dataclass(frozen=True)
class Solution:
    """The best assignment, how often pairs were gone over in whole passes, and the candidates."""

    assignment: Assignment
    passes: float
    candidates: Arcs


def solve(market: Market, *, progress: Progress | None = None) -> Solution:
    """The most people matched, then the largest sum of scores, with prices that prove it."""
    weight = count_weight(market)
    shortlist = Shortlist(market)
    arcs, priced, gone_over = NO_ARCS, nobody(market), 0
    unsure = np.arange(market.mentees)
    while len(unsure):
        gone_over += len(unsure)
        for done in shortlist.look_again(unsure, priced.mentor_prices):
            if progress:
                progress("pairs", done, len(unsure))
        arcs, priced = _best_of_list(shortlist, arcs, priced, weight)
        unsure = shortlist.unsure(priced.mentee_prices, priced.mentor_prices, weight)
    found = Assignment(
        priced.mentor_of, priced.mentee_prices, priced.mentor_prices, weight, shortlist.fitting
    )
    tight = shortlist.tight(priced.mentee_prices, priced.mentor_prices, weight)
    found = replace(found, mentor_of=settle(found, market.places, tight))
    return Solution(found, gone_over / max(1, market.mentees), arcs)


def _best_of_list(
    shortlist: Shortlist, arcs: Arcs, priced: Priced, weight: int
) -> tuple[Arcs, Priced]:
    """The best assignment over the whole shortlist, by way of ever more candidates.

    Where few mentees have new ones, they alone are sent away and come again.
    """
    market = shortlist.market
    arrangement = None
    while True:
        more = shortlist.worth_more(priced.mentee_prices, priced.mentor_prices, weight, CANDIDATES)
        if not len(more):
            return arcs, priced
        if len(arcs) and len(np.unique(more.mentee)) <= FEW:
            arrangement = arrangement or Arrangement(arcs, priced, market.places, weight)
            arrangement.reprice(priced)
            mentor_of, scores = _rearranged(arrangement, more)
            arcs = Arcs.all_of([arcs, more])
            priced = least_priced(arcs, mentor_of, scores, len(market.places), weight)
        else:
            arcs, arrangement = Arcs.all_of([arcs, more]), None
            priced = best_over(arcs, market.mentees, market.places, weight)


def _rearranged(arrangement: Arrangement, more: Arcs) -> tuple[Ints, Ints]:
    mentees = np.unique(more.mentee).tolist()
    for mentee in mentees:
        arrangement.go(mentee)
    arrangement.know(more)
    for mentee in mentees:
        arrangement.come(mentee)
    return arrangement.made()


def nobody(market: Market) -> Priced:
    """The assignment in which everybody goes without, at no price."""
    nothing = np.zeros(market.mentees, np.int64)
    return Priced(
        np.full(market.mentees, NONE), nothing, nothing, np.zeros(len(market.places), np.int64)
    )
