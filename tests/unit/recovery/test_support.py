"""The table of cases: what answers which check-in. Read it beside `cairn/recovery/support.py`."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from itertools import product

import pytest
from django.utils import translation

from cairn.recovery.support import (
    Answer,
    CheckIn,
    Contact,
    Place,
    Plan,
    Reach,
    Support,
    Way,
    support_for,
)
from cairn.safety.lines import emergency_for, lines_for

NEW_YORK = Place("US", "America/New_York")
ELSEWHERE = Place("BR", "America/Sao_Paulo")
NIGHT = datetime(2026, 11, 22, 7, 4, tzinfo=UTC)  # 2:04 at night in New York
NOON = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)

MAPLE = Contact(
    "Maple", "mentor", phone="555-0101", writes=True, any_hour=True, says="Any hour is fine."
)
BAY = Contact("Bay", "sister", phone="555-0102")
ALDER = Contact("Alder", phone="555-0103", awake_from=time(8), awake_until=time(21))
JUNIPER = Contact("Juniper", "mentor", writes=True)
WREN = Contact("Wren", phone="555-0104", awake_from=time(20), awake_until=time(4))
LINDEN = Contact(
    "Linden", phone="555-0105", awake_from=time(7), awake_until=time(12), zone="Europe/Lisbon"
)
NAMED = Contact("Ash", "friend")

STEPS = ("Leave the room.", "Cold water.", "The bridge and back.")
OUR_STEP = ("Go to another place. A different room will do.",)

CALL_MAPLE = Reach(MAPLE, Way.CALL, "Any hour is fine.")
BAY_BY_DAY = Reach(BAY, Way.CALL, "")
BAY_BY_NIGHT = Reach(
    BAY, Way.LATER, "It is late there. They did not say if a late call is fine. You decide."
)
ALDER_BY_NIGHT = Reach(ALDER, Way.LATER, "From 8 a.m. they answer calls.")
WRITE_JUNIPER = Reach(JUNIPER, Way.WRITE, "You can write now. An answer may take a while.")
ASH = Reach(NAMED, Way.LATER, "No number is noted.")

KEPT = Support(Answer.KEPT, "Your check-in is kept.")
HERE = {"lines": lines_for("US"), "emergency": emergency_for("US")}


def strong(**parts: object) -> Support:
    """The answer to a strong craving in New York, where a case says nothing else."""
    usual: dict[str, object] = {
        "steps": STEPS,
        "steps_are_own": True,
        "ride_it_out": True,
        **HERE,
    }
    return Support(
        Answer.STRONG, "This is a strong one. They rise, and they fall.", **{**usual, **parts}
    )


def gentle(**parts: object) -> Support:
    return Support(Answer.GENTLE, "A low day, and not much company.", **parts)


COMPANY = "You don't have to do anything about it. Company is here if you want it."
NOBODY_NOW = "Nobody on your list said they can be reached at this hour."
NOBODY_YET = "Nobody is on your list yet."

CASES = [
    # what was tapped, the plan, when, where, the answer
    ("nothing was tapped", CheckIn(), Plan(STEPS, (MAPLE,)), NIGHT, NEW_YORK, KEPT),
    ("all is well", CheckIn(5, 1, 5, 5), Plan(STEPS, (MAPLE,)), NOON, NEW_YORK, KEPT),
    ("a slight craving", CheckIn(craving=2), Plan(STEPS, (MAPLE,)), NOON, NEW_YORK, KEPT),
    ("a middling craving", CheckIn(craving=3), Plan(STEPS, (MAPLE,)), NIGHT, NEW_YORK, KEPT),
    ("a bad night alone", CheckIn(sleep=1), Plan(STEPS, (MAPLE,)), NOON, NEW_YORK, KEPT),
    ("a low mood, not alone", CheckIn(mood=1, connection=4), Plan(), NOON, NEW_YORK, KEPT),
    ("a low mood, company not said", CheckIn(mood=1), Plan(), NOON, NEW_YORK, KEPT),
    ("alone, and fine with it", CheckIn(mood=4, connection=1), Plan(), NOON, NEW_YORK, KEPT),
    (
        "a low mood and nobody near, by day",
        CheckIn(mood=2, connection=2),
        Plan(STEPS, (BAY, MAPLE)),
        NOON,
        NEW_YORK,
        gentle(line=COMPANY, person=BAY_BY_DAY, others=(CALL_MAPLE,)),
    ),
    (
        "a low mood and nobody near, someone to write to",
        CheckIn(mood=1, connection=1, craving=1),
        Plan(people=(JUNIPER,)),
        NIGHT,
        NEW_YORK,
        gentle(line=COMPANY, person=WRITE_JUNIPER),
    ),
    (
        "a low mood and nobody near, nobody awake",
        CheckIn(mood=1, connection=1),
        Plan(people=(BAY,)),
        NIGHT,
        NEW_YORK,
        gentle(line=NOBODY_NOW, others=(BAY_BY_NIGHT,), lines=lines_for("US")),
    ),
    (
        "a low mood and nobody near, in a country whose lines are not known",
        CheckIn(mood=1, connection=1),
        Plan(),
        NIGHT,
        ELSEWHERE,
        gentle(line=NOBODY_YET, directory="findahelpline.com"),
    ),
    (
        "a strong craving at night, a mentor who said any hour",
        CheckIn(craving=5),
        Plan(STEPS, (MAPLE, BAY)),
        NIGHT,
        NEW_YORK,
        strong(person=CALL_MAPLE, others=(BAY_BY_NIGHT,)),
    ),
    (
        "a strong craving at night, the chosen first asleep",
        CheckIn(craving=4),
        Plan(STEPS, (BAY, MAPLE)),
        NIGHT,
        NEW_YORK,
        strong(person=CALL_MAPLE, others=(BAY_BY_NIGHT,)),
    ),
    (
        "a strong craving by day, the chosen order stands",
        CheckIn(craving=4),
        Plan(STEPS, (BAY, MAPLE)),
        NOON,
        NEW_YORK,
        strong(person=BAY_BY_DAY, others=(CALL_MAPLE,)),
    ),
    (
        "a strong craving at night, only someone to write to",
        CheckIn(craving=4),
        Plan(STEPS, (ALDER, JUNIPER)),
        NIGHT,
        NEW_YORK,
        strong(person=WRITE_JUNIPER, others=(ALDER_BY_NIGHT,)),
    ),
    (
        "a strong craving at night, nobody who can be reached",
        CheckIn(craving=5),
        Plan(STEPS, (ALDER, NAMED)),
        NIGHT,
        NEW_YORK,
        strong(line=NOBODY_NOW, others=(ALDER_BY_NIGHT, ASH)),
    ),
    (
        "a strong craving, hours over midnight",
        CheckIn(craving=5),
        Plan(STEPS, (WREN,)),
        NIGHT,
        NEW_YORK,
        strong(person=Reach(WREN, Way.CALL, "")),
    ),
    (
        "a strong craving, someone awake in another zone",
        CheckIn(craving=5),
        Plan(STEPS, (LINDEN,)),
        NIGHT,
        NEW_YORK,
        strong(person=Reach(LINDEN, Way.CALL, "")),
    ),
    (
        "a strong craving by day, someone asleep elsewhere, their hour told by the clock here",
        CheckIn(craving=5),
        Plan(STEPS, (LINDEN,)),
        NOON,
        NEW_YORK,
        strong(
            line=NOBODY_NOW,
            others=(Reach(LINDEN, Way.LATER, "From 2 a.m. they answer calls."),),
        ),
    ),
    (
        "a strong craving, no plan yet",
        CheckIn(craving=4),
        Plan(),
        NIGHT,
        NEW_YORK,
        strong(line=NOBODY_YET, steps=OUR_STEP, steps_are_own=False),
    ),
    (
        "a strong craving and a low mood with nobody near: the craving comes first",
        CheckIn(mood=1, craving=4, connection=1, sleep=1),
        Plan(STEPS, (MAPLE,)),
        NIGHT,
        NEW_YORK,
        strong(person=CALL_MAPLE),
    ),
    (
        "a strong craving in a good mood is a strong craving",
        CheckIn(mood=5, craving=5, connection=5, sleep=5),
        Plan(STEPS, (MAPLE,)),
        NIGHT,
        NEW_YORK,
        strong(person=CALL_MAPLE),
    ),
    (
        "a strong craving in a country whose lines are not known",
        CheckIn(craving=5),
        Plan(STEPS, (MAPLE,)),
        NIGHT,
        ELSEWHERE,
        strong(
            person=CALL_MAPLE,
            lines=(),
            directory="findahelpline.com",
            emergency=emergency_for("BR"),
        ),
    ),
]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("check_in", "plan", "now", "place", "answer"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_a_check_in_gets_its_answer(
    check_in: CheckIn, plan: Plan, now: datetime, place: Place, answer: Support
) -> None:
    assert support_for(check_in, plan, now, place) == answer


def test_each_of_all_answers_a_person_can_tap_is_met_as_the_rule_says() -> None:
    values = (None, 1, 2, 3, 4, 5)
    for mood, craving, connection, sleep in product(values, repeat=4):
        met = support_for(CheckIn(mood, craving, connection, sleep), Plan(), NOON, NEW_YORK).answer
        if craving in (4, 5):
            assert met is Answer.STRONG
        elif mood in (1, 2) and connection in (1, 2):
            assert met is Answer.GENTLE
        else:
            assert met is Answer.KEPT


def test_a_strong_craving_is_never_left_with_nothing_to_reach() -> None:
    for place in (NEW_YORK, ELSEWHERE):
        answer = support_for(CheckIn(craving=5), Plan(), NIGHT, place)
        assert answer.steps
        assert answer.lines or answer.directory
