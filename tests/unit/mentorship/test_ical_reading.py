"""Calendar files of others read as busy times, or refused; hostile ones within bounds."""

import os
import re
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from cairn.mentorship.free_times import Span, merged
from cairn.mentorship.ical import apart, reading
from cairn.mentorship.ical.reading import Busy, Unreadable
from tests import figures, promises

SAMPLES = os.environ.get("CAIRN_SAMPLES")
NEW_YORK = "America/New_York"
START = datetime(2026, 11, 22, tzinfo=UTC)
END = START + timedelta(days=62)


def read(body: str, start: datetime = START, end: datetime = END, zone: str = NEW_YORK) -> Busy:
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{body}\nEND:VCALENDAR\n"
    return reading.busy(text.encode(), zone=zone, start=start, end=end)


def event(*lines: str) -> str:
    return "\n".join(["BEGIN:VEVENT", "UID:u", *lines, "END:VEVENT"])


def walls(busy: Busy, zone: str = NEW_YORK) -> list[str]:
    return [f"{start.astimezone(ZoneInfo(zone)):%m-%d %H:%M}" for start, _end in busy.spans]


def test_a_series_keeps_its_hour_when_the_clocks_change() -> None:
    start = datetime(2026, 10, 25, tzinfo=UTC)
    body = event(
        f"DTSTART;TZID={NEW_YORK}:20200106T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=MO"
    )
    busy = read(body, start, start + timedelta(days=14))
    assert [f"{one:%m-%d %H:%M}" for one, _end in busy.spans] == ["10-26 13:00", "11-02 14:00"]


def test_what_was_taken_out_moved_or_canceled_is_free() -> None:
    series = event(
        "DTSTART:20261123T150000Z",
        "DTEND:20261123T160000Z",
        "RRULE:FREQ=DAILY;COUNT=4",
        "EXDATE:20261124T150000Z",
    )
    moved = event(
        "RECURRENCE-ID:20261125T150000Z", "DTSTART:20261125T200000Z", "DTEND:20261125T210000Z"
    )
    gone = event(
        "RECURRENCE-ID:20261126T150000Z",
        "DTSTART:20261126T150000Z",
        "DTEND:20261126T160000Z",
        "STATUS:CANCELLED",
    )
    busy = read(f"{series}\n{moved}\n{gone}")
    assert walls(busy, "UTC") == ["11-23 15:00", "11-25 20:00"]


def test_an_end_in_utc_ends_a_series_of_local_times() -> None:
    body = event(
        f"DTSTART;TZID={NEW_YORK}:20261123T200000",
        "DURATION:PT1H",
        "RRULE:FREQ=DAILY;UNTIL=20261126T010000Z",
    )
    assert walls(read(body)) == ["11-23 20:00", "11-24 20:00", "11-25 20:00"]


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (("DTSTART;VALUE=DATE:20261125",), 0),
        (("DTSTART;VALUE=DATE:20261125", "TRANSP:OPAQUE"), 1),
        (("DTSTART:20261125T100000", "DTEND:20261125T110000", "TRANSP:TRANSPARENT"), 0),
        (("DTSTART:20261125T100000",), 0),
        (("DTSTART;TZID=Eastern Standard Time:20261125T100000", "DURATION:PT30M"), 1),
        (("DTSTART;TZID=/maker.org/x/America/New_York:20261125T100000", "DURATION:PT30M"), 1),
        (("DTSTART;TZID=Nowhere:20261125T100000", "DURATION:PT30M"), 1),
    ],
)
def test_what_takes_no_time_is_free(lines, count) -> None:
    busy = read(event(*lines))
    assert (len(busy.spans), busy.left_out) == (count, 0)
    assert walls(busy) in ([], ["11-25 00:00"], ["11-25 10:00"])


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART:20261341T100000", "DURATION:PT1H"),
        ("DTSTART:garbage", "DURATION:PT1H"),
        ("DTSTART:20261123T100000", "DURATION:P"),
        ("DTSTART:20261123T100000", "DURATION:PT1H", "RRULE:FREQ=SECONDLY"),
        ("DTSTART:20261123T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY;INTERVAL=0"),
        ("DTSTART:20261123T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYHOUR=1,2,3"),
        ("DTSTART:20261123T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=soon"),
        ("DTSTART:20261123T100000", "DURATION:PT1H", "RRULE:nonsense"),
    ],
)
def test_what_can_not_be_read_counts_as_free_and_is_counted(lines) -> None:
    assert read(event(*lines)) == Busy([], 1)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no_calendar"),
        (b"\x00\xff" * 1000, "no_calendar"),
        (b"BEGIN:VEVENT\nDTSTART:20261123T100000Z\nEND:VEVENT", "no_calendar"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 100_001, "too_many"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 100_002, "too_many"),
    ],
    ids=["nothing", "noise", "no calendar around it", "too many entries", "too deep"],
)
def test_what_is_no_calendar_or_too_much_is_refused(data, code) -> None:
    with pytest.raises(Unreadable) as refused:
        reading.busy(data, zone=NEW_YORK, start=START, end=END)
    assert refused.value.code == code


