"""Every code the engine may say has words, in plain sentences."""

from datetime import UTC, datetime, timedelta

import pytest

from cairn.matching import words
from cairn.matching.engine import feasible, obstacles, reasons
from cairn.matching.engine.fit import TRAITS
from cairn.matching.vocabulary import language, listed

NOW = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)


def _reason(code, trait="pathway", *, wished=False, **params):
    return {"code": code, "trait": trait, "params": params, "wished": wished}


def _documented() -> set[str]:
    """The codes of the table in the engine's own documentation."""
    table = [line for line in (reasons.__doc__ or "").splitlines() if line.startswith("| `")]
    return {
        part
        for line in table
        for part in line.replace("`, `", "`` ``").split("`")
        if part.isidentifier()
    }


PARAMS = {"values": ("smart",), "value": "woman", "years": 8, "minutes": 150, "km": 12}


@pytest.mark.parametrize("code", sorted(words._SHARED))
def test_a_shared_thing_is_said_in_a_sentence_and_in_short(code):
    params = dict(PARAMS)
    assert "%(" not in words.reason(_reason(code, **params))
    assert "%(" not in words.short([_reason(code, **params)])


@pytest.mark.parametrize("code", sorted(words._DIFFERENT))
def test_a_difference_is_said_in_a_sentence(code):
    assert words.difference(_reason(code, **PARAMS)).endswith(".")


def test_every_code_the_engine_documents_has_words():
    said = set(words._SHARED) | set(words._DIFFERENT) | {"age_apart"}
    codes = {code for code in _documented() if "_" in code or code in {"near", "online", "far"}}
    assert codes - said == set()


def test_every_open_rule_has_words_for_who_waits_and_for_why_not():
    codes = set(obstacles.OPEN_CODES)
    assert {rule.reads_as for rule in feasible.RULES} == codes
    assert set(words._BUT_FOR) == set(words._WHY_NOT) == codes
    assert set(words._NOBODY) == codes - {"language"}


def test_what_is_untold_is_of_a_trait_of_the_engine():
    assert set(words.UNTOLD) <= set(TRAITS)


def test_a_wish_is_named_as_one():
    said = words.reason(_reason("pathway_shared", wished=True, values=("smart", "medication")))
    assert said == "Walks a pathway of yours: SMART Recovery and medication. You asked for this."


def test_a_language_nobody_speaks_is_named():
    cause = {"code": "language", "mentors": 0, "nobody": True, "nearest": None}
    assert words.causes([cause], ["so", "ar"]) == ["No mentor speaks Somali and Arabic."]


def test_how_near_the_nearest_comes_is_said():
    time = {"code": "time", "mentors": 2, "nobody": False, "nearest": 90}
    place = {"code": "place", "mentors": 1, "nobody": False, "nearest": 20}
    assert words.causes([time, place], ["en"]) == [
        "2 mentors would do with more time in common. The most is 1½ hours a week.",
        "1 mentor would do, but lives too far away. The nearest is 12 miles (20 km) away.",
    ]


@pytest.mark.parametrize(
    ("hours", "said"),
    [(72, "3 days left"), (71.9, "3 days left"), (50, "2 days left"), (47, "47 hours left"),
     (1.5, "1 hour left"), (0.5, "less than an hour left"), (-3, "less than an hour left")],
)  # fmt: skip
def test_the_time_left_is_said_in_days_then_hours(hours, said):
    assert words.time_left(NOW + timedelta(hours=hours), NOW) == said


@pytest.mark.parametrize(
    ("people", "points", "said"),
    [
        (0, 0, "It costs nothing."),
        (0, 3650, "It costs 37 points of fit in all."),
        (1, -500, "1 person more would go without a mentor."),
    ],
)
def test_what_something_costs_is_said_in_people_before_points(people, points, said):
    assert words.cost(people, points) == said


def test_a_part_is_said_in_whole_points_of_its_weight():
    assert words.part_points(3500, 9000) == "32 of 35"


def test_names_of_languages_are_those_of_the_reader_and_a_tag_nobody_named_stays():
    assert (language("ase"), language("qaa")) == ("American Sign Language", "qaa")


def test_a_few_words_are_joined_as_people_do():
    assert [listed(words_) for words_ in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
