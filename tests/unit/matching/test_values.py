"""Values the engine refuses, each with a sentence."""

from __future__ import annotations

import pytest

from cairn import matching
from cairn.matching import engine
from cairn.matching.engine import Settings, Unusable, Weights
from tests.unit.matching.people import mentee, mentor, pool


def test_the_public_names_are_these():
    assert matching.engine is engine
    assert sorted(engine.__all__) == [
        "Check", "Mentee", "Mentor", "Pool", "Result", "Settings", "Unusable", "Weights",
        "from_data", "match", "scores", "stands_in_the_way", "to_data", "verify",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"flor": 30}, "Unknown name 'flor'"),
        ({"floor": 101}, "floor must be a whole number from 0 to 100"),
        ({"floor": True}, "floor must be a whole number"),
        ({"shared_minutes": -1}, "shared_minutes must be"),
        ({"recovery_days": 1.5}, "recovery_days must be"),
        ({"waiting_credit_most": 10**9}, "waiting_credit_most must be"),
        ({"weights": {"age": 3}}, "Unknown name 'age'"),
        ({"weights": [3]}, "weights must be an object"),
        ({"weights": {"life": -3}}, "The weight life must be"),
        ({"weights": dict.fromkeys(dict(Weights().items()), 0)}, "At least one weight"),
    ],
)
def test_settings_that_cannot_be_are_refused(given, says):
    with pytest.raises(Unusable, match=says):
        Settings.from_mapping(given)


def test_settings_not_named_keep_their_defaults():
    chosen = Settings.from_mapping({"floor": 40, "weights": {"career": 20}})
    assert chosen == Settings(floor=40, weights=Weights(career=20))


@pytest.mark.parametrize(
    "answers",
    [
        {"meets": "phone"},
        {"wants_gender": "other"},
        {"availability": ((0, 0),)},
        {"availability": ((10080, 10081),)},
        {"availability": ((0, 10081),)},
        {"top_three": ("age", "age")},
        {"top_three": ("height",)},
        {"top_three": ("age", "life", "career", "gender")},
    ],
)
def test_answers_that_cannot_be_are_refused_by_name(answers):
    with pytest.raises(Unusable, match=f"^E1: {next(iter(answers))} cannot be"):
        mentee(**answers)


def test_nobody_is_in_a_pool_twice():
    with pytest.raises(Unusable, match="E1 is in the pool twice"):
        pool([mentee(), mentee()], [])
    with pytest.raises(Unusable, match="R1 is in the pool twice"):
        pool([], [mentor(), mentor()])
