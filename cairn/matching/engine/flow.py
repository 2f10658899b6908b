"""The best assignment over some pairs alone, and the least prices that show it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow

from cairn.matching.engine.arcs import Arcs
from cairn.matching.engine.market import NONE, Ints


@dataclass(frozen=True)
class Priced:
    """An assignment with its prices, all by number; `scores` are those of the pairs, else 0."""

    mentor_of: Ints
    scores: Ints
    mentee_prices: Ints
    mentor_prices: Ints


def best_over(arcs: Arcs, mentees: int, places: Ints, weight: int) -> Priced:
    """The most people matched over these pairs, then the largest sum of their scores."""
    mentor_of, scores = _assign(arcs, mentees, places)
    mentee_prices, mentor_prices = _least_prices(
        arcs.by_mentor(), mentor_of, scores + weight * (mentor_of != NONE), len(places), weight
    )
    return Priced(mentor_of, scores, mentee_prices, mentor_prices)


def _assign(arcs: Arcs, mentees: int, places: Ints) -> tuple[Ints, Ints]:
    """Each mentee's mentor and score in the largest flow of the least cost."""
    mentors = np.arange(mentees, mentees + len(places))
    sink = mentees + len(places)
    flow = min_cost_flow.SimpleMinCostFlow()
    pairs = flow.add_arcs_with_capacity_and_unit_cost(
        arcs.mentee,
        arcs.mentor + np.int32(mentees),
        np.ones(len(arcs), np.int64),
        -arcs.score.astype(np.int64),
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        mentors, np.full(len(places), sink), places, np.zeros(len(places), np.int64)
    )
    flow.set_nodes_supplies(np.arange(mentees), np.ones(mentees, np.int64))
    flow.set_node_supply(sink, -mentees)
    status = flow.solve_max_flow_with_min_cost()
    if status != flow.OPTIMAL:
        raise ArithmeticError(f"The flow over {len(arcs)} pairs ended as {status}.")
    chosen = arcs.some(flow.flows(pairs) > 0)
    mentor_of, scores = np.full(mentees, NONE), np.zeros(mentees, np.int64)
    mentor_of[chosen.mentee] = chosen.mentor
    scores[chosen.mentee] = chosen.score
    return mentor_of, scores


def _least_prices(
    arcs: Arcs, mentor_of: Ints, worths: Ints, mentors: int, weight: int
) -> tuple[Ints, Ints]:
    """The least prices of mentors' places under which the assignment is everybody's best choice.

    A place costs what the best bid of anybody without it is; a bid is what the pair is worth less
    what the bidder has now. Prices rise from nothing until no bid is above them. What a mentee has,
    their own price, is the worth of their pair less the price of its place.
    """
    matched = np.flatnonzero(mentor_of != NONE)
    bidden, starts = np.unique(arcs.mentor, return_index=True)
    arc_worths = arcs.score.astype(np.int64) + weight
    prices = np.zeros(mentors, np.int64)
    while True:
        has = worths.copy()
        has[matched] -= prices[mentor_of[matched]]
        bids = np.maximum.reduceat(arc_worths - has[arcs.mentee], starts)
        higher = np.maximum(bids, prices[bidden])
        if np.array_equal(higher, prices[bidden]):
            return has, prices
        prices[bidden] = higher
