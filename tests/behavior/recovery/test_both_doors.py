"""Checking in, writing a plan and saying since when: the same acts by page and by API."""

import pytest

from cairn.recovery.models import CheckIn, Stretch
from cairn.recovery.parts import MOST_LINES
from cairn.stones.models import Stone
from tests.factories import doors, recovery

both_doors = pytest.mark.parametrize("door", doors.DOORS)


PATHS = {
    "check_in": ("/check-in/", "/check-ins"),
    "steps": ("/plan/hours/3/", "/plans/hours"),
    "people": ("/plan/hours/4/", "/plans/hours"),
    "helpers": ("/plan/safe/5/", "/plans/safe"),
    "since": ("/plan/since/", "/stretches"),
}


def _act(door, person, act, form, body=None):
    page, endpoint = PATHS[act]
    if door == "page":
        return doors.by_page(person, page, form)
    return doors.by_api(person, endpoint, body or form)


@both_doors
def test_a_check_in_is_kept_and_lays_the_first_stone(cast, door) -> None:
    answers = {"mood": 3, "craving": 2, "words": "a long day"}
    response = _act(door, cast.mentee, "check_in", answers)
    assert response.status_code in (200, 201)
    kept = CheckIn.objects.get().answers
    assert (kept["mood"], kept["craving"], kept["words"]) == (3, 2, "a long day")
    assert Stone.objects.count() == 1


@both_doors
def test_a_value_out_of_range_is_refused(cast, door) -> None:
    answers = {"mood": 9}
    response = _act(door, cast.mentee, "check_in", answers)
    assert (response.status_code, CheckIn.objects.count()) == (422, 0)


@both_doors
def test_a_part_of_a_plan_is_kept_as_a_version(cast, door) -> None:
    _act(
        door,
        cast.mentee,
        "steps",
        {"steps": "Walk.\n\n Call. "},
        {"steps": ["Walk.", "", "Call. "]},
    )
    plan = cast.mentee.plans.get()
    assert (plan.kind, plan.version, plan.block) == ("hours", 1, {"steps": ["Walk.", "Call."]})


@both_doors
def test_people_are_kept_in_the_order_that_was_chosen(cast, door) -> None:
    ash, bay = {"name": "Ash", "phone": "555 0100", "hours": "any"}, {"name": "Bay"}
    form = {"people_1-name": "Bay", "people_1-place": "2", "people_2-place": "1"}
    form |= {f"people_2-{name}": value for name, value in ash.items()}
    _act(door, cast.mentee, "people", form, {"people": [ash, bay]})
    assert cast.mentee.plans.get().block == {"people": [ash, bay]}


@both_doors
def test_a_plan_to_stay_safe_is_another_plan(cast, door) -> None:
    recovery.plan(cast.mentee, "Walk.")
    form = {"helpers_1-name": "The clinic", "helpers_1-place": "1", "helpers_2-place": "2"}
    _act(door, cast.mentee, "helpers", form, {"helpers": [{"name": "The clinic"}]})
    kept = {(plan.kind, plan.version) for plan in cast.mentee.plans.all()}
    assert kept == {("hours", 1), ("safe", 1)}


@both_doors
def test_a_number_that_is_none_is_refused(cast, door) -> None:
    form = {"people_1-name": "Ash", "people_1-phone": "ring her", "people_1-place": "1"}
    body = {"people": [{"name": "Ash", "phone": "ring her"}]}
    answer = _act(door, cast.mentee, "people", form | {"people_2-place": "2"}, body)
    assert (answer.status_code, cast.mentee.plans.count()) == (422, 0)


@both_doors
def test_more_than_fits_is_refused(cast, door) -> None:
    lines = ["Walk."] * (MOST_LINES + 1)
    answer = _act(door, cast.mentee, "steps", {"steps": "\n".join(lines)}, {"steps": lines})
    assert (answer.status_code, cast.mentee.plans.count()) == (422, 0)


@both_doors
def test_a_day_to_come_begins_nothing(cast, door) -> None:
    day = {"started_on": "2999-01-01"}
    response = _act(door, cast.mentee, "since", day)
    assert response.status_code == {"page": 422, "api": 403}[door]
    assert Stretch.objects.count() == 0


def test_the_answer_to_a_strong_craving_comes_with_the_same_response(cast) -> None:
    ash = {"name": "Ash", "phone": "555 0100", "hours": "any", "says": "Wake me."}
    doors.by_api(cast.mentee, "/plans/hours", {"steps": ["Leave the room."], "people": [ash]})
    answer = doors.by_api(cast.mentee, "/check-ins", {"craving": 5}).json()
    assert (answer["answer"], answer["steps"]) == ("strong", ["Leave the room."])
    assert answer["person"] == {
        "name": "Ash",
        "phone": "555 0100",
        "way": "call",
        "line": "Wake me.",
    }
    assert "tel:988" in {way["link"] for way in answer["ways"]}


def test_ones_plans_are_ones_own(cast) -> None:
    doors.by_api(cast.mentee, "/plans/hours", {"steps": ["Leave the room."]})
    doors.by_api(cast.mentee, "/plans/hours", {"places": ["The weir."]})
    assert doors.get_by_api(cast.mentor, "/plans/hours").json() == []
    found = doors.get_by_api(cast.mentee, "/plans/hours").json()
    held = [(row["version"], row["holds"]["steps"], row["holds"]["places"]) for row in found]
    assert held == [(2, ["Leave the room."], ["The weir."]), (1, ["Leave the room."], [])]
