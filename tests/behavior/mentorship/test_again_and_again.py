"""Meetings that come again: proposed and accepted at once, each moved or canceled by itself."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from django.test import Client

from cairn.core.verdict import Refused
from cairn.mentorship import actions, feeds
from cairn.mentorship.models import Booking, Meeting, Mentorship
from tests.factories import doors
from tests.factories import mentorship as mentorships

FORM = {"day": "2027-03-08", "time": "18:00", "minutes": "60", "mode": "phone", "times": "4"}
HOME = ZoneInfo("America/New_York")


def proposed(door: str, walk: Mentorship) -> list[Meeting]:
    """Propose four Mondays, over the change of clocks in March."""
    if door == "page":
        sent = {**FORM, "every_weeks": "1"}
        assert doors.by_page(walk.mentee, f"/walk/{walk.pk}/time/", sent).status_code == 303
    else:
        body = {"starts_at": "2027-03-08T18:00:00-05:00", "mode": "phone", "times": 4}
        answer = doors.by_api(walk.mentee, f"/mentorships/{walk.pk}/proposals", body)
        assert answer.status_code == 201
    return list(walk.meetings.open().order_by("starts_at"))


@pytest.mark.parametrize("door", doors.DOORS)
def test_one_yes_agrees_to_all_at_the_same_hour_by_the_clocks(cast, door, noon) -> None:
    meetings = proposed(door, mentorships.met(cast))
    hours = {one.starts_at.astimezone(HOME).strftime("%a %H:%M") for one in meetings}
    assert (hours, len(meetings)) == ({"Mon 18:00"}, 4)
    actions.accept(by=cast.mentor, meeting=meetings[1])
    assert {one.state for one in Meeting.objects.filter(series__isnull=False)} == {"agreed"}
    assert Booking.objects.count() == 8


def test_none_is_booked_where_one_of_them_is_taken(cast, noon) -> None:
    walk, other = mentorships.met(cast), mentorships.signed_by_both(mentorships.another(cast, 1))
    meetings = proposed("page", walk)
    taken = mentorships.plan(meetings[2].starts_at)
    there = actions.propose(by=other.mentee, mentorship=other, plan=taken)
    actions.accept(by=cast.mentor, meeting=there)
    answer = doors.by_page(cast.mentor, f"/meetings/{meetings[0].pk}/yes/", {})
    assert answer.status_code == 403
    assert Booking.objects.count() == 2


@pytest.mark.parametrize("door", doors.DOORS)
def test_one_is_canceled_by_itself_or_with_all_after_it(cast, door, noon) -> None:
    meetings = proposed("page", mentorships.met(cast))
    actions.accept(by=cast.mentor, meeting=meetings[0])
    actions.cancel(by=cast.mentee, meeting=meetings[0])
    path = f"/meetings/{meetings[2].pk}/cancel"
    if door == "page":
        doors.by_page(cast.mentor, f"{path}/", {"and_after": "yes"})
    else:
        doors.by_api(cast.mentor, path, {"and_after": True})
    states = Meeting.objects.filter(series__isnull=False).order_by("recurs_at")
    assert list(states.values_list("state", flat=True)) == [
        *("canceled", "agreed", "canceled", "canceled")
    ]


def test_a_calendar_reads_a_series_as_one_and_each_change_of_it(cast, noon) -> None:
    meetings = proposed("page", mentorships.met(cast))
    actions.accept(by=cast.mentor, meeting=meetings[0])
    link = actions.make_feed(by=cast.mentee)
    said = [_read(link)]
    actions.cancel(by=cast.mentee, meeting=meetings[1])
    said.append(_read(link))
    late = meetings[2].starts_at + timedelta(hours=2)
    moved = actions.move(by=cast.mentee, meeting=meetings[2], plan=mentorships.plan(late))
    said.append(_read(link))
    actions.accept(by=cast.mentor, meeting=moved)
    said.append(_read(link))
    times = [one.recurs_at for one in meetings]
    assert [starts for _sequence, starts in said] == [
        times,
        [times[0], *times[2:]],
        [times[0], times[3]],
        [times[0], late, times[3]],
    ]
    sequences = [sequence for sequence, _starts in said]
    assert sequences == sorted(set(sequences))


def _read(link: str) -> tuple[int, list[datetime]]:
    """Read a feed by another library; return the sequence of its series and all its times."""
    data = Client().get("/calendar/" + link.partition("/calendar/")[2]).content
    calendar = icalendar.Calendar.from_ical(data)
    (whole,) = (one for one in calendar.walk("VEVENT") if "RRULE" in one)
    span = datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 12, 1, tzinfo=UTC)
    found = recurring_ical_events.of(calendar).between(*span)
    return int(whole["SEQUENCE"]), sorted(one["DTSTART"].dt.astimezone(UTC) for one in found)


@pytest.mark.parametrize(("times", "weeks"), [(27, 1), (0, 1), (2, 9), (2, 0)])
def test_it_comes_again_within_bounds(cast, noon, times, weeks) -> None:
    plan = mentorships.plan(noon + timedelta(days=2), times=times, every_weeks=weeks)
    with pytest.raises(Refused) as refused:
        actions.propose(by=cast.mentee, mentorship=mentorships.met(cast), plan=plan)
    assert refused.value.verdict.code == "too_often"


def test_each_of_the_two_has_another_id_for_a_series(cast, noon) -> None:
    meetings = proposed("page", mentorships.met(cast))
    ids = {feeds.series_of(meetings, person)[0].uid for person in (cast.mentee, cast.mentor)}
    assert len(ids) == 2
