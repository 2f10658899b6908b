"""How a meeting went: said by either, kept from both, and kind when somebody could not come."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils.html import strip_tags

from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.mentorship import actions
from cairn.mentorship.models import Meeting, Turn
from cairn.mentorship.queries import live_of
from cairn.notifications.models import Notice
from cairn.people.models import Person
from cairn.safety import actions as safety
from cairn.stones.models import Stone
from tests.factories import doors
from tests.factories import mentorship as mentorships

both_doors = pytest.mark.parametrize("door", doors.DOORS)
MET, ABSENT, MISSED = Turn.Kind.MET, Turn.Kind.ABSENT, Turn.Kind.MISSED


def say(door: str, by: Person, meeting: Meeting, said: str, **more: str) -> int:
    if door == "page":
        sent = {"said": said, **more}
        return doors.by_page(by, f"/meetings/{meeting.pk}/", sent).status_code
    return doors.by_api(by, f"/meetings/{meeting.pk}/said", {"said": said, **more}).status_code


def code_of(**given: object) -> str:
    with pytest.raises(Refused) as refused:
        actions.say(**given)
    return refused.value.verdict.code


@pytest.fixture
def meeting(cast, noon: datetime) -> Meeting:
    """A meeting that was agreed for the day after the first one."""
    return mentorships.agreed(mentorships.met(cast), days=1)


def stones() -> int:
    return len([stone for stone in Stone.objects.all() if stone.kind == "meeting"])


@both_doors
def test_one_word_that_they_met_is_enough(cast, meeting, door, noon) -> None:
    before = stones()
    with clock.pinned(noon + timedelta(days=2)):
        for person in meeting.mentorship.pair:
            assert say(door, person, meeting, "met") == (303 if door == "page" else 200)
        assert say(door, cast.mentee, meeting, "met") in {403, 422}
    meeting.refresh_from_db()
    assert (meeting.state, stones() - before) == ("held", 2)
    assert {turn.by for turn in meeting.turns.filter(kind=MET)} == set(meeting.mentorship.pair)


def test_of_staff_who_are_blocked_it_says_what_they_did_and_not_who_they_are(
    cast, meeting, noon, sign_in
):
    with clock.pinned(noon + timedelta(days=2)):
        actions.say(by=cast.coordinator, meeting=meeting, said=MET)
        safety.block(by=cast.mentee, person=cast.coordinator)
        told = []
        for person in meeting.mentorship.pair:
            page = strip_tags(sign_in(person).get(f"/meetings/{meeting.pk}/").content.decode())
            (line,) = re.findall(r"(\w[\w ]+), said that you met", page)
            turn = doors.get_by_api(person, f"/meetings/{meeting.pk}").json()["turns"][-1]
            told.append((line, turn["by_id"]))
    assert told == [("someone of the staff", None), ("Sage Test", str(cast.coordinator.pk))]


def test_software_reads_which_of_the_two_set_a_time_and_of_staff_that_it_was_neither(
    cast, meeting, noon
):
    with clock.pinned(noon + timedelta(days=3)):
        by_staff = actions.record_meeting(
            by=cast.coordinator,
            mentorship=meeting.mentorship,
            met_at=clock.now(),
            mode=Meeting.Mode.PHONE,
        )
    set_by = [
        doors.get_by_api(cast.mentee, f"/meetings/{pk}").json()["meeting"]["set_by_id"]
        for pk in (meeting.pk, by_staff.pk)
    ]
    assert set_by == [str(meeting.set_by_id), None]


@both_doors
def test_the_first_meeting_asks_about_a_third_person(cast, door, noon) -> None:
    meeting = mentorships.agreed(mentorships.begun(cast), days=1)
    with clock.pinned(noon + timedelta(days=2)):
        assert say(door, cast.mentee, meeting, "met") in {403, 422}
        ok = say(door, cast.mentee, meeting, "met", third_person="present")
    assert ok == (303 if door == "page" else 200)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.is_first, meeting.third_person) == ("held", True, "present")
    assert [stone.for_what for stone in Stone.objects.all() if stone.kind == "meeting"] == [
        "First meeting"
    ] * 2


@both_doors
def test_who_could_not_come_loses_nothing_and_the_other_is_told_kindly(
    cast, meeting, door, noon, sign_in
) -> None:
    before = Stone.objects.count()
    Notice.objects.all().delete()
    with clock.pinned(noon + timedelta(days=2)):
        assert say(door, cast.mentee, meeting, "absent") == (303 if door == "page" else 200)
        page = sign_in(cast.mentor).get(f"/meetings/{meeting.pk}/").content.decode()
    meeting.refresh_from_db()
    assert (meeting.state, Stone.objects.count()) == ("missed", before)
    assert [(n.kind, n.person) for n in Notice.objects.all()] == [
        ("mentorship.missed", cast.mentor)
    ]
    assert "That happens, and nothing is lost." in page
    assert f"/walk/{meeting.mentorship_id}/time/" in page
    text = strip_tags(page.partition("<main")[2].partition("</main>")[0]).lower()
    assert not [word for word in ("fail", "no-show", "fault", "absent") if word in text]


def test_a_word_that_they_met_stands_above_one_that_they_did_not(cast, meeting, noon) -> None:
    with clock.pinned(noon + timedelta(days=2)):
        actions.say(by=cast.mentor, meeting=meeting, said=MISSED)
        actions.say(by=cast.mentee, meeting=meeting, said=MET)
    meeting.refresh_from_db()
    assert meeting.state == "held"
    assert [turn.kind for turn in meeting.turns.order_by("pk")][-2:] == ["missed", "met"]


def test_nothing_is_said_before_its_time_nor_of_what_was_canceled(cast, meeting, noon) -> None:
    assert code_of(by=cast.mentee, meeting=meeting, said=MET) == "not_yet"
    actions.cancel(by=cast.mentor, meeting=meeting)
    with clock.pinned(noon + timedelta(days=2)):
        assert code_of(by=cast.mentee, meeting=meeting, said=MET) == "canceled"


def test_only_what_says_how_it_went_is_taken(cast, meeting, noon) -> None:
    with clock.pinned(noon + timedelta(days=2)):
        for kind in set(Turn.Kind) - set(Turn.SAID_AFTER):
            assert code_of(by=cast.mentee, meeting=meeting, said=kind) == "not_said"


def test_a_meeting_that_is_only_planned_is_no_sign_that_they_met(cast, meeting, noon) -> None:
    (walk,) = live_of(cast.mentee)
    assert walk.latest_meeting_at == noon


def test_a_day_they_agreed_on_is_told_of_there(cast, meeting, noon) -> None:
    with clock.pinned(noon + timedelta(days=1, hours=2)), pytest.raises(Refused) as refused:
        actions.record_meeting(
            by=cast.coordinator,
            mentorship=meeting.mentorship,
            met_at=meeting.starts_at + timedelta(hours=1),
            mode=Meeting.Mode.PHONE,
        )
    assert refused.value.verdict.code == "day_agreed"


def test_today_says_when_they_meet_and_asks_afterwards_whether_they_did(
    cast, meeting, noon, sign_in
) -> None:
    seen = {}
    for days in (0, 2):
        with clock.pinned(noon + timedelta(days=days)):
            for role in ("mentee", "mentor"):
                seen[role, days] = sign_in(cast.people[role]).get("/").content.decode()
    path = f"/meetings/{meeting.pk}/"
    assert all(path in page for page in seen.values())
    assert "You meet <bdi>Maple Test</bdi>" in seen["mentee", 0]
    assert "Did you meet <bdi>Maple Test</bdi>?" in seen["mentee", 2]
    assert "Did you and <bdi>Rowan Test</bdi> meet?" in seen["mentor", 2]


def test_pages_take_as_many_queries_with_one_meeting_as_with_several(
    cast, noon, sign_in, count_queries
) -> None:
    walk = mentorships.met(cast)
    mentorships.agreed(walk, days=1)
    pages = {
        "/": cast.mentor,
        f"/walk/{walk.pk}/": cast.mentee,
        f"/walk/{walk.pk}/time/": cast.mentee,
    }
    browsers = {path: sign_in(person) for path, person in pages.items()}
    one = [count_queries(browser, path) for path, browser in browsers.items()]
    for days in (2, 3, 4):
        mentorships.agreed(walk, days=days)
        mentorships.proposed(walk, cast.mentee, days=days, hours=3)
    assert [count_queries(browser, path) for path, browser in browsers.items()] == one
    assert one == QUERIES


QUERIES = [10, 8, 9]
