"""The pairs worth remembering: for each mentee the best few at some prices, and what is beyond.

Going over every pair is dear, so as little as possible is gone over twice. Of all pairs of a mentee
that are not remembered, the shortlist knows how good the best was and at what prices. When prices
change, no such pair is now better than that by more than the most any price has fallen. So most of
the time it is known without looking that none of them can matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from cairn.matching.engine.arcs import NO_ARCS, Arcs, Numbers, Whole
from cairn.matching.engine.market import NONE, Block, Ints, Market

LEAST, MOST, IN_ALL = 32, 256, 1 << 21
"""Pairs remembered of a mentee: at least, at most, and of all mentees together."""
AT_ONCE = 1024
"""Mentees whose pairs are weighed at once."""
KEYS = 1 << 20
"""More than there will be mentors."""
WORST = np.iinfo(np.int64).min // 4
"""Beyond a shortlist that holds every pair there is."""


class Shortlist:
    """Remembered pairs of a market.

    `mentors` and `scores` have a row a mentee, `NONE` where nothing is remembered. `fitting` is how
    many pairs each mentee may have in all.
    """

    def __init__(self, market: Market) -> None:
        self.market = market
        self.width = min(max(LEAST, IN_ALL // max(1, market.mentees)), MOST, len(market.places))
        self.mentors: Numbers = np.full((market.mentees, self.width), NONE, np.int32)
        self.scores: Numbers = np.full((market.mentees, self.width), NONE, np.int32)
        self.fitting = np.zeros(market.mentees, np.int64)
        self.beyond = np.full(market.mentees, WORST)
        self.as_of = np.zeros(market.mentees, np.int64)
        self.prices: list[Ints] = []

    def look_again(self, which: Ints, prices: Ints) -> Iterable[int]:
        """Go over every pair of some mentees and remember the best at these prices.

        Yields how many mentees have been gone over, now and then.
        """
        self.mentors[which] = NONE
        self.as_of[which] = len(self.prices)
        self.prices.append(prices)
        done = 0
        for block in self.market.blocks(which):
            self._remember(block, prices)
            done += len(block.rows)
            yield done

    def unsure(self, mentee_prices: Ints, mentor_prices: Ints, weight: int) -> Ints:
        """Mentees with a pair, not remembered, that might be worth its two prices or more.

        Where these very prices have been looked at, only more counts: what is worth as much was
        remembered then, as far as there was room.
        """
        fallen = np.array([int((then - mentor_prices).max(initial=WORST)) for then in self.prices])
        looked = np.array([np.array_equal(then, mentor_prices) for then in self.prices], np.int64)
        best = (self.beyond + fallen[self.as_of] + weight) - looked[self.as_of]
        return np.flatnonzero((self.beyond > WORST) & (best >= mentee_prices))

    def worth_more(
        self, which: Ints, mentee_prices: Ints, mentor_prices: Ints, weight: int, most: int
    ) -> Arcs:
        """Remembered pairs of some mentees worth more than both their prices, the best few each."""
        found = [NO_ARCS]
        for rows in _pieces(which):
            gain = self._gain(rows, mentee_prices, mentor_prices, weight)
            better = gain > 0
            many = np.flatnonzero(np.count_nonzero(better, axis=1) > most)
            if len(many):
                better[many] = _most(gain[many], self.mentors[rows[many]], most)
            found.append(self._pairs(rows, better))
        return Arcs.all_of(found)

    def tight(self, mentee_prices: Ints, mentor_prices: Ints, weight: int) -> Arcs:
        """Remembered pairs worth exactly their two prices."""
        found = [NO_ARCS]
        for rows in _pieces(np.arange(len(self.mentors))):
            gain = self._gain(rows, mentee_prices, mentor_prices, weight)
            found.append(self._pairs(rows, gain == 0))
        return Arcs.all_of(found)

    def all_pairs(self) -> Arcs:
        """Every remembered pair."""
        return self._pairs(np.arange(len(self.mentors)), self.mentors != NONE)

    def forget(self, mentee: int) -> None:
        """Somebody is there no more."""
        self.mentors[mentee] = NONE
        self.beyond[mentee] = WORST
        self.fitting[mentee] = 0

    def _pairs(self, rows: Ints, which: npt.NDArray[np.bool_]) -> Arcs:
        row, column = np.nonzero(which)
        return Arcs.of(rows[row], self.mentors[rows[row], column], self.scores[rows[row], column])

    def _gain(self, rows: Ints, mentee_prices: Ints, mentor_prices: Ints, weight: int) -> Ints:
        """By how much each remembered pair is worth more than its two prices.

        `WORST`, or nearly, where nothing is remembered.
        """
        gain: Ints = np.append(weight - mentor_prices, WORST)[self.mentors[rows]]
        gain += self.scores[rows]
        gain -= mentee_prices[rows, None]
        return gain

    def _remember(self, block: Block, prices: Ints) -> None:
        may_be = block.scores != NONE
        fitting = np.count_nonzero(may_be, axis=1)
        self.fitting[block.rows] = fitting
        self.beyond[block.rows] = WORST
        many = np.flatnonzero(fitting > self.width)
        if len(many):
            kept, beyond = _best_of_row(block.scores[many], block.columns, prices, self.width)
            may_be[many] = kept
            self.beyond[block.rows[many]] = beyond
        row, column = np.nonzero(may_be)
        place = np.arange(len(row)) - np.searchsorted(row, row)
        self.mentors[block.rows[row], place] = block.columns[column]
        self.scores[block.rows[row], place] = block.scores[row, column]


def _pieces(which: Ints) -> Iterator[Ints]:
    for start in range(0, len(which), AT_ONCE):
        yield which[start : start + AT_ONCE]


def _best_of_row(
    scores: npt.NDArray[np.signedinteger], columns: Ints, prices: Ints, most: int
) -> tuple[npt.NDArray[np.bool_], Ints]:
    """Which are the best of their row, and how good the best of the others is.

    Goodness is score less price; among equals the earlier mentor is the better.
    """
    goodness = np.where(scores == NONE, WORST, scores - prices[columns])
    keys = _keys(goodness, columns)
    ends = np.partition(keys, (-most - 1, -most), axis=1)[:, -most - 1 : keys.shape[1] - most + 1]
    return keys >= ends[:, 1:], ends[:, 0] // KEYS


def _most(goodness: Ints, mentors: Numbers, most: int) -> npt.NDArray[np.bool_]:
    """Which are the best of their row, the earlier mentor first among equals."""
    keys = _keys(goodness, mentors)
    least: Ints = np.partition(keys, -most, axis=1)[:, -most, None]
    return keys >= least


def _keys(goodness: Ints, mentors: Whole) -> Ints:
    """Goodness and mentor in one number, so that no two are equal and all machines agree."""
    keys: Ints = np.maximum(goodness, WORST // KEYS) * KEYS
    keys += KEYS - 1
    keys -= mentors
    return keys
