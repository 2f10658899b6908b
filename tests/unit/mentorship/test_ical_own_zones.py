"""Zones that a calendar file brings itself, beside those that all know and another library's."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.mentorship.free_times import Span
from cairn.mentorship.ical import own_zones, reading, zones
from cairn.mentorship.ical.lines import Entry, read

HERE = "America/New_York"
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Asia/Tokyo")
YEAR = 2026
OWN = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10{hours}
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3{hours}
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE"""
NAMES = frozenset({"BEGIN", "END", "TZID", "DTSTART", "RRULE", "RDATE"})


def busy(*parts: str, year: int = YEAR) -> list[Span]:
    text = "\n".join(["BEGIN:VCALENDAR", *parts, "END:VCALENDAR"]).encode()
    start = datetime(year, 1, 1, tzinfo=UTC)
    return reading.busy(text, zone=HERE, start=start, end=start + timedelta(days=365)).spans


def event(zone: str, day: str) -> str:
    lines = ("BEGIN:VEVENT", f"DTSTART;TZID={zone}:{day}", "DURATION:PT1H", "END:VEVENT")
    return "\n".join(lines)


def own(name: str = "Ours", hours: str = "") -> str:
    return OWN.format(name=name, hours=hours)


def renamed(zone: str) -> str:
    """What we write of a zone ourselves, under a name that nobody knows."""
    return "\n".join(zones.lines(zone, YEAR)).replace(f"TZID:{zone}", f"TZID:{_ours(zone)}")


def _ours(zone: str) -> str:
    return f"Ours {zone.replace('/', ' ')}"  # the other library remembers zones by name


@pytest.mark.parametrize(
    ("face", "hour"),
    [
        ("20260115T120000", 11),
        ("20260715T120000", 10),
        ("20260329T013000", 0),
        ("20260329T023000", 1),  # leapt over: by the offset before
        ("20260329T030000", 1),
        ("20261025T013000", 23),
        ("20261025T023000", 0),  # comes twice: the first
        ("20261025T030000", 2),
    ],
)
def test_a_zone_under_a_name_of_its_own_is_read_as_the_file_says(face: str, hour: int) -> None:
    [(start, _end)] = busy(own(), event("Ours", face))
    assert start.hour == hour
    assert start == datetime.strptime(face, "%Y%m%dT%H%M%S").replace(
        tzinfo=ZoneInfo("Europe/Berlin")
    ).astimezone(UTC)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Amsterdam\\, Berlin\\, Bern", '"Amsterdam, Berlin, Bern"'),
        ("/maker.org/Custom", "/maker.org/Custom"),
        ("(UTC+01:00) Home", '"(UTC+01:00) Home"'),
    ],
)
def test_its_name_is_the_same_with_and_without_the_escapes_of_a_text(name: str, said: str) -> None:
    [(start, _end)] = busy(own(name), event(said, "20260715T120000"))
    assert start.hour == 10


def test_it_may_stand_behind_what_uses_it_and_be_the_whole_calendars() -> None:
    floating = event("", "20260715T120000").replace(";TZID=", "")
    assert busy(event("Ours", "20260715T120000"), own()) == busy(
        "X-WR-TIMEZONE:Ours", own(), floating
    )


def test_the_hour_of_a_change_may_be_said_twice() -> None:
    days = [event("Ours", day) for day in ("20260115T120000", "20260715T120000")]
    assert busy(own(hours=";BYHOUR=2;BYMINUTE=0"), *days) == busy(own(), *days)


def test_a_name_that_all_know_means_what_all_mean() -> None:
    [(start, _end)] = busy(own("Asia/Tokyo"), event("Asia/Tokyo", "20260715T120000"))
    assert start.hour == 3


@pytest.mark.parametrize(
    "broken",
    [
        own().replace("+0100", "+9900"),
        own().replace("+0100", "soon"),
        own().replace("DTSTART:1601", "DTSTART:year"),
        own().replace("FREQ=YEARLY", "FREQ=SECONDLY"),
        own().replace("TZOFFSETTO", "X-LEFT-OUT"),
        "BEGIN:VTIMEZONE\nTZID:Ours\nEND:VTIMEZONE",
        "BEGIN:VTIMEZONE\nEND:VTIMEZONE",
        "END:STANDARD\nEND:VTIMEZONE",
    ],
)
def test_one_that_can_not_be_read_leaves_its_times_at_home(broken: str) -> None:
    [(start, _end)] = busy(broken, event("Ours", "20260715T120000"))
    assert start.hour == 16


def test_more_changes_than_any_clock_has_are_no_zone() -> None:
    one = "20260101T000000,"
    many = "\n".join(f"RDATE:{one.replace('2026', str(2000 + year)) * 200}" for year in range(120))
    spread = own().replace("END:STANDARD", f"{many}\nEND:STANDARD")
    assert len(busy(spread, event("Ours", "20260715T120000"))) == 1


@given(
    zone=st.sampled_from(ZONES),
    minutes=st.integers(min_value=0, max_value=9 * 365 * 24 * 60),
)
def test_what_we_write_of_a_zone_is_read_as_that_zone(zone: str, minutes: int) -> None:
    found = own_zones.known(_entries(renamed(zone)), datetime(YEAR + 9, 1, 1, tzinfo=UTC))[
        _ours(zone)
    ]
    moment = datetime(YEAR, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    face = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert moment.astimezone(found).replace(tzinfo=None, fold=0) == face.replace(fold=0)
    theirs = face.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert face.replace(fold=0, tzinfo=found).astimezone(UTC) in {theirs, theirs - _twice(zone)}


@pytest.mark.parametrize("zone", ZONES)
def test_another_library_reads_it_alike(zone: str) -> None:
    found = own_zones.known(_entries(renamed(zone)), datetime(YEAR + 2, 1, 1, tzinfo=UTC))[
        _ours(zone)
    ]
    theirs = icalendar.Timezone.from_ical("\r\n".join(renamed(zone).split("\n"))).to_tz()
    for day in range(0, 365, 3):
        noon = datetime(YEAR, 1, 1, 12) + timedelta(days=day)  # noqa: DTZ001 - a face
        assert noon.replace(tzinfo=found).utcoffset() == noon.replace(tzinfo=theirs).utcoffset()


def _twice(zone: str) -> timedelta:
    """How much of a day comes twice where the clocks go back."""
    return timedelta(minutes=30) if zone == "Australia/Lord_Howe" else timedelta(hours=1)


def _entries(text: str) -> list[Entry]:
    found: list[Entry] = []
    within: list[Entry] = []
    for line in read(text.encode(), NAMES | {"TZOFFSETFROM", "TZOFFSETTO"}):
        if line.name == "BEGIN":
            within.append(Entry(line.value))
        elif line.name == "END":
            ended = within.pop()
            (within[-1].parts if within else found).append(ended)
        else:
            within[-1].fields[line.name].append(line)
    return found
