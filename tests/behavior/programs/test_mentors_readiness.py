"""Clearing, training, pausing a mentor: by page and by API."""

import pytest

from cairn.audit.models import Event
from cairn.core.verdict import Refused
from cairn.programs import actions
from cairn.programs.models import Enrollment
from tests.factories import doors, programs

SUCCESS = {"page": 303, "api": 200}
both_doors = pytest.mark.parametrize("door", doors.DOORS)
ACTS = {"clear": "cleared_at", "train": "trained_at", "pause": "paused_at"}


def ask(door, person, place, act):
    if door == "page":
        return doors.by_page(person, f"/places/{place.pk}/{act}/", {})
    return doors.by_api(person, f"/enrollments/{place.pk}/{act}", {})


@both_doors
@pytest.mark.parametrize("act", ACTS)
def test_staff_say_since_when_a_mentor_is_cleared_trained_or_pausing(cast, noon, door, act):
    place = programs.unready(cast)
    assert ask(door, cast.supervisor, place, act).status_code == SUCCESS[door]
    place.refresh_from_db()
    assert {name: getattr(place, name) for name in ACTS.values()} == {
        **dict.fromkeys(ACTS.values()),
        ACTS[act]: noon,
    }


@both_doors
def test_a_pause_ends(cast, noon, door):
    place = programs.unready(cast)
    actions.pause(by=cast.coordinator, enrollment=place)
    assert ask(door, cast.coordinator, place, "resume").status_code == SUCCESS[door]
    place.refresh_from_db()
    assert place.paused_at is None


@pytest.mark.parametrize("act", ACTS)
def test_what_stands_keeps_its_day(cast, noon, act):
    place = programs.unready(cast)
    earlier = noon.replace(year=2025)
    Enrollment.objects.filter(pk=place.pk).update(**{ACTS[act]: earlier})
    getattr(actions, act)(by=cast.coordinator, enrollment=place)
    place.refresh_from_db()
    assert getattr(place, ACTS[act]) == earlier


@both_doors
@pytest.mark.parametrize("role", ["mentee", "mentor", "outsider"])
@pytest.mark.parametrize("act", [*ACTS, "resume"])
def test_to_anybody_else_there_is_no_such_place(cast, door, role, act):
    place = programs.unready(cast)
    assert ask(door, cast.people[role], place, act).status_code == 404


def test_a_mentor_pauses_and_resumes_by_themself_but_vouches_for_nobody(cast, noon):
    place = Enrollment.objects.get(person=cast.mentor)
    actions.pause(by=cast.mentor, enrollment=place)
    place.refresh_from_db()
    assert place.paused_at == noon
    actions.resume(by=cast.mentor, enrollment=place)
    with pytest.raises(Refused, match="not_staff_here"):
        actions.clear(by=cast.mentor, enrollment=place)


@pytest.mark.parametrize("act", [*ACTS, "resume"])
def test_a_mentees_place_and_one_that_ended_have_none_of_this(cast, noon, act):
    mentee = Enrollment.objects.get(person=cast.mentee)
    ended = programs.unready(cast)
    ended.ended_at = noon
    for place, code in ((mentee, "not_a_mentor"), (ended, "ended")):
        with pytest.raises(Refused, match=code):
            getattr(actions, act)(by=cast.coordinator, enrollment=place)


def test_each_is_a_line_of_the_record_about_the_mentor(cast):
    place = programs.unready(cast)
    for act in [*ACTS, "resume"]:
        getattr(actions, act)(by=cast.coordinator, enrollment=place)
    events = Event.objects.filter(person_id=place.person_id).order_by("pk")
    assert [(event.act, event.actor_id) for event in events] == [
        (f"programs.{act}", cast.coordinator.pk) for act in [*ACTS, "resume"]
    ]
