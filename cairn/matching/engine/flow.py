"""The best assignment over some pairs alone, and the least prices that show it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cairn.matching.engine.arcs import Arcs
from cairn.matching.engine.market import NONE, Ints
from cairn.matching.engine.ragged import firsts_of


@dataclass(frozen=True)
class Priced:
    """An assignment with its prices, all by number; `scores` are those of the pairs, else 0."""

    mentor_of: Ints
    scores: Ints
    mentee_prices: Ints
    mentor_prices: Ints

    def gain(self, arcs: Arcs, weight: int) -> Ints:
        """By how much each pair is worth more than its two prices."""
        gain: Ints = (weight - self.mentor_prices).take(arcs.mentor)
        gain += arcs.score
        gain -= self.mentee_prices.take(arcs.mentee)
        return gain


def best_over(arcs: Arcs, mentees: int, places: Ints, weight: int) -> Priced:
    """The most people matched over these pairs, then the largest sum of their scores."""
    mentor_of, scores = assign(arcs, mentees, places)
    return _least_priced(arcs, mentor_of, scores, np.zeros(len(places), np.int64), weight)


def lowered(arcs: Arcs, priced: Priced, weight: int) -> Priced:
    """The same assignment at the least prices, given some that prove it.

    A place costs as much as it must when somebody tight at its price is held up: without a mentor,
    or with one whose place costs as much as it must. Only the prices of the other places change.
    """
    prices = priced.mentee_prices[arcs.mentee] + priced.mentor_prices[arcs.mentor]
    tight = arcs.some(
        (prices == arcs.score + np.int64(weight)) & _elsewhere(arcs, priced.mentor_of)
    )
    holders = priced.mentor_of[tight.mentee]
    held_up = np.append(priced.mentor_prices == 0, True)
    reached = 0
    while reached < held_up.sum():
        reached = held_up.sum()
        held_up[tight.mentor[held_up[holders]]] = True
    if held_up.all():
        return priced
    start = np.where(held_up[:-1], priced.mentor_prices, 0)
    too_dear = arcs.some(~held_up[arcs.mentor])
    return _least_priced(too_dear, priced.mentor_of, priced.scores, start, weight)


def _elsewhere(arcs: Arcs, mentor_of: Ints) -> npt.NDArray[np.bool_]:
    elsewhere: npt.NDArray[np.bool_] = mentor_of[arcs.mentee] != arcs.mentor
    return elsewhere


def _least_priced(arcs: Arcs, mentor_of: Ints, scores: Ints, prices: Ints, weight: int) -> Priced:
    """A best assignment with the least prices of places that make it everybody's best choice.

    A place costs what the best bid of anybody without it is; a bid is what the pair is worth less
    what the bidder has now. Prices rise from those given until no bid is above them. What a mentee
    has, their own price, is the worth of their pair less the price of its place.
    """
    matched = np.flatnonzero(mentor_of != NONE)
    sorted_arcs = arcs.by_mentor()
    bids_for = np.bincount(arcs.mentor, minlength=len(prices))
    bidden = np.flatnonzero(bids_for)
    starts = firsts_of(bids_for[bidden])
    worths = sorted_arcs.score.astype(np.int64) + weight
    prices = prices.copy()
    while True:
        has = scores.copy()
        has[matched] += weight - prices[mentor_of[matched]]
        bids = np.maximum.reduceat(worths - has.take(sorted_arcs.mentee), starts)
        higher = np.maximum(bids, prices[bidden])
        if np.array_equal(higher, prices[bidden]):
            return Priced(mentor_of, scores, has, prices)
        prices[bidden] = higher


def assign(arcs: Arcs, mentees: int, places: Ints) -> tuple[Ints, Ints]:
    """Each mentee's mentor and score in the largest flow of the least cost."""
    from ortools.graph.python import min_cost_flow  # noqa: PLC0415 - slow to load, for a run alone

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
