"""Writing down the first meeting and those after it."""

from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse

from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.mentorship import actions
from cairn.mentorship.models import Meeting, Mentorship
from cairn.people.models import Person
from cairn.stones.models import Stone
from tests.factories import doors
from tests.factories import mentorship as mentorships

FORM = {"met_on": "2026-11-22", "met_at": "11:30", "mode": "phone", "third_person": "declined"}
BODY = {"met_at": "2026-11-22T11:30:00-05:00", "mode": "phone", "third_person": "declined"}
SUCCESS = {"page": 303, "api": 201}
both_doors = pytest.mark.parametrize("door", doors.DOORS)


def first_meeting(door: str, person: Person, mentorship: Mentorship) -> HttpResponse:
    if door == "page":
        return doors.by_page(person, f"/walk/{mentorship.pk}/first-meeting/", FORM)
    return doors.by_api(person, f"/mentorships/{mentorship.pk}/first-meeting", BODY)


def code_of(call, **given: object) -> str:
    with pytest.raises(Refused) as refused:
        call(**given)
    return refused.value.verdict.code


@both_doors
def test_either_of_the_two_and_staff_write_it_down(cast, door, noon: datetime) -> None:
    for person in (cast.mentee, cast.mentor, cast.coordinator):
        mentorship = mentorships.begun(cast)
        assert first_meeting(door, person, mentorship).status_code == SUCCESS[door]
        (meeting,) = mentorship.meetings.all()
        assert (meeting.starts_at, meeting.mode, meeting.third_person, meeting.set_by) == (
            noon - timedelta(minutes=30),
            "phone",
            "declined",
            person,
        )
        actions.end(by=cast.mentee, mentorship=mentorship, reason="")


@both_doors
def test_nothing_is_met_before_both_have_signed(cast, door, noon: datetime) -> None:
    mentorship = mentorships.matched(cast)
    assert first_meeting(door, cast.mentor, mentorship).status_code == 403
    assert mentorship.meetings.count() == 0


@both_doors
def test_to_a_stranger_there_is_no_meeting_to_write_down(cast, door, noon: datetime) -> None:
    assert first_meeting(door, cast.outsider, mentorships.begun(cast)).status_code == 404


def test_there_is_one_first_meeting(cast, noon: datetime) -> None:
    mentorship = mentorships.met(cast)
    assert (
        code_of(
            actions.record_first_meeting,
            by=cast.mentee,
            mentorship=mentorship,
            met_at=noon,
            mode=Meeting.Mode.VIDEO,
            third_person=Meeting.ThirdPerson.PRESENT,
        )
        == "first_meeting_known"
    )


def test_the_first_meeting_says_whether_a_third_person_was_offered(cast, noon: datetime) -> None:
    code = code_of(
        actions.record_first_meeting,
        by=cast.mentee,
        mentorship=mentorships.begun(cast),
        met_at=noon,
        mode=Meeting.Mode.VIDEO,
        third_person=Meeting.ThirdPerson.NOT_ASKED,
    )
    assert code == "third_person_not_asked"


@pytest.mark.parametrize(
    ("hours", "code"),
    [(1, "not_yet"), (-24, "before_match"), (-24 * 365 * 2000, "before_match")],
)
def test_a_meeting_lies_between_the_match_and_now(
    cast, noon: datetime, hours: int, code: str
) -> None:
    mentorship = mentorships.begun(cast)
    met_at = noon + timedelta(hours=hours)
    assert code_of(mentorships.first_meeting, mentorship=mentorship, met_at=met_at) == code


def test_a_meeting_after_the_first_needs_the_first(cast, noon: datetime) -> None:
    code = code_of(
        actions.record_meeting,
        by=cast.mentee,
        mentorship=mentorships.begun(cast),
        met_at=noon,
        mode=Meeting.Mode.PHONE,
    )
    assert code == "first_meeting_missing"


def test_a_day_both_write_down_counts_once(cast, noon: datetime) -> None:
    code = code_of(
        actions.record_meeting,
        by=cast.mentee,
        mentorship=mentorships.met(cast),
        met_at=noon - timedelta(hours=2),
        mode=Meeting.Mode.PHONE,
    )
    assert code == "day_known"


def test_nothing_is_met_after_the_end(cast, noon: datetime) -> None:
    mentorship = mentorships.ended(cast)
    assert code_of(mentorships.first_meeting, mentorship=mentorship) == "ended"


def test_a_meeting_lays_a_stone_in_each_of_the_two_cairns(cast, noon: datetime) -> None:
    mentorships.met(cast)
    laid = [stone for stone in Stone.objects.all() if stone.kind == "meeting"]
    assert sorted((stone.person.display_name, stone.for_what) for stone in laid) == [
        ("Maple Test", "First meeting"),
        ("Rowan Test", "First meeting"),
    ]


def test_a_day_still_to_come_is_said_at_its_field_and_the_rest_is_kept(
    cast, sign_in, act, noon: datetime
) -> None:
    mentorship = mentorships.met(cast)
    form = {"met_on": "2026-11-23", "met_at": "09:15", "mode": "video"}
    page = act(sign_in(cast.mentee), f"/walk/{mentorship.pk}/meeting/", form)
    text = page.content.decode()
    assert page.status_code == 422
    assert "That is still to come." in text
    assert 'value="09:15"' in text


def test_the_hour_is_that_of_whoever_writes(cast, sign_in, act, noon: datetime) -> None:
    mentorship = mentorships.begun(cast)
    cast.mentee.time_zone = "America/Los_Angeles"
    cast.mentee.save()
    path = f"/walk/{mentorship.pk}/first-meeting/"
    act(sign_in(cast.mentee), path, {**FORM, "met_at": "08:30"})
    assert mentorship.meetings.get().starts_at == noon - timedelta(minutes=30)


def test_the_same_form_sent_twice_writes_one_meeting(cast, sign_in, noon: datetime) -> None:
    mentorship = mentorships.begun(cast)
    browser, form = sign_in(cast.mentee), {**FORM, "form_key": "k" * 24}
    path = f"/walk/{mentorship.pk}/first-meeting/"
    answers = [browser.post(path, form) for _ in range(2)]
    assert [(a.status_code, a["Location"]) for a in answers] == [
        (303, f"/walk/{mentorship.pk}/")
    ] * 2
    assert mentorship.meetings.count() == 1


def test_a_time_without_its_offset_is_sent_back_by_the_api(cast, noon: datetime) -> None:
    mentorship = mentorships.begun(cast)
    body = {**BODY, "met_at": "2026-11-22T11:30:00"}
    answer = doors.by_api(cast.mentor, f"/mentorships/{mentorship.pk}/first-meeting", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


@pytest.mark.parametrize(("door", "done"), [("page", 303), ("api", 201)])
def test_meetings_after_the_first_are_written_down(cast, door, done, noon: datetime) -> None:
    mentorship = mentorships.met(cast)
    with clock.pinned(noon + timedelta(days=1)):
        if door == "page":
            form = {"met_on": "2026-11-23", "met_at": "11:30", "mode": "video"}
            answer = doors.by_page(cast.mentee, f"/walk/{mentorship.pk}/meeting/", form)
        else:
            body = {"met_at": "2026-11-23T11:30:00-05:00", "mode": "video"}
            answer = doors.by_api(cast.mentee, f"/mentorships/{mentorship.pk}/meetings", body)
    assert answer.status_code == done
    latest = mentorship.meetings.order_by("-starts_at")[0]
    assert (latest.mode, latest.is_first, latest.third_person) == ("video", False, "")
