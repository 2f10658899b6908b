"""Promises of a whole run, over any pool."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.matching.engine import Settings, feasible, from_data, match, to_data, verify
from tests import promises
from tests.unit.matching.people import ON, SETTINGS, any_mentor, mentee, mentor, pool, pools
from tests.unit.matching.rosters import read_pool

SAMPLES = os.environ.get("CAIRN_SAMPLES")
often = settings(max_examples=promises.many(15, 200), deadline=None)


def run(people, given_settings=None):
    return match(people, settings=given_settings or Settings(), on=ON)


def couples(result):
    return [(pair.mentee, pair.mentor) for pair in result.pairs]


@often
@given(pools(), SETTINGS, st.randoms(use_true_random=False))
def test_the_order_people_come_in_does_not_matter(people, given_settings, shuffler):
    mentees, mentors = list(people.mentees), list(people.mentors)
    shuffler.shuffle(mentees)
    shuffler.shuffle(mentors)
    shuffled = replace(people, mentees=tuple(mentees), mentors=tuple(mentors))
    assert run(shuffled, given_settings) == run(people, given_settings)


@often
@given(pools(), SETTINGS)
def test_every_result_is_feasible_within_capacity_and_proven(people, given_settings):
    result = run(people, given_settings)
    mentees = {each.ref: each for each in people.mentees}
    mentors = {each.ref: each for each in people.mentors}
    under = feasible.Terms.of(people, given_settings, ON)
    for mentee_ref, mentor_ref in couples(result):
        assert feasible.broken(mentees[mentee_ref], mentors[mentor_ref], under) == ()
    taken = Counter(to for _, to in couples(result)) + Counter(to for _, to in people.held)
    held = Counter(to for _, to in people.held)
    assert all(taken[ref] <= max(mentors[ref].free, held[ref]) for ref in taken)
    assert result.gap == 0
    assert verify(result, people, settings=given_settings).faults == ()


@often
@given(pools(), SETTINGS)
def test_a_result_read_back_from_its_record_is_the_same(people, given_settings):
    result = run(people, given_settings)
    assert from_data(to_data(result)) == result


@often
@given(pools(), any_mentor("R9"))
def test_one_more_mentor_never_leaves_anybody_worse_off_as_a_whole(people, newcomer):
    before = run(people)
    after = run(replace(people, mentors=(*people.mentors, newcomer)))
    assert (after.matched, after.total) >= (before.matched, before.total)


def test_nobody_is_their_own_mentor():
    both = "P1"
    people = pool([mentee(both)], [mentor(both)])
    assert couples(run(people)) == []


def test_a_mentor_takes_as_many_mentees_as_there_are_places():
    people = pool([mentee(f"E{n}") for n in range(4)], [mentor(capacity=4, caseload=1)])
    assert len(couples(run(people))) == 3


@pytest.mark.skipif(not SAMPLES, reason="CAIRN_SAMPLES names no folder")
@pytest.mark.parametrize(("name", "matched"), [("small", 30), ("medium", 219)])
def test_a_sample_roster_is_matched_and_proven(name, matched):
    people = read_pool(Path(SAMPLES) / "rosters" / f"{name}.csv")
    result = run(people)
    assert (result.matched, result.gap) == (matched, 0)
    assert verify(result, people, settings=Settings())
