"""Why a pair: what mattered most, and one honest difference."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from cairn.matching.engine import Settings, fit, reasons
from cairn.matching.engine.results import Reason
from tests import promises
from tests.unit.matching.people import ON, any_mentee, any_mentor, mentee, mentor


def why(mine, theirs):
    one, other = mentee(**mine), mentor(**theirs)
    values = fit.traits(one, other, ON.year)
    return reasons.reasons_for(one, other, values, settings=Settings(), on=ON)


def test_where_nothing_else_is_known_the_language_is_the_reason():
    assert why({"languages": ("en-US", "es")}, {"languages": ("en",)}) == (
        (Reason("language_shared", "language", {"values": ("en",)}),),
        None,
    )


def test_what_counts_most_comes_first_and_three_are_enough():
    shared = {
        "life": ("parent",),
        "interests": ("chess",),
        "pathways": ("smart",),
        "availability": ((0, 600),),
    }
    found, difference = why(shared | {"top_three": ("life",)}, shared)
    assert [(reason.code, reason.wished) for reason in found] == [
        ("life_shared", True),
        ("time_shared", False),
        ("pathway_shared", False),
    ]
    assert difference is None


WISHED = [
    (
        {"pathways": ("a", "b")},
        {"pathways": ("b", "c")},
        "pathway",
        "pathway_shared",
        {"values": ("b",)},
    ),
    (
        {"spirituality": "secular"},
        {"spirituality": "secular"},
        "spirituality",
        "spirituality_same",
        {"value": "secular"},
    ),
    ({"life": ("a",)}, {"life": ("a", "b")}, "life", "life_shared", {"values": ("a",)}),
    ({"birth_year": 1980}, {"birth_year": 1985}, "age", "age_near", {"years": 5}),
    ({"gender": "man"}, {"gender": "man"}, "gender", "gender_same", {"value": "man"}),
    ({"wants_gender": "man"}, {"gender": "man"}, "gender", "gender_wished", {"value": "man"}),
    (
        {"availability": ((0, 150),)},
        {"availability": ((0, 200),)},
        "availability",
        "time_shared",
        {"minutes": 150},
    ),
    (
        {"latitude": 1.0, "longitude": 1.0},
        {"latitude": 1.1, "longitude": 1.0},
        "proximity",
        "near",
        {"km": 11},
    ),
    ({"meets": "online"}, {}, "proximity", "online", {}),
    ({"interests": ("a",)}, {"interests": ("a",)}, "interests", "likes_shared", {"values": ("a",)}),
    (
        {"dislikes": ("a",)},
        {"dislikes": ("a",)},
        "interests",
        "dislikes_shared",
        {"values": ("a",)},
    ),
    ({"career_field": "x"}, {"occupation_field": "x"}, "career", "career_same", {"value": "x"}),
    (
        {"substances": ("a",)},
        {"substances": ("a",)},
        "substances",
        "substances_shared",
        {"values": ("a",)},
    ),
]


@pytest.mark.parametrize(("mine", "theirs", "wish", "code", "params"), WISHED)
def test_a_wish_that_is_met_is_the_first_reason(mine, theirs, wish, code, params):
    found, _ = why({**mine, "top_three": (wish,)}, theirs)
    assert (found[0].code, found[0].params, found[0].wished) == (code, params, True)


UNMET = [
    (
        {"pathways": ("a",)},
        {"pathways": ("c", "b")},
        "pathway",
        "pathway_differs",
        {"values": ("b", "c")},
    ),
    (
        {"spirituality": "secular"},
        {"spirituality": "religious"},
        "spirituality",
        "spirituality_differs",
        {"value": "religious"},
    ),
    ({"life": ("a",)}, {"life": ("b",)}, "life", "life_differs", {"values": ("b",)}),
    ({"birth_year": 1980}, {"birth_year": 1950}, "age", "age_apart", {"years": 30}),
    ({"gender": "man"}, {"gender": "woman"}, "gender", "gender_differs", {"value": "woman"}),
    (
        {"latitude": 1.0, "longitude": 1.0},
        {"latitude": 2.0, "longitude": 1.0},
        "proximity",
        "far",
        {"km": 111},
    ),
    ({"interests": ("a",)}, {"interests": ("b",)}, "interests", "likes_differ", {"values": ("b",)}),
    (
        {"dislikes": ("a",)},
        {"dislikes": ("b",)},
        "interests",
        "dislikes_differ",
        {"values": ("b",)},
    ),
    ({"career_field": "x"}, {"occupation_field": "y"}, "career", "career_differs", {"value": "y"}),
    (
        {"substances": ("a",)},
        {"substances": ("b",)},
        "substances",
        "substances_differ",
        {"values": ("b",)},
    ),
]


@pytest.mark.parametrize(("mine", "theirs", "wish", "code", "params"), UNMET)
def test_a_wish_that_is_not_met_is_the_honest_difference(mine, theirs, wish, code, params):
    _, difference = why({**mine, "top_three": (wish,)}, theirs)
    assert (difference.code, difference.params) == (code, params)


def test_years_apart_may_be_told_though_age_was_not_asked_for():
    _, difference = why({"birth_year": 1990}, {"birth_year": 1965})
    assert difference == Reason("age_apart", "age", {"years": 25})


def test_short_shared_time_is_a_difference_where_other_things_matter_more():
    shared = {"life": ("a",), "pathways": ("a",), "interests": ("a",), "dislikes": ("b",)}
    week = {"availability": ((0, 120),)}
    found, difference = why(shared | week, shared | week)
    assert [reason.trait for reason in found] == ["life", "pathway", "availability"]
    assert difference is None


@settings(max_examples=promises.many(50, 500), deadline=None)
@given(any_mentee(), any_mentor())
def test_a_thing_is_told_once_and_only_where_it_is_so(one, other):
    values = fit.traits(one, other, ON.year)
    found, difference = reasons.reasons_for(one, other, values, settings=Settings(), on=ON)
    told = [reason.trait for reason in found]
    assert 1 <= len(told) == len(set(told)) <= 3
    assert all(values.get(trait, 1) > 0 for trait in told)
    if difference:
        assert difference.trait not in told
        assert values[difference.trait] < fit.ONE
