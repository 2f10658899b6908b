"""Answers and facts become the engine's values, and what is kept back is not told."""

from dataclasses import fields
from datetime import date

import pytest

from cairn.matching import pool, portraits
from cairn.matching.engine import Mentor, Settings
from cairn.matching.engine.values import Someone
from cairn.matching.pool import Facts
from cairn.matching.sharing import (
    KEPT_UNLESS_TICKED,
    TOPIC_OF_TRAIT,
    TOPICS,
    as_shown,
    shared_topics,
)
from cairn.matching.telling import still_shared, told, weighed
from cairn.people.answers import Answers

ON = date(2026, 11, 22)
FULL = Answers(
    languages=("en", "es"),
    gender="woman",
    wants_gender="same",
    birth_year=1980,
    time_zone="America/New_York",
    availability=((60, 240),),
    meets="online",
    latitude=40.0,
    longitude=-74.0,
    max_km=25.0,
    pathways=("smart",),
    spirituality="secular",
    substances=("alcohol",),
    life=("parent",),
    interests=("music",),
    dislikes=("noise",),
    occupation_field="food",
    career_field="office",
    top_three=("pathway",),
)


def _facts(ref="A", *sides, **more) -> Facts:
    return Facts(ref=ref, sides=sides or ("mentee",), answers=more.pop("answers", FULL), **more)


def test_every_answer_reaches_the_engine():
    mentee, mentor = pool.mentee(_facts()), pool.mentor(_facts())
    for field in fields(Someone):
        if field.name not in {"ref", "never", "household"}:
            assert getattr(mentee, field.name) == getattr(FULL, field.name), field.name
            assert getattr(mentor, field.name) == getattr(FULL, field.name), field.name
    assert (mentee.career_field, mentee.top_three) == ("office", ("pathway",))
    assert mentor.occupation_field == "food"


def test_every_fact_reaches_the_engine():
    facts = _facts(
        recovery_since=ON, capacity=3, caseload=1, cleared=True, trained=True, paused=True,
        never=frozenset({"B"}), household="H",
    )  # fmt: skip
    mentor = pool.mentor(facts)
    assert (mentor.recovery_since, mentor.capacity, mentor.caseload) == (ON, 3, 1)
    assert (mentor.cleared, mentor.trained, mentor.paused) == (True, True, True)
    assert (mentor.never, mentor.household) == (frozenset({"B"}), "H")


@pytest.mark.parametrize("tags", [("en-US", "en"), ("zh-Hant-TW",), ("ES-419", "pt-BR"), ()])
def test_the_engine_cuts_a_language_as_answers_do(tags):
    answers = Answers(languages=tags)
    mentee = pool.mentee(pool.Facts(ref="A", sides=("mentee",), answers=answers))
    assert mentee.subtags == set(answers.spoken)


def test_a_language_of_two_regions_is_said_once():
    answers = Answers(languages=("en-US", "en-GB", "es"))
    told = portraits.facts(answers, frozenset({"languages"}), None)
    assert told == [("Speaks", "English and Spanish")]


def test_who_is_on_both_sides_stands_on_both_under_one_ref():
    both = pool.pool_of([_facts("A", "mentee", "mentor"), _facts("B", "mentor")])
    assert [each.ref for each in both.mentees] == ["A"]
    assert [each.ref for each in both.mentors] == ["A", "B"]


def test_every_trait_the_engine_speaks_of_belongs_to_a_topic():
    from cairn.matching.engine.fit import TRAITS  # noqa: PLC0415 - beside its use

    assert set(TRAITS) - set(TOPIC_OF_TRAIT) == set()
    assert set(TOPIC_OF_TRAIT.values()) <= set(TOPICS)


def test_what_was_used_is_kept_back_unless_ticked():
    assert shared_topics({}) == frozenset(TOPICS) - KEPT_UNLESS_TICKED
    assert "substances" in shared_topics({"substances": True})
    assert "pathways" not in shared_topics({"pathways": False})


def test_a_mentor_as_shown_without_any_topic_has_nothing_to_tell():
    shown = as_shown(pool.mentor(_facts()), frozenset())
    blank = Mentor(ref="A", languages=FULL.languages)
    for name in ("pathways", "substances", "life", "interests", "dislikes", "availability"):
        assert getattr(shown, name) == getattr(blank, name)
    assert (shown.birth_year, shown.gender, shown.spirituality) == (None, "", "")


def test_reasons_told_to_a_mentee_come_from_shared_topics_alone():
    mentee, mentor = pool.mentee(_facts("A")), pool.mentor(_facts("B"))
    everything = told(mentee, mentor, frozenset(TOPICS), settings=Settings(), on=ON)
    some = told(mentee, mentor, frozenset({"interests"}), settings=Settings(), on=ON)
    assert "pathway" in {each["trait"] for each in everything["reasons"]}
    assert {each["trait"] for each in some["reasons"]} <= {"likes", "dislikes", "proximity"}


def test_where_nothing_differs_what_is_untold_is_the_difference():
    mentee, mentor = pool.mentee(_facts("A")), pool.mentor(_facts("B"))
    some = told(mentee, mentor, frozenset({"interests"}), settings=Settings(), on=ON)
    assert (some["difference"]["code"], some["difference"]["trait"]) == ("untold", "pathway")


def test_what_is_kept_back_later_is_taken_out_of_what_was_told():
    mentee, mentor = pool.mentee(_facts("A")), pool.mentor(_facts("B"))
    before = told(mentee, mentor, frozenset(TOPICS), settings=Settings(), on=ON)
    after = still_shared(before, frozenset({"pathways"}))
    assert {each["trait"] for each in after["reasons"]} <= {"pathway"}


def test_a_pair_is_weighed_as_the_engine_weighs_it():
    mentee, mentor = pool.mentee(_facts("A")), pool.mentor(_facts("B", capacity=1))
    found = weighed(mentee, mentor, settings=Settings(), on=ON)
    assert found["score"] == found["fit"] + 9
    assert sum(part["weight"] for part in found["parts"]) == 10_000