def test_a_file_that_takes_too_long_is_given_up_in_a_process_of_its_own(monkeypatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.5)
    rule = "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;BYSETPOS=1"
    hostile = event("DTSTART:00010101T000000", "DURATION:PT1H", rule)
    text = f"BEGIN:VCALENDAR\n{hostile * 20}\nEND:VCALENDAR".encode()
    with pytest.raises(Unreadable) as refused:
        apart.read(text, zone=NEW_YORK, start=START, end=END)
    assert refused.value.code == "too_much"


def test_the_process_of_its_own_reads_the_same() -> None:
    body = event("DTSTART:20261123T150000Z", "DTEND:20261123T160000Z", "RRULE:FREQ=DAILY")
    text = f"BEGIN:VCALENDAR\n{body}\nEND:VCALENDAR".encode()
    given = {"zone": NEW_YORK, "start": START, "end": END}
    assert apart.read(text, **given) == reading.busy(text, **given)
    with pytest.raises(Unreadable):
        apart.read(b"nothing", **given)


@pytest.mark.skipif(not SAMPLES, reason="CAIRN_SAMPLES names no folder")
def test_every_calendar_of_the_samples_is_read_as_busy_time_or_refused() -> None:
    files = sorted(Path(SAMPLES, "calendars").rglob("*.ics"))
    told = {path: _told(path.read_bytes(), START) for path in files}
    refused = {path for path, said in told.items() if said == "no_calendar"}
    assert all(b"BEGIN:VCALENDAR" not in path.read_bytes().upper() for path in refused)
    assert {said for said in told.values() if isinstance(said, str)} == {"no_calendar"}
    figure = f"{len(files)} files, {len(files) - len(refused)} read, {len(refused)} no calendar"
    promises.found("calendars", figure, is_kept=len(files) > 100)


@pytest.mark.skipif(not SAMPLES, reason="CAIRN_SAMPLES names no folder")
def test_what_is_read_of_the_samples_agrees_with_another_library() -> None:
    """Where the other reads them, in the years of each file; what differs is meant."""
    same, different = 0, set()
    for path in sorted(Path(SAMPLES, "calendars").rglob("*.ics")):
        data = path.read_bytes()
        for year in _years(data)[: promises.many(1, 3)]:
            start = datetime(year, 1, 1, tzinfo=UTC)
            theirs = _theirs(data, start) if len(data) < 100_000 else None
            ours = _told(data, start)
            if theirs is None or isinstance(ours, str):
                continue
            same += ours == theirs
            different |= {path.name} if ours != theirs else set()
    figures.tell("calendars", f"{same} years read as another library does")
    assert different <= MEANT


MEANT = {
    # a zone that the file names and does not bring: the other library knows it from files before
    "issue_526_calendar_with_different_events.ics",
    *("issue_526_calendar_with_events.ics", "issue_526_calendar_with_shuffeled_events.ics"),
    # one occurrence and its successors moved: the other library takes the first alone
    "issue_156_RDATE_with_PERIOD_TZID_khal_2.ics",
    # whole days: a day that is marked is taken only where the file says so
    *("friday13-NOT.ics", "japan_west.ics", "korganizer-lowercase.ics", "zidestoreical4jbomb.ics"),
    "issue_1633_rdate_with_dates_and_tzid.ics",
    # lists of busy times, of which the other library reads nothing
    "issue_1081_freebusy_comma_separated.ics",
    "issue_27_multiple_periods_in_freebusy_multiple_freebusies.ics",
    "issue_27_multiple_periods_in_freebusy_one_freebusy.ics",
}


def _told(data: bytes, start: datetime) -> list[Span] | str:
    try:
        end = start + timedelta(days=365)
        return reading.busy(data, zone=NEW_YORK, start=start, end=end).spans
    except Unreadable as refused:
        return refused.code


def _years(data: bytes) -> list[int]:
    found = sorted({int(year) for year in re.findall(rb"DTSTART[^:\n]*:(\d{4})", data)})
    return [year for year in found if 1900 < year < 2100] or [2026]


def _theirs(data: bytes, start: datetime) -> list[Span] | None:
    end, home = start + timedelta(days=365), ZoneInfo(NEW_YORK)
    spans = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            for calendar in icalendar.Calendar.from_ical(data, multiple=True):
                found = recurring_ical_events.of(calendar, skip_bad_series=True)
                spans += [_span(one, home) for one in found.between(start, end)]
        except Exception:  # noqa: BLE001 - whatever the other library can't read
            return None
    inside = ((max(a, start), min(b, end)) for a, b in filter(None, spans))
    return merged(span for span in inside if span[1] > span[0])


def _span(one: icalendar.Event, home: ZoneInfo) -> Span | None:
    start = one["DTSTART"].dt
    is_free = str(one.get("TRANSP")).upper() == "TRANSPARENT"
    is_gone = str(one.get("STATUS")).upper() == "CANCELLED"
    if not isinstance(start, datetime) or is_free or is_gone:
        return None
    length = one["DURATION"].dt if "DURATION" in one else timedelta()
    end = one["DTEND"].dt if "DTEND" in one else start + length
    first, last = (at if at.tzinfo else at.replace(tzinfo=home) for at in (start, end))
    return first.astimezone(UTC), last.astimezone(UTC)
