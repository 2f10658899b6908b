"""The pairs worth remembering: for each mentee the best few at some prices, and what is beyond.

Going over every pair is dear, so as little as possible is gone over twice. Of all pairs of a mentee
that are not remembered, the shortlist knows how good the best was and at what prices. When prices
change, no such pair is now better than that by more than the most any price has fallen. So most of
the time it is known without looking that none of them can matter.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from cairn.matching.engine.arcs import NO_ARCS, Arcs
from cairn.matching.engine.market import NONE, Block, Ints, Market

MOST = 64
"""Pairs remembered of a mentee."""
WORST = np.iinfo(np.int64).min // 4
"""Beyond a shortlist that holds every pair there is."""


class Shortlist:
    """Remembered pairs of a market, sorted by mentee.

    `fitting` is how many pairs each mentee may have in all.
    """

    def __init__(self, market: Market) -> None:
        self.market = market
        self.arcs = NO_ARCS
        self.fitting = np.zeros(market.mentees, np.int64)
        self.beyond = np.full(market.mentees, WORST)
        self.as_of = np.zeros(market.mentees, np.int64)
        self.prices: list[Ints] = []

    def look_again(self, which: Ints, prices: Ints) -> Iterable[int]:
        """Go over every pair of some mentees and remember the best at these prices.

        Yields how many mentees have been gone over, now and then.
        """
        found = [self._without(which)]
        done = 0
        for block in self.market.blocks(which):
            found.append(self._best(block, prices))
            done += len(block.rows)
            yield done
        self.as_of[which] = len(self.prices)
        self.prices.append(prices)
        arcs = Arcs.all_of(found)
        self.arcs = arcs.some(np.argsort(arcs.mentee, kind="stable"))

    def unsure(self, mentee_prices: Ints, mentor_prices: Ints, weight: int) -> Ints:
        """Mentees with a pair, not remembered, that might be worth its two prices or more.

        Where these very prices have been looked at, only more counts: what is worth as much was
        remembered then, as far as there was room.
        """
        fallen = np.array([int((then - mentor_prices).max(initial=WORST)) for then in self.prices])
        looked = np.array([np.array_equal(then, mentor_prices) for then in self.prices], np.int64)
        best = (self.beyond + fallen[self.as_of] + weight) - looked[self.as_of]
        return np.flatnonzero((self.beyond > WORST) & (best >= mentee_prices))

    def worth_more(self, mentee_prices: Ints, mentor_prices: Ints, weight: int, most: int) -> Arcs:
        """Remembered pairs worth more than both their prices, the best few of each mentee."""
        arcs, gain = self.arcs, self._gain(mentee_prices, mentor_prices, weight)
        better = np.flatnonzero(gain > 0)
        mentees = arcs.mentee[better]
        order = np.lexsort((arcs.mentor[better], -gain[better], mentees))
        place = np.arange(len(order)) - np.searchsorted(mentees, mentees)
        return arcs.some(better[order][place < most])

    def tight(self, mentee_prices: Ints, mentor_prices: Ints, weight: int) -> Arcs:
        """Remembered pairs worth exactly their two prices."""
        return self.arcs.some(self._gain(mentee_prices, mentor_prices, weight) == 0)

    def _gain(self, mentee_prices: Ints, mentor_prices: Ints, weight: int) -> Ints:
        """By how much each remembered pair is worth more than its two prices."""
        worths = self.arcs.score + (weight - mentor_prices)[self.arcs.mentor]
        gain: Ints = worths - mentee_prices[self.arcs.mentee]
        return gain

    def _without(self, which: Ints) -> Arcs:
        kept = np.ones(self.market.mentees, bool)
        kept[which] = False
        return self.arcs.some(kept[self.arcs.mentee])

    def _best(self, block: Block, prices: Ints) -> Arcs:
        may_be = block.scores != NONE
        fitting = np.count_nonzero(may_be, axis=1)
        self.fitting[block.rows] = fitting
        self.beyond[block.rows] = WORST
        many = np.flatnonzero(fitting > MOST)
        if len(many):
            kept, beyond = _best_of_row(block.scores[many], block.columns, prices)
            may_be[many] = kept
            self.beyond[block.rows[many]] = beyond
        row, column = np.nonzero(may_be)
        return Arcs.of(block.rows[row], block.columns[column], block.scores[row, column])


def _best_of_row(
    scores: npt.NDArray[np.signedinteger], columns: Ints, prices: Ints
) -> tuple[npt.NDArray[np.bool_], Ints]:
    """Which are the best of their row, and how good the best of the others is.

    Goodness is score less price; among equals the earlier mentor is the better. Both go into one
    key, so that no two are equal and every machine keeps the same.
    """
    size = len(prices)
    keys = (scores - prices[columns]) * size + (size - 1 - columns)
    keys[scores == NONE] = WORST
    ends = np.partition(keys, (-MOST - 1, -MOST), axis=1)[:, -MOST - 1 : -MOST + 1]
    return keys >= ends[:, 1:], ends[:, 0] // size
