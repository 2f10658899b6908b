"""Every hard rule, kept and broken; what may be said of it, and what may not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from cairn.matching.engine import Settings, feasible
from tests.unit.matching.people import ON, any_mentee, any_mentor, mentee, mentor, terms

MONDAY_EVENING = ((18 * 60, 20 * 60),)
NEAR = {"latitude": 40.75, "longitude": -74.0}
TEN_KM_NORTH = {"latitude": 40.75 + 10 / 111.195, "longitude": -74.0}


def broken(one, other, **more):
    return [rule.code for rule in feasible.broken(one, other, terms(**more))]


def test_two_who_speak_one_language_and_answer_nothing_else_may_be_matched():
    assert broken(mentee(), mentor()) == []


@pytest.mark.parametrize(
    ("mine", "theirs", "codes"),
    [
        (("en-US",), ("en-GB",), []),
        (("es", "EN"), ("en",), []),
        (("ase",), ("en",), ["language"]),
        (("pt-BR", "es"), ("so", "en"), ["language"]),
    ],
)
def test_one_language_subtag_in_common_is_needed(mine, theirs, codes):
    assert broken(mentee(languages=mine), mentor(languages=theirs)) == codes


@pytest.mark.parametrize(
    ("wish", "own", "other", "codes"),
    [
        ("any", "", "undisclosed", []),
        ("same", "woman", "woman", []),
        ("same", "woman", "man", ["gender"]),
        ("same", "", "", ["gender"]),
        ("same", "other", "other", ["gender"]),
        ("same", "undisclosed", "undisclosed", ["gender"]),
        ("man", "woman", "man", []),
        ("nonbinary", "", "other", ["gender"]),
        ("woman", "woman", "", ["gender"]),
    ],
)
def test_each_ones_wish_of_gender_is_met_by_the_other(wish, own, other, codes):
    assert broken(mentee(wants_gender=wish, gender=own), mentor(gender=other)) == codes
    assert broken(mentee(gender=other), mentor(wants_gender=wish, gender=own)) == codes


@pytest.mark.parametrize(
    ("theirs", "codes"),
    [
        (((18 * 60, 20 * 60),), []),
        (((18 * 60 + 1, 20 * 60),), ["time"]),
        (((18 * 60, 19 * 60), (18 * 60 + 30, 20 * 60)), []),
        ((), []),
    ],
)
def test_two_hours_a_week_both_are_free_unless_one_has_not_told(theirs, codes):
    assert broken(mentee(availability=MONDAY_EVENING), mentor(availability=theirs)) == codes


def test_the_worse_of_a_winter_and_a_summer_week_counts():
    in_new_york = mentee(availability=MONDAY_EVENING, time_zone="America/New_York")
    in_phoenix = {"availability": ((16 * 60, 18 * 60),), "time_zone": "America/Phoenix"}
    in_bogota = {"availability": MONDAY_EVENING, "time_zone": "America/Bogota"}
    assert broken(in_new_york, mentor(**in_phoenix)) == ["time"]
    assert broken(in_new_york, mentor(**in_bogota)) == ["time"]
    hour = Settings(shared_minutes=60)
    assert broken(in_new_york, mentor(**in_phoenix), settings=hour) == []


def test_a_week_is_a_circle():
    sunday_night = mentee(availability=((10080 - 60, 10080 + 60),))
    monday_early = mentor(availability=((0, 60), (10080 - 60, 10080)))
    assert broken(sunday_night, monday_early) == []


@pytest.mark.parametrize(
    ("mine", "theirs", "codes"),
    [
        ("online", "online", []),
        ("online", "both", []),
        ("in_person", "online", ["meets"]),
        ("online", "in_person", ["meets"]),
        ("both", "both", []),
        ("in_person", "in_person", ["place"]),
        ("both", "in_person", ["place"]),
    ],
)
def test_how_two_people_meet_suits_both_and_in_person_needs_known_places(mine, theirs, codes):
    assert broken(mentee(meets=mine), mentor(meets=theirs)) == codes


@pytest.mark.parametrize(
    ("my_km", "their_km", "codes"),
    [(10.01, 40, []), (40, 10.01, []), (9.99, 40, ["place"]), (40, 9.99, ["place"])],
)
def test_a_pair_that_meets_in_person_lives_within_the_smaller_distance(my_km, their_km, codes):
    one = mentee(meets="in_person", max_km=my_km, **NEAR)
    assert broken(one, mentor(meets="both", max_km=their_km, **TEN_KM_NORTH)) == codes


def test_distance_does_not_matter_where_both_meet_both_ways():
    far = mentor(latitude=-33.9, longitude=151.2, max_km=5)
    assert broken(mentee(max_km=5, **NEAR), far) == []


@pytest.mark.parametrize(
    "state", [{"capacity": 2, "caseload": 2}, {"capacity": 1, "caseload": 3}, {"paused": True}]
)
def test_a_mentor_with_no_free_place_or_on_pause_is_never_proposed(state):
    assert broken(mentee(), mentor(**state)) == ["places_free"]


@pytest.mark.parametrize("state", [{"cleared": False}, {"trained": False}])
def test_a_mentor_is_cleared_and_trained_first(state):
    assert broken(mentee(), mentor(**state)) == ["clearance"]


@pytest.mark.parametrize(
    ("since", "codes"),
    [(date(2025, 11, 22), []), (date(2025, 11, 23), ["clearance"]), (None, ["clearance"])],
)
def test_a_program_may_ask_for_a_time_in_recovery(since, codes):
    asked = Settings(recovery_days=365)
    assert broken(mentee(), mentor(recovery_since=since), settings=asked) == codes
    assert broken(mentee(), mentor(recovery_since=since)) == []


def test_never_counts_whichever_of_the_two_said_it():
    assert broken(mentee(never=frozenset({"R1"})), mentor()) == ["never"]
    assert broken(mentee(), mentor(never=frozenset({"E1"}))) == ["never"]
    assert broken(mentee(never=frozenset({"R2"})), mentor()) == []


def test_people_of_one_household_are_not_matched():
    assert broken(mentee(household="H1"), mentor(household="H1")) == ["household"]
    assert broken(mentee(household="H1"), mentor(household="H2")) == []
    assert broken(mentee(), mentor()) == []


def test_a_pair_handed_in_as_excluded_is_never_matched_either_way_round():
    assert broken(mentee(), mentor(), excluded=frozenset({("E1", "R1")})) == ["excluded"]
    assert broken(mentee(), mentor(), excluded=frozenset({("R1", "E1")})) == ["excluded"]


def test_a_pair_ruled_out_by_a_coordinator_is_not_matched():
    assert broken(mentee(), mentor(), forbids=frozenset({("E1", "R1")})) == ["forbidden"]


def test_a_person_in_both_roles_is_never_their_own_mentor():
    assert broken(mentee("P1"), mentor("P1")) == ["self"]


def test_a_fit_below_the_floor_is_no_match_and_one_at_it_is():
    unlike = mentee(pathways=("smart",), life=("parent",), interests=("chess",))
    other = mentor(pathways=("faith",), life=("student",), interests=("gym",))
    at = terms(Settings(floor=0))
    assert feasible.is_feasible(unlike, other, at)
    assert broken(unlike, other, settings=Settings(floor=30)) == ["fit"]
    assert broken(unlike, other, settings=Settings(floor=29)) == []


PRIVATE = [
    ({"household": "H1"}, {"household": "H1"}, {}),
    ({"never": frozenset({"R1"})}, {}, {}),
    ({}, {"never": frozenset({"E1"})}, {}),
    ({}, {}, {"excluded": frozenset({("E1", "R1")})}),
    ({}, {}, {"forbids": frozenset({("E1", "R1")})}),
]


@pytest.mark.parametrize(("mine", "theirs", "pairs"), PRIVATE)
def test_a_private_rule_reads_as_a_mentor_who_is_full(mine, theirs, pairs):
    private = feasible.open_codes(mentee(**mine), mentor(**theirs), terms(**pairs))
    assert private == feasible.open_codes(mentee(), mentor(capacity=0), terms()) == {feasible.AWAY}


@settings(max_examples=100, deadline=None)
@given(any_mentee("E1"), any_mentor("R1"))
def test_feasible_is_what_breaks_no_rule(one, other):
    assert feasible.is_feasible(one, other, terms()) == (broken(one, other) == [])
    assert ON.year == terms().on.year
