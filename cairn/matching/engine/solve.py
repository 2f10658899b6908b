"""The best assignment of a whole market, found over few pairs and proven over all.

Two aims, one number. The first aim is the most people matched, the second the largest sum of
scores. `count_weight` points on top of each pair's score make the second never outvote the first.

Kept are a few candidate pairs a mentee. A minimum-cost flow finds the best assignment among them,
and prices that show it is the best among them. One pass over *every* feasible pair then looks for
pairs the prices do not forbid: worth more than both their prices. Those become candidates too, and
all is done again. When there are none the prices bound every assignment there is, and the bound is
reached: proven.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from ortools.graph.python import min_cost_flow

from cairn.matching.engine.market import NONE, Assignment, Block, Ints, Market, count_weight

FIRST_CANDIDATES = 16
"""Pairs a mentee the first round takes."""
MORE_CANDIDATES = 16
"""Pairs a mentee any later round adds at most."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done and how much there is."""


@dataclass(frozen=True)
class Arcs:
    """Candidate pairs: mentee, mentor and what the pair is worth, count included."""

    mentee: Ints
    mentor: Ints
    worth: Ints

    def __len__(self) -> int:
        return len(self.worth)

    def with_more(self, more: Arcs) -> Arcs:
        """Both together, sorted by mentor, then mentee."""
        both = Arcs.all_of([self, more])
        order = np.lexsort((both.mentee, both.mentor))
        return Arcs(both.mentee[order], both.mentor[order], both.worth[order])

    @classmethod
    def all_of(cls, many: Sequence[Arcs]) -> Arcs:
        """One after the other."""
        return cls(
            np.concatenate([arcs.mentee for arcs in many]),
            np.concatenate([arcs.mentor for arcs in many]),
            np.concatenate([arcs.worth for arcs in many]),
        )


NO_ARCS = Arcs(*(np.empty(0, np.int64),) * 3)


@dataclass(frozen=True)
class Solution:
    """The best assignment, the passes over all pairs it took, and the candidates it came from."""

    assignment: Assignment
    rounds: int
    candidates: Arcs


def solve(market: Market, *, progress: Progress | None = None) -> Solution:
    """The most people matched, then the largest sum of scores, with prices that prove it."""
    weight = count_weight(market)
    arcs = NO_ARCS
    found = Assignment(
        np.full(market.mentees, NONE),
        np.zeros(market.mentees, np.int64),
        np.zeros(len(market.places), np.int64),
        weight,
        np.zeros(market.mentees, np.int64),
    )
    rounds = 0
    while True:
        rounds += 1
        most = MORE_CANDIDATES if len(arcs) else FIRST_CANDIDATES
        more, fitting = _worth_more(market, found, most, progress)
        found = replace(found, fitting=fitting)
        if not len(more):
            return Solution(found, rounds, arcs)
        arcs = arcs.with_more(more)
        mentor_of, worth_of = _best_flow(arcs, market)
        mentee_prices, mentor_prices = least_prices(arcs, mentor_of, worth_of, market)
        found = Assignment(mentor_of, mentee_prices, mentor_prices, weight, fitting)


def least_prices(arcs: Arcs, mentor_of: Ints, worth_of: Ints, market: Market) -> tuple[Ints, Ints]:
    """The least prices of mentors' places under which the assignment is everybody's best choice.

    A place costs what the best bid of anybody without it is; a bid is what the pair is worth less
    what the bidder has now. Prices rise from nothing until no bid is above them. Arcs come sorted
    by mentor. What a mentee has is the worth of their pair less the price of its place.
    """
    matched = mentor_of != NONE
    bidden, starts = np.unique(arcs.mentor, return_index=True)
    prices = np.zeros(len(market.places), np.int64)
    while True:
        has = worth_of.copy()
        has[matched] -= prices[mentor_of[matched]]
        bids = np.maximum.reduceat(arcs.worth - has[arcs.mentee], starts)
        higher = np.maximum(bids, prices[bidden])
        if np.array_equal(higher, prices[bidden]):
            return has, prices
        prices[bidden] = higher


def _best_flow(arcs: Arcs, market: Market) -> tuple[Ints, Ints]:
    """Each mentee's mentor and worth in the best assignment over these arcs alone."""
    mentees, mentors = market.mentees, len(market.places)
    sink = mentees + mentors
    everybody, places = np.arange(mentees), np.arange(mentees, sink)
    flow = min_cost_flow.SimpleMinCostFlow()
    pairs = flow.add_arcs_with_capacity_and_unit_cost(
        arcs.mentee, arcs.mentor + mentees, np.ones(len(arcs), np.int64), -arcs.worth
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        everybody, np.full(mentees, sink), np.ones(mentees, np.int64), np.zeros(mentees, np.int64)
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        places, np.full(mentors, sink), market.places, np.zeros(mentors, np.int64)
    )
    flow.set_nodes_supplies(everybody, np.ones(mentees, np.int64))
    flow.set_node_supply(sink, -mentees)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise ArithmeticError(f"The flow over {len(arcs)} pairs ended as {status}.")
    chosen = flow.flows(pairs) > 0
    return _by_mentee(arcs, chosen, mentees)


def _by_mentee(arcs: Arcs, chosen: np.ndarray, mentees: int) -> tuple[Ints, Ints]:
    mentor_of = np.full(mentees, NONE)
    worth_of = np.zeros(mentees, np.int64)
    mentor_of[arcs.mentee[chosen]] = arcs.mentor[chosen]
    worth_of[arcs.mentee[chosen]] = arcs.worth[chosen]
    return mentor_of, worth_of


def _worth_more(
    market: Market, found: Assignment, most: int, progress: Progress | None
) -> tuple[Arcs, Ints]:
    """Pairs worth more than both their prices, the best few a mentee; how many each may have."""
    more, done = [NO_ARCS], 0
    fitting = np.zeros(market.mentees, np.int64)
    for block in market.blocks():
        fitting[block.rows] += np.count_nonzero(block.scores != NONE, axis=1)
        more.append(_worth_more_here(block, found, most))
        done += len(block.rows)
        if progress:
            progress("pairs", done, market.mentees)
    return Arcs.all_of(more), fitting


def _worth_more_here(block: Block, found: Assignment, most: int) -> Arcs:
    gain = block.scores + (found.weight - found.mentor_prices[block.columns])
    gain -= found.mentee_prices[block.rows][:, None]
    gain[block.scores == NONE] = 0
    row, column = np.nonzero(_best_of_row(gain, most))
    worth = block.scores[row, column].astype(np.int64) + found.weight
    return Arcs(block.rows[row], block.columns[column], worth)


def _best_of_row(gain: Ints, most: int) -> np.ndarray:
    """Which gains are above zero and among the most of their row; the earlier mentor first."""
    if gain.shape[1] <= most:
        return gain > 0
    order = np.argsort(-gain, axis=1, kind="stable")[:, :most]
    best = np.zeros(gain.shape, bool)
    np.put_along_axis(best, order, values=True, axis=1)
    return best & (gain > 0)
