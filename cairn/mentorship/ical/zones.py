"""A time zone as iCalendar says it (RFC 5545, 3.6.5), from the rules that hold in some years."""

import calendar
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_YEARS = 10  # enough of them tell "the last Sunday" from "the fourth"
_LAST = -1


@dataclass(frozen=True)
class Change:
    """A change of the clocks: when (by the clock before it), from which offset to which."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str


@cache
def lines(zone: str, year: int) -> tuple[str, ...]:
    """Return the lines of a VTIMEZONE that holds from a year on."""
    groups: defaultdict[tuple[timedelta, timedelta, str], list[Change]] = defaultdict(list)
    for change in changes(ZoneInfo(zone), year - 1, year + _YEARS):
        groups[change.before, change.after, change.name].append(change)
    inner = [line for group in groups.values() for line in _observance(group)]
    body = inner or _without_changes(ZoneInfo(zone), year)
    return ("BEGIN:VTIMEZONE", f"TZID:{zone}", *body, "END:VTIMEZONE")


def changes(zone: ZoneInfo, first: int, last: int) -> Iterator[Change]:
    """Yield the changes of the clocks from the beginning of a year to the end of another."""
    day = datetime(first, 1, 1, tzinfo=UTC)
    while day.year <= last:
        after = day + timedelta(days=1)
        if _offset(day, zone) != _offset(after, zone):
            yield _change(day, after, zone)
        day = after


def _change(low: datetime, high: datetime, zone: ZoneInfo) -> Change:
    """Find the minute of a change between two moments."""
    before, after = _offset(low, zone), _offset(high, zone)
    while high - low > timedelta(minutes=1):
        middle = low + timedelta(minutes=(high - low) // timedelta(minutes=2))
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    name = high.astimezone(zone).tzname() or ""
    return Change((high + before).replace(tzinfo=None), before, after, name)


def _observance(group: list[Change]) -> list[str]:
    """Say changes of one kind: by a yearly rule where one holds for all, else day by day."""
    first = group[0]
    kind = "DAYLIGHT" if first.after > first.before else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{first.onset:%Y%m%dT%H%M%S}",
        *_again(group),
        f"TZOFFSETFROM:{_signed(first.before)}",
        f"TZOFFSETTO:{_signed(first.after)}",
        f"TZNAME:{first.name}",
        f"END:{kind}",
    ]


def _again(group: list[Change]) -> list[str]:
    onsets = [change.onset for change in group]
    places = set.intersection(*(_places(onset.date()) for onset in onsets))
    same = {(onset.month, onset.weekday(), onset.time()) for onset in onsets}
    if len(same) == 1 and places and len({onset.year for onset in onsets}) == _YEARS + 2:
        place, (month, weekday, _time) = min(places), next(iter(same))
        return [f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={place}{_DAYS[weekday]}"]
    return [f"RDATE:{onset:%Y%m%dT%H%M%S}" for onset in onsets[1:]]


def _places(day: date) -> set[int]:
    """Return which of its kind a weekday is within its month: the nth, and the last perhaps."""
    is_last = day.day + 7 > calendar.monthrange(day.year, day.month)[1]
    return {(day.day - 1) // 7 + 1} | ({_LAST} if is_last else set())


def _without_changes(zone: ZoneInfo, year: int) -> list[str]:
    noon = datetime(year, 1, 1, 12, tzinfo=UTC)
    offset = _signed(_offset(noon, zone))
    return [
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        f"TZOFFSETFROM:{offset}",
        f"TZOFFSETTO:{offset}",
        f"TZNAME:{noon.astimezone(zone).tzname()}",
        "END:STANDARD",
    ]


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _signed(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
