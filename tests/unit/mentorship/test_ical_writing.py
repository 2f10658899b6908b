"""Appointments for calendars, read back by libraries that did not write them."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
import vobject
from hypothesis import given
from hypothesis import strategies as st

from cairn.mentorship.ical import reading, writing, zones
from cairn.mentorship.ical.writing import Appointment, Party

NEW_YORK = "America/New_York"
HOUR = timedelta(hours=1)
AT = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
ONE = Appointment("one", AT, AT + timedelta(hours=1), 3, AT - timedelta(days=2))
PARTY = Party("cairn@example.org", "rowan@example.org")


def events(data: bytes) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


@pytest.mark.parametrize("zone", [NEW_YORK, "Europe/Madrid", "Asia/Kathmandu"])
def test_two_libraries_read_the_same_moments_on_both_sides_of_a_change_of_clocks(zone) -> None:
    starts = [AT + timedelta(days=days) for days in range(0, 365, 7)]
    written = [
        Appointment(f"n{number}", at, at + timedelta(hours=1), 0, AT)
        for number, at in enumerate(starts)
    ]
    data = writing.feed(written, zone=zone, title="Appointment")
    assert [one["DTSTART"].dt.astimezone(UTC) for one in events(data)] == starts
    (other,) = vobject.readComponents(data.decode())
    assert [one.dtstart.value.astimezone(UTC) for one in other.vevent_list] == starts


@pytest.mark.parametrize(
    "zone",
    [
        *(NEW_YORK, "Europe/Madrid", "America/Phoenix", "Australia/Lord_Howe", "America/Santiago"),
        "Africa/Casablanca",
    ],
)
def test_a_zone_says_the_offsets_of_the_years_it_is_written_for(zone) -> None:
    text = "\r\n".join(["BEGIN:VCALENDAR", *zones.lines(zone, 2026), "END:VCALENDAR"])
    (said,) = icalendar.Calendar.from_ical(text).walk("VTIMEZONE")
    known, real = said.to_tz(lookup_tzid=False), ZoneInfo(zone)
    for hours in range(0, 24 * 365 * 3, 13):
        wall = (AT + timedelta(hours=hours)).replace(tzinfo=None)
        if wall.replace(tzinfo=real).utcoffset() == wall.replace(tzinfo=real, fold=1).utcoffset():
            assert wall.replace(tzinfo=known).utcoffset() == wall.replace(tzinfo=real).utcoffset()


def test_nothing_says_what_it_is_about_with_whom_or_where() -> None:
    data = writing.feed([ONE], zone=NEW_YORK, title="Appointment").decode()
    names = {re.split("[;:]", line)[0] for line in data.splitlines()}
    assert not names & {"DESCRIPTION", "LOCATION", "ATTENDEE", "ORGANIZER", "URL", "COMMENT"}
    assert "SUMMARY:Appointment" in data
    assert "CLASS:PRIVATE" in data
    assert "METHOD" not in names


def test_a_mail_asks_or_cancels_under_one_id_by_a_sequence_that_rises() -> None:
    gone = Appointment("one", ONE.starts_at, ONE.ends_at, 4, AT, is_canceled=True)
    asked = writing.request([ONE], zone=NEW_YORK, title="Cita", party=PARTY)
    canceled = writing.cancellation([gone], zone=NEW_YORK, title="Cita", party=PARTY)
    said = []
    for data in (asked, canceled):
        calendar = icalendar.Calendar.from_ical(data)
        (event,) = calendar.walk("VEVENT")
        said.append((calendar["METHOD"], event["STATUS"], event["UID"], event["SEQUENCE"]))
    assert said == [("REQUEST", "CONFIRMED", "one", 3), ("CANCEL", "CANCELLED", "one", 4)]
    assert events(asked)[0]["ATTENDEE"] == "mailto:rowan@example.org"


def test_an_empty_feed_is_a_calendar_too() -> None:
    assert events(writing.feed([], zone=NEW_YORK, title="Appointment")) == []


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp"))))
def test_lines_are_folded_by_octets_and_read_back_whole(text: str) -> None:
    folded = writing.folded(f"SUMMARY:{writing.escaped(text)}")
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == f"SUMMARY:{writing.escaped(text)}"
    event = f"BEGIN:VEVENT\r\n{folded}\r\nEND:VEVENT\r\n"
    assert icalendar.Event.from_ical(event)["SUMMARY"] == text


def test_what_would_end_a_value_is_escaped() -> None:
    assert writing.escaped("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne"


def test_a_series_keeps_its_hour_ends_in_utc_and_is_read_alike_by_another_library() -> None:
    """Weekly over the change of clocks; one left out, one moved."""
    first = datetime(2026, 10, 19, 22, 0, tzinfo=UTC)  # a Monday, 18:00 in New York
    home = ZoneInfo(NEW_YORK)
    walls = [first.astimezone(home).replace(tzinfo=None) + timedelta(weeks=w) for w in range(6)]
    times = [wall.replace(tzinfo=home).astimezone(UTC) for wall in walls]
    again = writing.Again(1, times[-1], (times[1],))
    whole = Appointment("s", first, first + HOUR, 6, AT, zone=NEW_YORK, again=again)
    late = times[2] + timedelta(hours=3)
    moved = Appointment("s", late, late + HOUR, 6, AT, zone=NEW_YORK, recurs_at=times[2])
    data = writing.feed([whole, moved], zone="Europe/Madrid", title="Appointment")
    assert f"UNTIL={times[-1]:%Y%m%dT%H%M%SZ}" in data.decode()
    calendar = icalendar.Calendar.from_ical(data)
    found = recurring_ical_events.of(calendar).between(first - HOUR, times[-1] + HOUR)
    starts = sorted(one["DTSTART"].dt.astimezone(UTC) for one in found)
    assert starts == sorted([times[0], late, *times[3:]])
    assert {start.astimezone(home).hour for start in starts} == {18, 21}
    ours = reading.busy(data, zone=NEW_YORK, start=first, end=times[-1] + HOUR)
    assert [start for start, _end in ours.spans] == starts
