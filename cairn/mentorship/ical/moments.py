"""Dates, times, lengths and zones of iCalendar, as values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global

from cairn.mentorship.ical.lines import Line

_WHEN = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?", re.ASCII)
_LENGTH = re.compile(
    r"([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?",
    re.ASCII,
)
_LEAP_SECOND, _LAST_SECOND = 60, 59


class NotAMoment(ValueError):  # noqa: N818 - it names what the text is
    """A text that is no date, time or length of iCalendar."""


@dataclass(frozen=True)
class When:
    """A moment as it was written: the clock's face, the zone it hangs in, or a day alone."""

    wall: datetime
    zone: tzinfo
    is_day: bool = False

    @property
    def moment(self) -> datetime:
        """The aware moment in UTC; one that the clocks leap over is read by the offset before."""
        return at(self.wall, self.zone)


@dataclass(frozen=True)
class Zones:
    """The zone that a file is at home in, and those that it brings itself, by name."""

    home: tzinfo
    own: Mapping[str, tzinfo] = field(default_factory=dict)

    def of(self, line: Line) -> tzinfo:
        """Return the zone that a property names, where somebody knows it: else the one at home."""
        return self.called(line.parameters.get("TZID", "")) or self.home

    def called(self, name: str) -> tzinfo | None:
        """Return the zone of a name: one that all know before the file's own."""
        return zone_of(name) or self.own.get(name)


def at(wall: datetime, zone: tzinfo) -> datetime:
    """Return what a clock's face means in a zone, in UTC; near the ends of time, that end."""
    try:
        return wall.replace(tzinfo=zone).astimezone(UTC)
    except OverflowError:
        return wall.replace(tzinfo=UTC)


def when(line: Line, value: str, zones: Zones) -> When:
    """Read one date or time of a property; without a zone of its own it floats: it is at home."""
    found = of(value, zones.home)
    return found if found.is_day or found.zone is UTC else replace(found, zone=zones.of(line))


def of(value: str, zone: tzinfo) -> When:
    """Read one date or time that hangs in a zone, where it does not say that it is in UTC."""
    match = _WHEN.fullmatch(value.strip())
    if not match:
        raise NotAMoment(value)
    year, month, day, hour, minute, second, utc = match.groups()
    try:
        on = date(int(year), int(month), int(day))
        if hour is None:
            return When(datetime.combine(on, time()), zone, is_day=True)
        seconds = min(int(second), _LAST_SECOND) if int(second) <= _LEAP_SECOND else int(second)
        wall = datetime.combine(on, time(int(hour), int(minute), seconds))
    except ValueError as problem:
        raise NotAMoment(value) from problem
    return When(wall, UTC if utc else zone)


def length(value: str) -> timedelta:
    """Read a length; one that is negative counts as none."""
    match = _LENGTH.fullmatch(value.strip())
    if not match or not any(match.groups()[1:]):
        raise NotAMoment(value)
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    if match.group(1) == "-":
        return timedelta()
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


@cache
def zone_of(name: str) -> tzinfo | None:
    """Return the zone of a name: IANA's, with a maker's prefix, or Windows'; None if unknown."""
    pieces = name.strip().split("/")
    for start in range(len(pieces)):
        known = "/".join(pieces[start:])
        if known in available_timezones():
            return ZoneInfo(known)
    windows: dict[str, str] = get_global("windows_zone_mapping")  # type: ignore[assignment]
    mapped = windows.get(name.strip())
    return ZoneInfo(mapped) if mapped else None
