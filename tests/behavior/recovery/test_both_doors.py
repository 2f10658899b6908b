"""Checking in, writing a plan and saying since when: the same acts by page and by API."""

import pytest

from cairn.recovery.models import CheckIn, Stretch
from cairn.stones.models import Stone
from tests.factories import doors

both_doors = pytest.mark.parametrize("door", doors.DOORS)


PATHS = {
    "check_in": ("/check-in/", "/check-ins"),
    "plan": ("/plan/write/", "/plan"),
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
def test_a_plan_is_kept_as_a_version(cast, door) -> None:
    form = {"steps": "Walk.\nCall.", "name_1": "Ash", "phone_1": "555 0100"}
    body = {"steps": ["Walk.", "Call."], "people": [{"name": "Ash", "phone": "555 0100"}]}
    _act(door, cast.mentee, "plan", form, body)
    plan = cast.mentee.coping_plans.get()
    assert (plan.version, plan.block) == (1, body)


@both_doors
def test_a_day_to_come_begins_nothing(cast, door) -> None:
    day = {"started_on": "2999-01-01"}
    response = _act(door, cast.mentee, "since", day)
    assert response.status_code == {"page": 422, "api": 403}[door]
    assert Stretch.objects.count() == 0


def test_the_answer_to_a_strong_craving_comes_with_the_same_response(cast) -> None:
    doors.by_api(cast.mentee, "/plan", {"steps": ["Leave the room."], "people": []})
    answer = doors.by_api(cast.mentee, "/check-ins", {"craving": 5}).json()
    assert (answer["answer"], answer["steps"]) == ("strong", ["Leave the room."])
    assert "tel:988" in {way["link"] for way in answer["ways"]}


def test_ones_plans_are_ones_own(cast) -> None:
    doors.by_api(cast.mentee, "/plan", {"steps": ["Leave the room."], "people": []})
    assert doors.get_by_api(cast.mentor, "/plan").json() == []
    assert [row["steps"] for row in doors.get_by_api(cast.mentee, "/plan").json()] == [
        ["Leave the room."]
    ]
