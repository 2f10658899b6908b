"""What choosing another mentor would cost the whole, against matching all over again."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.matching.engine import Settings, market, match, runners, solve
from cairn.matching.engine.results import Cost
from tests import promises
from tests.unit.matching.markets import Dense
from tests.unit.matching.people import ON, mentee, mentor, pool
from tests.unit.matching.test_best import best_by_trying, small_markets


def forced(problem, row, column):
    """The best (matched, sum) there is with this pair in it."""
    places = problem.places.copy()
    places[column] -= 1
    rest = Dense(np.delete(problem.scores, row, axis=0), places)
    matched, total = best_by_trying(rest)
    return matched + 1, total + int(problem.scores[row, column])


@settings(max_examples=promises.many(40, 400), deadline=None)
@given(small_markets(most=5))
def test_a_runner_up_costs_what_the_best_with_that_pair_falls_short_of_the_best(problem):
    found = solve.solve(problem).assignment
    matched, total = best_by_trying(problem)
    for row, others in runners.runners_up(problem, found, 99).items():
        mine = found.mentor_of[row]
        may = {
            column
            for column, score in enumerate(problem.scores[row])
            if score >= 0 and column != mine and problem.places[column]
        }
        costs = {}
        for other in others:
            people, points = market.split(other.cost, found.weight)
            costs[other.mentor] = (people, points)
        assert set(costs) == may
        assert costs == {
            column: (matched - with_it[0], total - with_it[1])
            for column in may
            for with_it in [forced(problem, row, column)]
        }
        assert [other.cost for other in others] == sorted(other.cost for other in others)


@settings(max_examples=promises.many(40, 400), deadline=None)
@given(small_markets(most=5), st.data())
def test_what_a_match_costs_the_others_is_what_they_would_gain_without_it(problem, data):
    found = solve.solve(problem).assignment
    matched_rows = np.flatnonzero(found.mentor_of != market.NONE).tolist()
    if not matched_rows:
        return
    row = data.draw(st.sampled_from(matched_rows))
    matched, total = best_by_trying(problem)
    without = best_by_trying(Dense(np.delete(problem.scores, row, axis=0), problem.places))
    others = matched - 1, total - int(problem.scores[row, found.mentor_of[row]])
    price = market.split(int(found.mentor_prices[found.mentor_of[row]]), found.weight)
    assert price == (without[0] - others[0], without[1] - others[1])


def test_a_match_only_for_the_count_says_what_it_cost_the_others():
    """E1 fits R1 far better than R2 does E2, but E2 has nobody else than R1."""
    parents = {"life": ("parent",), "pathways": ("smart",)}
    people = pool(
        [
            mentee("E1", languages=("en", "es"), **parents),
            mentee("E2", languages=("es",), life=("student",), pathways=("faith",)),
        ],
        [
            mentor("R1", languages=("en", "es"), **parents),
            mentor("R2", languages=("en",), life=("veteran",), pathways=("dharma",)),
        ],
    )
    result = match(people, settings=Settings(floor=0), on=ON)
    first, second = result.pairs
    assert [(pair.mentee, pair.mentor) for pair in result.pairs] == [("E1", "R2"), ("E2", "R1")]
    assert second.only_for_count
    assert second.cost_to_others == Cost(people=0, points=6907 - first.fit)
    assert second.cost_to_others.points > second.score


def test_runners_up_come_with_their_reasons_the_one_that_costs_least_first():
    people = pool(
        [mentee("E1", life=("parent", "veteran"))],
        [
            mentor("R1"),
            mentor("R2", life=("parent", "veteran")),
            mentor("R3", life=("parent",), capacity=9),
        ],
    )
    (pair,) = match(people, settings=Settings(), on=ON).pairs
    assert pair.mentor == "R2"
    assert [(other.mentor, other.cost.points) for other in pair.runners_up] == [
        ("R1", 1271),
        ("R3", 1271),
    ]
    assert [[reason.code for reason in other.reasons] for other in pair.runners_up] == [
        ["language_shared"],
        ["life_shared"],
    ]
