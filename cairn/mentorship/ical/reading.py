"""A calendar file as the times at which its owner is busy: times alone, no titles.

What can't be read counts as free and is counted: a file is refused only where it is no calendar,
or too much.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from cairn.mentorship.free_times import Span, merged
from cairn.mentorship.ical import lines, moments, own_zones, repeating
from cairn.mentorship.ical.lines import Entry, Line
from cairn.mentorship.ical.moments import NotAMoment, When, Zones
from cairn.mentorship.ical.repeating import NotARule

MOST_ENTRIES = 100_000
MOST_SPANS = 20_000
_DAY = timedelta(days=1)
_READ = frozenset(
    {
        *("BEGIN", "END", "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE"),
        *("RECURRENCE-ID", "TRANSP", "STATUS", "FREEBUSY", "X-WR-TIMEZONE"),
        *("TZID", "TZOFFSETFROM", "TZOFFSETTO"),
    }
)

_KEPT, _OFFSETS = {"VEVENT", "VFREEBUSY", "VTIMEZONE"}, {"STANDARD", "DAYLIGHT"}


class Unreadable(Exception):  # noqa: N818 - a state of a file, not a fault of code
    """A file that is refused; `code` says why: no_calendar, too_many."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Busy:
    """When somebody is busy within the window, merged, in order; and how much was left out."""

    spans: list[Span]
    left_out: int


def busy(data: bytes, *, zone: str, start: datetime, end: datetime) -> Busy:
    """Read when the owner of a calendar is busy between two aware moments.

    Times without a zone hang in the calendar's own, else in `zone`. Raises Unreadable.
    """
    zones, entries = _entries(data, ZoneInfo(zone), end)
    moved = _moved(entries, zones)
    spans: list[Span] = []
    left_out = 0
    for entry in entries:
        try:
            found = list(_spans(entry, zones, moved, (start, end)))
        except (NotAMoment, NotARule, OverflowError):
            left_out += 1
            continue
        spans += [(max(one, start), min(other, end)) for one, other in found]
        if len(spans) > MOST_SPANS:
            spans = merged(spans)
        if len(spans) > MOST_SPANS:
            raise Unreadable("too_many")
    return Busy(merged(spans), left_out)


def _entries(data: bytes, home: tzinfo, end: datetime) -> tuple[Zones, list[Entry]]:
    """Return the zones of a calendar, and its entries; of alarms nothing is kept."""
    found: list[Entry] = []
    within: list[Entry] = []
    named, is_calendar = "", False
    for line in lines.read(data, _READ):
        if line.name == "BEGIN":
            within.append(Entry(line.value.upper()))
            is_calendar = is_calendar or within[0].kind == "VCALENDAR"
        elif line.name == "END":
            ended = within.pop() if within else None
            if ended and ended.kind in _KEPT:
                found.append(ended)
            elif ended and ended.kind in _OFFSETS and within:
                within[-1].parts.append(ended)
        elif line.name == "X-WR-TIMEZONE":
            named = line.value
        elif within:
            within[-1].fields[line.name].append(line)
        if len(found) > MOST_ENTRIES or len(within) > MOST_ENTRIES:
            raise Unreadable("too_many")
    if not is_calendar:
        raise Unreadable("no_calendar")
    brought = (entry for entry in found if entry.kind == "VTIMEZONE")
    zones = Zones(home, own_zones.known(brought, end.astimezone(UTC)))
    entries = [entry for entry in found if entry.kind != "VTIMEZONE"]
    return replace(zones, home=zones.called(named) or home), entries


def _moved(entries: list[Entry], zones: Zones) -> dict[str, set[datetime]]:
    """Return the times of series that stand by themselves elsewhere, by the series' id."""
    moved: defaultdict[str, set[datetime]] = defaultdict(set)
    for entry in entries:
        line = entry.first("RECURRENCE-ID")
        if line:
            try:
                moved[entry.says("UID")].add(moments.when(line, line.value, zones).moment)
            except NotAMoment:
                continue
    return moved


def _spans(
    entry: Entry, zones: Zones, moved: dict[str, set[datetime]], window: Span
) -> Iterator[Span]:
    """Yield when an entry takes its owner's time, within a window."""
    for start, end in _taken(entry, zones, moved, window):
        if start < window[1] and end > window[0] and end > start:
            yield start, end


def _taken(
    entry: Entry, zones: Zones, moved: dict[str, set[datetime]], window: Span
) -> Iterator[Span]:
    if entry.kind == "VFREEBUSY":
        yield from _periods(entry, "FREEBUSY", zones)
        return
    begin = entry.first("DTSTART")
    if not begin or entry.says("STATUS") == "CANCELLED" or entry.says("TRANSP") == "TRANSPARENT":
        return
    start = moments.when(begin, begin.value, zones)
    if start.is_day and entry.says("TRANSP") != "OPAQUE":
        return  # a birthday or a holiday: a day that is marked, not one that is taken
    lasts = _lasts(entry, start, zones)
    left = _left_out(entry, zones)
    if not entry.first("RECURRENCE-ID"):
        left |= moved.get(entry.says("UID"), set())
    times = _times(entry, start, zones, window, lasts)
    yield from ((moment, moment + lasts) for moment in times if moment not in left)
    yield from _periods(entry, "RDATE", zones)


def _lasts(entry: Entry, start: When, zones: Zones) -> timedelta:
    """Return how long something takes: to its end, its length, else a day or no time."""
    end, said = entry.first("DTEND"), entry.first("DURATION")
    if end:
        return max(moments.when(end, end.value, zones).moment - start.moment, timedelta())
    if said:
        return moments.length(said.value)
    return _DAY if start.is_day else timedelta()


def _times(
    entry: Entry, start: When, zones: Zones, window: Span, lasts: timedelta
) -> Iterator[datetime]:
    """Yield the moments at which something begins, near the window."""
    rules = entry.fields.get("RRULE", [])
    if not rules:
        yield start.moment
    first, last = (
        edge.astimezone(start.zone).replace(tzinfo=None)
        for edge in (window[0] - lasts - _DAY, window[1] + _DAY)
    )
    for rule in rules:
        for wall in repeating.walls(start, rule.value, first, last):
            yield moments.at(wall, start.zone)
    for line in entry.fields.get("RDATE", []):
        for value in filter(None, line.value.split(",")):
            if "/" not in value:
                yield moments.when(line, value, zones).moment


def _left_out(entry: Entry, zones: Zones) -> set[datetime]:
    return {
        moments.when(line, value, zones).moment
        for line in entry.fields.get("EXDATE", [])
        for value in filter(None, line.value.split(","))
    }


def _periods(entry: Entry, name: str, zones: Zones) -> Iterator[Span]:
    """Yield the periods of a property: each a start, and an end or a length."""
    for line in entry.fields.get(name, []):
        if line.parameters.get("FBTYPE", "BUSY").upper().startswith("BUSY"):
            for value in filter(None, line.value.split(",")):
                begin, slash, until = value.partition("/")
                if slash:
                    yield _period(line, begin, until, zones)


def _period(line: Line, begin: str, until: str, zones: Zones) -> Span:
    start = moments.when(line, begin, zones).moment
    if until[:1] in {"P", "+", "-"}:
        return start, start + moments.length(until)
    return start, moments.when(line, until, zones).moment
