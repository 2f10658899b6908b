"""Who else, for each mentee, and what choosing them would cost the whole.

Take a mentee from where they are and put them with another mentor. Somebody there may have to move
on, and somebody after them, until the chain reaches the place the mentee left, a free place, or a
person who goes without. Every step of the chain costs its slack: how far a pair's worth is below
its two prices. The cheapest chain is a shortest path between mentors, all steps being zero or more,
and what it costs, with the slack of the pair itself, is exactly what the best assignment with that
pair falls short of the best of all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cairn.matching.engine.market import NONE, Assignment, Block, Ints, Market

NEVER = np.iinfo(np.int64).max // 4


@dataclass(frozen=True)
class Alternative:
    """Another mentor, by number, the pair's score, and what the whole loses, count included."""

    mentor: int
    score: int
    cost: int


def runners_up(market: Market, found: Assignment, most: int) -> dict[int, list[Alternative]]:
    """For every mentee the `most` other mentors that cost the whole least, the cheapest first.

    Holds a square table of the mentors and works out its shortest paths in as many steps as there
    are mentors: for pools of hundreds or a few thousand of them.
    """
    chains = _shortest(_steps(market, found))
    return {
        int(mentee): alternatives
        for block in market.blocks()
        for mentee, alternatives in _cheapest(block, found, chains, most)
    }


def _cheapest(
    block: Block, found: Assignment, chains: Ints, most: int
) -> Iterator[tuple[int, list[Alternative]]]:
    left = found.mentor_of[block.rows]
    cost = _slack(block, found) + chains[block.columns][:, left].T
    cost[(block.scores == NONE) | (block.columns == left[:, None])] = NEVER
    first = np.argsort(cost, axis=1, kind="stable")[:, :most]
    for row, mentee in enumerate(block.rows):
        yield (
            int(mentee),
            [
                Alternative(int(block.columns[at]), int(block.scores[row, at]), int(cost[row, at]))
                for at in first[row]
                if cost[row, at] < NEVER
            ],
        )


def _steps(market: Market, found: Assignment) -> Ints:
    """What it costs at least that somebody moves from one mentor to another.

    The last row and column are outside: without a mentor, or a place left empty. Somebody there
    costs their price, an empty place its own.
    """
    mentors = len(market.places)
    steps = np.full((mentors + 1, mentors + 1), NEVER)
    steps[mentors, :mentors] = found.mentor_prices
    taken = np.bincount(found.mentor_of[found.mentor_of != NONE], minlength=mentors)
    steps[:mentors, mentors][taken < market.places] = 0
    np.minimum.at(steps[:, mentors], found.mentor_of, found.mentee_prices)
    for block in market.blocks():
        slack = np.where(block.scores == NONE, NEVER, _slack(block, found))
        for row, mentee in enumerate(block.rows):
            here = steps[found.mentor_of[mentee]]
            here[block.columns] = np.minimum(here[block.columns], slack[row])
    np.fill_diagonal(steps, 0)
    return steps


def _shortest(steps: Ints) -> Ints:
    """Floyd and Warshall: the cheapest chain between any two."""
    for through in range(len(steps)):
        np.minimum(steps, steps[:, through, None] + steps[through], out=steps)
    return steps


def _slack(block: Block, found: Assignment) -> Ints:
    prices = found.mentee_prices[block.rows][:, None] + found.mentor_prices[block.columns]
    slack: Ints = prices - (block.scores + found.weight)
    return slack
