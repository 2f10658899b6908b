"""The last meeting that is planned is a meeting like any other: it is booked, moved and canceled."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cairn.core import clock
from cairn.mentorship import actions, queries
from cairn.mentorship.models import Meeting, Mentorship, Turn
from cairn.people.models import Person
from tests.cast import Cast
from tests.factories import doors
from tests.factories import mentorship as mentorships

ZONE = ZoneInfo("America/New_York")
both_doors = pytest.mark.parametrize("door", doors.DOORS)


@pytest.fixture
def walk(cast: Cast) -> Mentorship:
    return mentorships.met(cast)


def in_days(days: int) -> date:
    return clock.today(ZONE.key) + timedelta(days=days)


def at_ten(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=ZONE)


def planned(walk: Mentorship, days: int = 10) -> None:
    actions.plan_closing(by=walk.mentee, walk=walk, last_on=in_days(days))


def proposed(walk: Mentorship, days: int = 10) -> Meeting:
    plan = mentorships.plan(at_ten(in_days(days)))
    return actions.propose(by=walk.mentor, mentorship=walk, plan=plan)


def last_of(walk: Mentorship) -> queries.LastMeeting:
    last = queries.last_meeting(walk)
    assert last
    return last


def page_of(sign_in, walk: Mentorship, who: Person) -> str:
    return sign_in(who).get(f"/walk/{walk.pk}/").content.decode()


@both_doors
def test_a_meeting_that_stands_on_the_day_is_the_last_one(walk, door) -> None:
    meeting = proposed(walk)
    said = {"last_on": in_days(10).isoformat()}
    if door == "page":
        answer = doors.by_page(walk.mentee, f"/walk/{walk.pk}/last/", said)
        assert answer.headers["Location"] == f"/walk/{walk.pk}/"
    else:
        answer = doors.by_api(walk.mentee, f"/mentorships/{walk.pk}/closing", said)
        assert answer.json()["meeting_id"] == str(meeting.pk)
    assert last_of(walk).pk == meeting.pk


@pytest.mark.parametrize("who", ["mentee", "coordinator"])
def test_where_none_stands_planning_leads_to_the_times_of_that_day(
    walk, cast, who, sign_in
) -> None:
    said = {"last_on": in_days(40).isoformat()}
    to = doors.by_page(cast.people[who], f"/walk/{walk.pk}/last/", said).headers["Location"]
    assert to == f"/walk/{walk.pk}/time/?day={in_days(40).isoformat()}"
    client = sign_in(cast.people[who])
    page = client.get(to).content.decode()
    assert f'value="{in_days(40).isoformat()}"' in page
    offered = [at_ten(in_days(40)) + timedelta(hours=hours) for hours in (-2, 2)]
    assert all(each.astimezone(clock.UTC).isoformat() in page for each in offered)
    own = {"day": in_days(40).isoformat(), "time": "10:00", "minutes": "60", "mode": "phone"}
    doors.by_page(cast.people[who], to, own)
    assert last_of(walk).starts_at == at_ten(in_days(40))


def test_a_day_that_is_none_or_has_passed_is_left_out(walk, cast, sign_in) -> None:
    client = sign_in(cast.mentee)
    for day in ("yesterday", in_days(-1).isoformat()):
        page = client.get(f"/walk/{walk.pk}/time/", {"day": day})
        assert (page.status_code, f'value="{day}"' in page.content.decode()) == (200, False)


def test_a_meeting_on_another_day_is_not_the_last_one(walk) -> None:
    planned(walk)
    proposed(walk, 9)
    proposed(walk, 11)
    assert last_of(walk) == queries.LastMeeting(in_days(10))


def test_the_plan_goes_with_its_meeting_when_that_is_moved(walk, sign_in) -> None:
    planned(walk)
    meeting = actions.accept(by=walk.mentee, meeting=proposed(walk))
    assert "Your last meeting is on" in page_of(sign_in, walk, walk.mentee)
    plan = mentorships.plan(at_ten(in_days(12)))
    actions.move(by=walk.mentee, meeting=meeting, plan=plan)
    last = last_of(walk)
    assert (last.pk, last.starts_at) == (meeting.pk, at_ten(in_days(12)))
    assert "Your last meeting is proposed for" in page_of(sign_in, walk, walk.mentor)


def test_one_that_is_moved_to_the_planned_day_is_the_last_one(walk) -> None:
    planned(walk)
    meeting = proposed(walk, 8)
    actions.move(by=walk.mentee, meeting=meeting, plan=mentorships.plan(at_ten(in_days(10))))
    assert last_of(walk).pk == meeting.pk


def test_once_it_is_canceled_the_day_stands_and_another_time_is_offered(walk, sign_in) -> None:
    planned(walk)
    actions.cancel(by=walk.mentor, meeting=proposed(walk))
    assert last_of(walk) == queries.LastMeeting(in_days(10))
    page = page_of(sign_in, walk, walk.mentee)
    assert f"/time/?day={in_days(10).isoformat()}" in page
    again = proposed(walk)
    assert last_of(walk).pk == again.pk


def test_once_they_met_it_says_so_and_nothing_has_ended(walk, cast, noon, sign_in) -> None:
    planned(walk, 2)
    meeting = actions.accept(by=walk.mentee, meeting=proposed(walk, 2))
    with clock.pinned(noon + timedelta(days=3)):
        actions.say(by=walk.mentee, meeting=meeting, said=Turn.Kind.MET)
        assert "You met for the last time on" in page_of(sign_in, walk, walk.mentor)
        assert "They met for it on" in page_of(sign_in, walk, cast.coordinator)
    walk.refresh_from_db()
    assert walk.ended_at is None


def test_a_day_ends_at_midnight_in_the_zone_of_the_program(walk) -> None:
    planned(walk)
    late = datetime.combine(in_days(10), at_ten(in_days(10)).time(), tzinfo=ZONE)
    plan = mentorships.plan(late.replace(hour=23, minute=30))
    meeting = actions.propose(by=walk.mentor, mentorship=walk, plan=plan)
    assert last_of(walk).pk == meeting.pk


@pytest.mark.parametrize("who", ["mentee", "mentor"])
@pytest.mark.parametrize(("path", "said"), [("last/", "you and"), ("ending/", "is told")])
def test_each_of_the_two_is_spoken_to(walk, sign_in, who, path, said) -> None:
    reader = getattr(walk, who)
    page = sign_in(reader).get(f"/walk/{walk.pk}/{path}").content.decode()
    lead = page.partition('<p class="lead">')[2].partition("</p>")[0]
    assert walk.other(reader).display_name in lead
    assert reader.display_name not in lead
    assert said in lead


@pytest.mark.parametrize("path", ["last/", "ending/"])
def test_staff_read_the_names_of_both(walk, cast, sign_in, path) -> None:
    page = sign_in(cast.coordinator).get(f"/walk/{walk.pk}/{path}").content.decode()
    lead = page.partition('<p class="lead">')[2].partition("</p>")[0]
    assert all(person.display_name in lead for person in walk.pair)
    assert "you two" not in page
