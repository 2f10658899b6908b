"""Many pairs at once come out as two people do, to the last unit."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.matching.engine import Settings, Weights, feasible, fit
from cairn.matching.engine.decided import draw_off
from cairn.matching.engine.market import NONE
from tests import promises
from tests.unit.matching.people import ON, SETTINGS, any_mentee, any_mentor, mentee, mentor, pool

often = settings(max_examples=promises.many(15, 200), deadline=None)


def table_of(people, given_settings):
    return draw_off(people, feasible.Terms.of(people, given_settings, ON)).table


def all_scores(table):
    """Every score a pass gives, `NONE` where a pair comes in no block; each pair comes once."""
    scores = np.full((len(table.people), len(table.mentors)), NONE)
    seen = np.zeros(scores.shape, int)
    for block in table.blocks():
        scores[np.ix_(block.rows, block.columns)] = block.scores
        seen[np.ix_(block.rows, block.columns)] += 1
    assert seen.max(initial=0) <= 1
    return scores.tolist()


def one_by_one(table):
    under = table.terms
    return [
        [
            fit.score(mentee, mentor, settings=under.settings, on=under.on)
            if feasible.is_feasible(mentee, mentor, under)
            else NONE
            for mentor in table.mentors
        ]
        for mentee in table.people
    ]


@st.composite
def crowds(draw):
    mentees = [draw(any_mentee(f"E{n}")) for n in range(draw(st.integers(0, 8)))]
    mentors = [draw(any_mentor(f"R{n}")) for n in range(draw(st.integers(0, 8)))]
    return pool(mentees, mentors, excluded=frozenset({("E0", "R0"), ("R1", "E1")}))


WEIGHTS = st.builds(
    Weights,
    top_three=st.integers(0, 40),
    pathway=st.integers(1, 1000),
    career=st.sampled_from((0, 6, 1000)),
) | st.just(Weights())


@often
@given(crowds(), SETTINGS, WEIGHTS)
def test_a_pass_over_a_table_scores_every_pair_as_the_plain_functions_do(people, chosen, weights):
    given_settings = Settings(
        floor=chosen.floor, shared_minutes=chosen.shared_minutes, weights=weights
    )
    table = table_of(people, given_settings)
    assert all_scores(table) == one_by_one(table)


def test_where_no_weight_is_left_everybody_fits_one_half():
    only_wishes = Weights(1, 0, 0, 0, 0, 0, 0)
    people = pool([mentee()], [mentor()])
    table = table_of(people, Settings(weights=only_wishes))
    assert all_scores(table) == [[5009]] == one_by_one(table)
