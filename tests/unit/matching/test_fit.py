"""Every part of the fit, and what the parts add up to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from cairn.matching.engine import Settings, Weights, fit
from cairn.matching.engine.fit import HALF, ONE
from tests import promises
from tests.unit.matching.people import ON, any_mentee, any_mentor, mentee, mentor


def trait(name, mine, theirs):
    return fit.TRAITS[name](mentee(**mine), mentor(**theirs), ON.year)


def fit_of(one, other, **weights):
    given_settings = Settings(weights=Weights(**weights)) if weights else Settings()
    return fit.fit_of(one, other, settings=given_settings, on=ON)


SHARES = [
    ("pathway", "pathways"),
    ("life", "life"),
    ("likes", "interests"),
    ("dislikes", "dislikes"),
    ("substances", "substances"),
]


@pytest.mark.parametrize(("name", "field"), SHARES)
def test_a_list_counts_by_the_share_of_the_mentees_entries_the_mentor_has(name, field):
    assert trait(name, {field: ("a", "b", "c")}, {field: ("b", "x", "c")}) == ONE * 2 // 3
    assert trait(name, {field: ("a", "a", "b")}, {field: ("a",)}) == HALF
    assert trait(name, {field: ("a",)}, {field: ("a", "b", "c")}) == ONE
    assert trait(name, {field: ("a",)}, {field: ("b",)}) == 0
    assert trait(name, {}, {field: ("b",)}) == trait(name, {field: ("a",)}, {}) == HALF


@pytest.mark.parametrize(
    ("mine", "theirs", "value"),
    [
        ("secular", "secular", ONE),
        ("religious", "spiritual", HALF),
        ("spiritual", "secular", HALF),
        ("religious", "secular", 0),
        ("undisclosed", "secular", HALF),
        ("religious", "", HALF),
    ],
)
def test_spirituality_counts_by_how_near_two_ways_are(mine, theirs, value):
    assert trait("spirituality", {"spirituality": mine}, {"spirituality": theirs}) == value


@pytest.mark.parametrize(
    ("years", "value"), [(0, ONE), (5, ONE), (10, ONE * 4 // 5), (30, 0), (50, 0)]
)
def test_age_counts_wholly_up_to_five_years_and_not_at_all_from_thirty(years, value):
    assert trait("age", {"birth_year": 1950 + years}, {"birth_year": 1950}) == value
    assert trait("age", {"birth_year": None}, {"birth_year": 1950}) == HALF


def test_gender_counts_when_wished_for_or_the_same():
    assert trait("gender", {"gender": "man"}, {"gender": "man"}) == ONE
    assert trait("gender", {"gender": "man"}, {"gender": "woman"}) == 0
    assert trait("gender", {"gender": "other"}, {"gender": "other"}) == HALF
    assert trait("gender", {"gender": "man", "wants_gender": "woman"}, {"gender": "woman"}) == ONE
    assert trait("gender", {"wants_gender": "woman"}, {"gender": ""}) == 0


@pytest.mark.parametrize(("minutes", "value"), [(120, ONE // 3), (360, ONE), (600, ONE)])
def test_shared_time_counts_wholly_from_six_hours_on(minutes, value):
    week = {"availability": ((0, minutes),)}
    assert trait("availability", week, week) == value
    assert trait("availability", week, {}) == HALF


def test_nearness_counts_where_people_meet_in_person_and_half_where_they_may_meet_online():
    here = {"latitude": 40.0, "longitude": -74.0, "max_km": 20}
    there = {"latitude": 40.0 + 10 / 111.19508, "longitude": -74.0, "max_km": 40}
    in_person = {"meets": "in_person"}
    assert trait("proximity", here | in_person, here) == ONE
    assert trait("proximity", here | in_person, there) == pytest.approx(HALF, abs=2)
    assert trait("proximity", here, there) == pytest.approx(ONE * 3 // 4, abs=2)
    assert trait("proximity", here, there | {"latitude": 60.0}) == HALF
    assert trait("proximity", {}, there) == HALF
    assert trait("proximity", here | {"meets": "online"}, there | {"latitude": 60.0}) == ONE


def test_career_counts_when_the_mentor_works_in_the_field_hoped_for():
    assert trait("career", {"career_field": "office"}, {"occupation_field": "office"}) == ONE
    assert trait("career", {"career_field": "office"}, {"occupation_field": "health"}) == 0
    assert trait("career", {"career_field": "office"}, {}) == HALF
    assert trait("career", {}, {"occupation_field": "health"}) == HALF


def test_who_answers_nothing_fits_everybody_one_half():
    assert fit_of(mentee(), mentor()) == 5000


def test_without_top_three_and_career_goal_their_weight_is_spread_over_the_others():
    found = fit.parts_from(fit.traits(mentee(), mentor(), ON.year), mentee(), Weights())
    assert [(part.name, part.weight) for part in found] == [
        ("pathway", 2542),
        ("life", 2542),
        ("availability", 2542),
        ("proximity", 1356),
        ("interests", 1017),
    ]


def test_a_top_three_counts_thirty_five_of_a_hundred():
    asked = mentee(top_three=("age",), career_field="office", birth_year=1980)
    near, far = mentor(birth_year=1981), mentor(birth_year=1940)
    assert fit_of(asked, near) - fit_of(asked, far) == 3500


def test_each_of_three_wishes_counts_a_third_of_the_top_three():
    asked = mentee(top_three=("age", "gender", "interests"), birth_year=1980, career_field="x")
    near, far = mentor(birth_year=1981), mentor(birth_year=1940)
    assert fit_of(asked, near) - fit_of(asked, far) == pytest.approx(3500 / 3, abs=1)


def test_shared_dislikes_count_double():
    one = mentee(interests=("a",), dislikes=("b",), career_field="x", top_three=("life",))
    likes, dislikes = (
        mentor(interests=("a",), dislikes=("z",)),
        mentor(interests=("z",), dislikes=("b",)),
    )
    neither = mentor(interests=("z",), dislikes=("y",))
    assert fit_of(one, likes) - fit_of(one, neither) == 200
    assert fit_of(one, dislikes) - fit_of(one, neither) == 400


def test_only_the_proportion_of_weights_matters():
    one, other = mentee(life=("a",), pathways=("x",)), mentor(life=("a",), pathways=("y",))
    doubled = {name: 2 * worth for name, worth in Weights().items()}
    assert fit_of(one, other, **doubled) == fit_of(one, other)


@settings(max_examples=promises.many(60, 600), deadline=None)
@given(any_mentee(), any_mentor())
def test_every_trait_and_part_stays_between_nothing_and_all(one, other):
    values = fit.traits(one, other, ON.year)
    assert all(0 <= value <= ONE for value in values.values())
    parts = fit.parts_from(values, one, Weights())
    assert all(0 <= part.share <= 10_000 for part in parts)
    found = fit_of(one, other)
    assert found == pytest.approx(sum(part.weight * part.share for part in parts) / 10_000, abs=8)


@pytest.mark.parametrize(
    ("days", "credit"), [(0, 0), (6, 0), (7, 200), (20, 400), (210, 6000), (2000, 6000), (-30, 0)]
)
def test_waiting_counts_two_hundred_a_full_week_up_to_six_thousand(days, credit):
    waiting = mentee(waiting_since=ON - timedelta(days=days))
    assert fit.waiting_credit(waiting, Settings(), ON) == credit
    assert fit.waiting_credit(mentee(), Settings(), ON) == 0


@pytest.mark.parametrize(
    ("capacity", "caseload", "light"),
    [(1, 0, 9), (3, 0, 9), (3, 1, 6), (3, 2, 3), (10, 9, 0), (2, 2, 0), (0, 0, 0)],
)
def test_a_lighter_caseload_counts_up_to_nine(capacity, caseload, light):
    assert fit.lightness(mentor(capacity=capacity, caseload=caseload)) == light


def test_a_pairs_integer_is_fit_waiting_and_lightness_together():
    waiting = mentee(waiting_since=date(2026, 11, 1))
    assert fit.score(waiting, mentor(), settings=Settings(), on=ON) == 5000 + 600 + 9
