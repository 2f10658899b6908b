"""People come and go, and the assignment stays the best there is."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.matching.engine import market, solve
from cairn.matching.engine.arcs import NO_ARCS, Arcs
from cairn.matching.engine.rearrange import Arrangement
from tests import promises
from tests.unit.matching.markets import Dense
from tests.unit.matching.test_best import best_by_trying, small_markets


def arcs_of(problem):
    row, column = np.nonzero(problem.scores >= 0)
    return Arcs.of(row, column, problem.scores[row, column])


def empty(problem):
    nobody = solve.nobody(problem)
    arrangement = Arrangement(NO_ARCS, nobody, problem.places, market.count_weight(problem))
    arrangement.away.update(range(problem.mentees))
    arrangement.know(arcs_of(problem))
    return arrangement


def best_with(problem, there):
    rows = sorted(there)
    return best_by_trying(Dense(problem.scores[rows], problem.places))


def check(problem, arrangement, there):
    """The assignment is the best of those there, and its prices prove it."""
    weight, found = arrangement.weight, arrangement.priced()
    mentor_of, scores = found.mentor_of, found.scores
    mentee_prices, mentor_prices = found.mentee_prices, found.mentor_prices
    matched = np.flatnonzero(mentor_of != market.NONE)
    assert set(matched.tolist()) <= there
    assert (len(matched), int(scores.sum())) == best_with(problem, there)
    assert mentee_prices.min(initial=0) >= 0 <= mentor_prices.min(initial=0)
    for row in there:
        for column in np.flatnonzero(problem.scores[row] >= 0):
            prices = mentee_prices[row] + mentor_prices[column]
            assert prices >= weight + problem.scores[row, column]
    everything = int(mentee_prices.sum() + (mentor_prices * problem.places).sum())
    assert everything == weight * len(matched) + int(scores.sum())


@settings(max_examples=promises.many(100, 1_000), deadline=None)
@given(small_markets(most=6), st.data())
def test_whoever_comes_and_goes_the_assignment_stays_the_best(problem, data):
    arrangement = empty(problem)
    there: set[int] = set()
    if not problem.mentees:
        return
    for who in data.draw(st.lists(st.integers(0, problem.mentees - 1), max_size=15)):
        if who in there:
            arrangement.go(who)
            there.discard(who)
        else:
            arrangement.come(who)
            there.add(who)
        check(problem, arrangement, there)
