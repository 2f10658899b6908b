"""What is found is the best there is: against trying everything, and against SciPy."""

from __future__ import annotations

import json
import os
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from cairn.matching.engine import market, shortlist, solve
from tests import promises
from tests.unit.matching.markets import Dense

MANY = promises.many(100, 10_000)
SAMPLES = os.environ.get("CAIRN_SAMPLES")


@st.composite
def small_markets(draw, most=7):
    rows, columns = draw(st.integers(0, most)), draw(st.integers(1, most))
    highest = draw(st.sampled_from((0, 2, 12, 16009)))
    score = st.integers(-1, highest)
    scores = draw(
        st.lists(st.lists(score, min_size=columns, max_size=columns), min_size=rows, max_size=rows)
    )
    places = draw(st.lists(st.integers(0, 3), min_size=columns, max_size=columns))
    return dense(scores, places)


def dense(scores, places):
    columns = len(places)
    return Dense(np.array(scores, np.int64).reshape(-1, columns), np.array(places, np.int64))


def best_by_trying(problem):
    """Best (matched, sum), by looking at what every way to fill the places so far leaves open."""
    states = {tuple(problem.places.tolist()): (0, 0)}
    for row in problem.scores.tolist():
        after = dict(states)
        for left, (matched, total) in states.items():
            for column, score in enumerate(row):
                if score >= 0 and left[column]:
                    now = (*left[:column], left[column] - 1, *left[column + 1 :])
                    after[now] = max(after.get(now, (0, 0)), (matched + 1, total + score))
        states = after
    return max(states.values())


def found(problem):
    assignment = solve.solve(problem).assignment
    matched = np.flatnonzero(assignment.mentor_of != market.NONE)
    scores = problem.scores[matched, assignment.mentor_of[matched]]
    assert (scores >= 0).all()
    taken = np.bincount(assignment.mentor_of[matched], minlength=len(problem.places))
    assert (taken <= problem.places).all()
    return len(matched), int(scores.sum())


def test_no_way_of_matching_matches_more_or_scores_higher():
    tried = []

    @settings(max_examples=MANY, deadline=None)
    @given(small_markets())
    def is_the_best(problem):
        assert found(problem) == best_by_trying(problem)
        tried.append(problem)

    is_the_best()
    figure = f"0 of {len(tried)} markets up to 7 by 7"
    promises.found("best set", figure, is_kept=len(tried) >= MANY)


@settings(max_examples=MANY // 3, deadline=None)
@given(small_markets(), st.data())
def test_one_more_mentor_never_lowers_the_number_matched_nor_then_the_sum(problem, data):
    column = data.draw(
        st.lists(st.integers(-1, 50), min_size=problem.mentees, max_size=problem.mentees)
    )
    wider = np.column_stack([problem.scores, np.array(column, np.int64)])
    more = Dense(wider, np.append(problem.places, 1))
    assert found(more) >= found(problem)


@settings(max_examples=promises.many(10, 100), deadline=None)
@given(st.integers(0, 2**32), st.integers(2, 40))
def test_scipy_finds_the_same_sum_where_everybody_may_go_with_everybody(seed, size):
    scores = np.random.default_rng(seed).integers(0, 10_000, (size, size))
    rows, columns = linear_sum_assignment(scores, maximize=True)
    assert found(dense(scores, np.ones(size))) == (size, int(scores[rows, columns].sum()))


@pytest.mark.skipif(not SAMPLES, reason="CAIRN_SAMPLES names no folder")
def test_the_published_assignment_problem_has_its_known_optimum():
    folder = Path(SAMPLES) / "assignment"
    numbers = [int(word) for word in (folder / "lap-random-assign50.txt").read_text().split()]
    size, costs = numbers[0], np.array(numbers[1:]).reshape(numbers[0], numbers[0])
    known = json.loads((folder / "OPTIMA.json").read_text())["optima"]["lap-random-assign50"]
    rows, columns = linear_sum_assignment(costs)
    assert costs[rows, columns].sum() == known
    assert found(dense(100 - costs, np.ones(size))) == (size, 100 * size - known)


FEW_AT_A_TIME = {
    solve: {"REACHES": ((0.0, 1), (1 / 8, 2), (1 / 32, 3)), "FEW_PAIRS": 0, "FEW": 1},
    shortlist: {"LEAST": 1, "MOST": 4, "IN_ALL": 50, "AT_ONCE": 3},
}
"""Little remembered, few candidates and small pieces, so that a small market takes many rounds."""
FEW_SCORES = 3
"""So few that more pairs of a mentee are equally good than are remembered."""


@settings(max_examples=MANY // 3, deadline=None)
@given(
    st.integers(0, 2**32),
    st.integers(1, 60),
    st.integers(1, 12),
    st.sampled_from((FEW_SCORES, 10_000)),
)
def test_however_little_is_remembered_the_same_is_found_at_the_same_prices(
    seed, rows, columns, highest
):
    chance = np.random.default_rng(seed)
    problem = dense(
        chance.integers(-highest, highest, (rows, columns)).clip(-1), chance.integers(0, 4, columns)
    )
    at_once = solve.solve(problem).assignment
    with ExitStack() as stack:
        for module, constants in FEW_AT_A_TIME.items():
            stack.enter_context(mock.patch.multiple(module, **constants))
        bit_by_bit = solve.solve(problem).assignment
    for name in ("mentee_prices", "mentor_prices", "fitting"):
        assert getattr(bit_by_bit, name).tolist() == getattr(at_once, name).tolist()
    if highest > FEW_SCORES:
        assert bit_by_bit.mentor_of.tolist() == at_once.mentor_of.tolist()


def every_way(problem, row=0, left=None):
    """Every assignment there is, each as a mentor a mentee, going without as one past the last."""
    left = problem.places.tolist() if left is None else left
    if row == problem.mentees:
        yield ()
        return
    for column, score in enumerate(problem.scores[row].tolist()):
        if score >= 0 and left[column]:
            after = [*left[:column], left[column] - 1, *left[column + 1 :]]
            yield from ((column, *rest) for rest in every_way(problem, row + 1, after))
    yield from ((len(left), *rest) for rest in every_way(problem, row + 1, left))


def worth(problem, way):
    scores = [
        int(problem.scores[row, column])
        for row, column in enumerate(way)
        if column < len(problem.places)
    ]
    return len(scores), sum(scores)


@settings(max_examples=MANY, deadline=None)
@given(small_markets(most=4))
def test_among_equals_the_first_by_ref_is_found(problem):
    best = best_by_trying(problem)
    first = min(way for way in every_way(problem) if worth(problem, way) == best)
    mentor_of = solve.solve(problem).assignment.mentor_of
    assert np.where(mentor_of == market.NONE, len(problem.places), mentor_of).tolist() == [*first]
