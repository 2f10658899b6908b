"""The pairs worth remembering: for each mentee the best few at some prices, and what is beyond.

Going over every pair is dear, so as little as possible is gone over twice. Of all pairs of a mentee
that are not remembered, the shortlist knows how good the best was and at what prices. When prices
change, no such pair is now better than that by more than the most any price has fallen. So most of
the time it is known without looking that none of them can matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cairn.matching.engine.arcs import NO_ARCS, Arcs, Numbers, Whole
from cairn.matching.engine.flow import Priced
from cairn.matching.engine.market import NONE, Block, Ints, Market
from cairn.matching.engine.ragged import entries, firsts_of, padded

Flags = npt.NDArray[np.bool_]

LEAST, MOST, IN_ALL = 32, 1024, 3 << 20
"""Pairs remembered of a mentee: at least, at most, and of all mentees together."""
SHARES = 2
"""What a mentee may take of the room that is left: so many times an equal share."""
AT_ONCE = 1024
"""Mentees whose pairs are weighed at once."""
KEYS = 1 << 20
"""More than there will be mentors."""
WORST = np.iinfo(np.int64).min // 4
"""Beyond a shortlist that holds every pair there is."""


@dataclass(frozen=True)
class Rows:
    """Pairs of some mentees, those of one after those of the other, so many of each."""

    mentees: Ints
    lengths: Ints
    mentors: Numbers
    scores: Numbers


class Shortlist:
    """Remembered pairs of a market.

    They stand in `mentors` and `scores`, those of one mentee after those of the other, `order`
    being theirs: the fewer pairs, the earlier. `lengths` is how many are remembered of a mentee,
    `fitting` how many there are.
    """

    def __init__(self, market: Market) -> None:
        self.market = market
        self.order: Ints = np.empty(0, np.int64)
        self.lengths = np.zeros(market.mentees, np.int64)
        self.mentors: Numbers = np.empty(0, np.int32)
        self.scores: Numbers = np.empty(0, np.int32)
        self.fitting = np.zeros(market.mentees, np.int64)
        self.beyond = np.full(market.mentees, WORST)
        self.as_of = np.zeros(market.mentees, np.int64)
        self.prices: list[Ints] = []

    def __len__(self) -> int:
        return len(self.mentors)

    def look_again(self, which: Ints, prices: Ints) -> Iterable[int]:
        """Go over every pair of some mentees and remember the best at these prices.

        Yields how many mentees have been gone over, now and then.
        """
        self.as_of[which] = len(self.prices)
        self.prices.append(prices)
        done, room = 0, IN_ALL
        found: list[Rows] = []
        for block in self.market.blocks(which):
            share = SHARES * room // max(1, len(which) - done)
            found.append(self._best_of(block, prices, min(max(LEAST, share), MOST)))
            done += len(block.rows)
            room -= len(found[-1].mentors)
            yield done
        self._replace(which, found)

    def unsure(self, mentee_prices: Ints, mentor_prices: Ints, weight: int) -> Ints:
        """Mentees with a pair, not remembered, that might be worth its two prices or more.

        Where these very prices have been looked at, only more counts: what is worth as much was
        remembered then, as far as there was room.
        """
        fallen = np.array([int((then - mentor_prices).max(initial=WORST)) for then in self.prices])
        looked = np.array([np.array_equal(then, mentor_prices) for then in self.prices], np.int64)
        best = (self.beyond + fallen[self.as_of] + weight) - looked[self.as_of]
        return np.flatnonzero((self.beyond > WORST) & (best >= mentee_prices))

    def near(self, priced: Priced, weight: int, short: int, most: int) -> Arcs:
        """Pairs worth more than their two prices, or less by under so much; the best few each."""
        found = [NO_ARCS]
        for mentees, pairs in self._pieces():
            gain = priced.gain(pairs, weight)
            near = gain > -short
            _keep_best(near, gain, pairs.mentor, self.lengths[mentees], most)
            found.append(pairs.some(near))
        return Arcs.all_of(found)

    def worth_more(self, priced: Priced, weight: int, mentees: Flags, mentors: Flags) -> Arcs:
        """Pairs worth more than their two prices, of some mentees and with some mentors."""
        found = [NO_ARCS]
        for which, pairs in self._pieces():
            wanted = mentors.take(pairs.mentor)
            wanted |= np.repeat(mentees[which], self.lengths[which])
            some = pairs.some(wanted)
            found.append(some.some(priced.gain(some, weight) > 0))
        return Arcs.all_of(found)

    def tight(self, priced: Priced, weight: int) -> Arcs:
        """Pairs worth exactly their two prices, where none is worth more."""
        return self.near(priced, weight, 1, len(self))

    def all_pairs(self) -> Arcs:
        """Every remembered pair."""
        return Arcs.all_of([NO_ARCS, *(pairs for _, pairs in self._pieces())])

    def forget(self, mentee: int) -> None:
        """Somebody is there no more."""
        at = int(np.flatnonzero(np.append(self.order, mentee) == mentee)[0])
        start = int(self.lengths[self.order[:at]].sum())
        gone = slice(start, start + int(self.lengths[mentee]))
        self.mentors, self.scores = np.delete(self.mentors, gone), np.delete(self.scores, gone)
        self.order = np.delete(self.order, slice(at, at + 1))
        self.lengths[mentee] = self.fitting[mentee] = 0
        self.beyond[mentee] = WORST

    def _pieces(self) -> Iterator[tuple[Ints, Arcs]]:
        """Some mentees at a time, with all their pairs."""
        end = 0
        for first in range(0, len(self.order), AT_ONCE):
            mentees = self.order[first : first + AT_ONCE]
            lengths = self.lengths[mentees]
            start, end = end, end + int(lengths.sum())
            each = np.repeat(mentees.astype(np.int32), lengths)
            yield mentees, Arcs(each, self.mentors[start:end], self.scores[start:end])

    def _best_of(self, block: Block, prices: Ints, most: int) -> Rows:
        may_be = block.scores != NONE
        lengths = np.count_nonzero(may_be, axis=1)
        self.fitting[block.rows] = lengths
        self.beyond[block.rows] = WORST
        many = np.flatnonzero(lengths > most)
        if len(many):
            kept, beyond = _best_of_row(block.scores[many], block.columns, prices, most)
            may_be[many] = kept
            self.beyond[block.rows[many]] = beyond
            lengths[many] = most
        pairs = Arcs.of(*block.pairs(may_be))
        return Rows(block.rows, lengths, pairs.mentor, pairs.score)

    def _replace(self, which: Ints, found: list[Rows]) -> None:
        """Remember what was found of some mentees in place of what was remembered of them."""
        lengths = self.lengths.copy()
        lengths[which] = 0
        for mentees, pairs in self._pieces():
            staying = mentees[lengths[mentees] > 0]
            kept = pairs.some(lengths[pairs.mentee] > 0)
            found.append(Rows(staying, lengths[staying], kept.mentor, kept.score))
        for rows in found:
            lengths[rows.mentees] = rows.lengths
        order = np.argsort(lengths, kind="stable")
        firsts = np.zeros(len(lengths), np.int64)
        firsts[order] = firsts_of(lengths[order])
        self.lengths, self.order = lengths, order[lengths[order] > 0]
        self.mentors, self.scores = (np.empty(lengths.sum(), np.int32) for _ in range(2))
        while found:
            rows = found.pop()
            _, at = entries(firsts[rows.mentees], rows.lengths)
            self.mentors[at], self.scores[at] = rows.mentors, rows.scores


def _best_of_row(
    scores: npt.NDArray[np.signedinteger], columns: Ints, prices: Ints, most: int
) -> tuple[Flags, Ints]:
    """Which are the best of their row, and how good the best of the others is.

    Goodness is score less price; among equals the earlier mentor is the better.
    """
    goodness = np.where(scores == NONE, WORST, scores - prices[columns])
    keys = _keys(goodness, columns)
    ends = np.partition(keys, (-most - 1, -most), axis=1)[:, -most - 1 : keys.shape[1] - most + 1]
    return keys >= ends[:, 1:], ends[:, 0] // KEYS


def _keep_best(which: Flags, goodness: Ints, mentors: Numbers, lengths: Ints, most: int) -> None:
    """Keep the flags of the best of each row alone, the earlier mentor first among equals."""
    firsts = firsts_of(lengths)
    many = np.add.reduceat(which, firsts, dtype=np.int64) > most
    if many.any():
        at, is_there = padded(firsts[many], lengths[many])
        keys = _keys(np.where(is_there, goodness.take(at), WORST), mentors.take(at))
        least = np.partition(keys, -most, axis=1)[:, -most, None]
        which &= ~np.repeat(many, lengths)
        which[at.ravel()[np.flatnonzero(keys >= least)]] = True


def _keys(goodness: Ints, mentors: Whole) -> Ints:
    """Goodness and mentor in one number, so that no two are equal and all machines agree."""
    keys: Ints = np.maximum(goodness, WORST // KEYS) * KEYS
    keys += KEYS - 1
    keys -= mentors
    return keys
