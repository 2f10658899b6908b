"""A zone that a calendar file brings itself (RFC 5545, 3.6.5), under a name nobody else knows."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from cairn.mentorship.ical import moments, repeating
from cairn.mentorship.ical.lines import Entry
from cairn.mentorship.ical.moments import NotAMoment, When
from cairn.mentorship.ical.repeating import NotARule

MOST_CHANGES = 20_000
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?", re.ASCII)
_FIRST = datetime(1970, 1, 1)  # noqa: DTZ001 - a clock's face
_DAY = timedelta(days=1)
_HOURS = ("BYHOUR=", "BYMINUTE=", "BYSECOND=")


@dataclass(frozen=True)
class Change:
    """A change of a zone's clocks: at which face of the clock before it, from what to what."""

    onset: datetime
    before: timedelta
    after: timedelta

    @property
    def moment(self) -> datetime:
        """When it is, in UTC, as a face without a zone."""
        return self.onset - self.before

    @property
    def holds_from(self) -> datetime:
        """The first face of the clock that is read by the offset after it.

        Faces that the clocks leap over are read by the offset before; those that come twice mean
        the first time.
        """
        return self.onset + max(self.after - self.before, timedelta())


class OwnZone(tzinfo):
    """A zone by its changes; before the first of them the clocks stand as they did before it."""

    def __init__(self, changes: Iterable[Change]) -> None:
        ordered = sorted(changes, key=lambda change: change.moment)
        self._offsets = [ordered[0].before, *(change.after for change in ordered)]
        self._moments = [change.moment for change in ordered]
        self._faces = [change.holds_from for change in ordered]

    def utcoffset(self, at: datetime | None) -> timedelta:
        """Return how far the clocks are ahead of UTC at a face of theirs."""
        return self._offsets[bisect_right(self._faces, at.replace(tzinfo=None)) if at else 0]

    def dst(self, at: datetime | None) -> None:
        """Leave open how much of it is for the summer: nobody asks."""

    def tzname(self, at: datetime | None) -> None:
        """Have no name."""

    def fromutc(self, at: datetime) -> datetime:
        """Return the face of the clocks at a moment."""
        return at + self._offsets[bisect_right(self._moments, at.replace(tzinfo=None))]


def known(found: Iterable[Entry], last: datetime) -> dict[str, tzinfo]:
    """Return the zones of a file by name, right until a moment; what can't be read is left out."""
    zones: dict[str, tzinfo] = {}
    for entry in found:
        name = _name(entry)
        if not name or moments.zone_of(name):
            continue
        try:
            changes = list(_changes(entry, last.replace(tzinfo=None)))
        except (NotAMoment, NotARule, OverflowError):
            continue
        if changes:
            zones[name] = OwnZone(changes)
    return zones


def _name(entry: Entry) -> str:
    """Return a zone's name as parameters say it: without the escapes of a text."""
    line = entry.first("TZID")
    return re.sub(r"\\(.)", r"\1", line.value).strip() if line else ""


def _changes(zone: Entry, last: datetime) -> Iterator[Change]:
    count = 0
    for entry in zone.parts:
        begin, before = entry.first("DTSTART"), _offset(entry, "TZOFFSETFROM")
        if not begin:
            raise NotAMoment(entry.kind)
        change = Change(_face(begin.value), before, _offset(entry, "TZOFFSETTO"))
        for onset in {change.onset, *_again(entry, change, last + _DAY)}:
            count += 1
            if count > MOST_CHANGES:
                raise NotARule(zone.kind)
            yield replace(change, onset=onset)


def _again(entry: Entry, change: Change, last: datetime) -> Iterator[datetime]:
    """Yield the faces of the clock at which a change comes again."""
    start = When(change.onset, timezone(change.before))
    for rule in entry.fields.get("RRULE", []):
        yield from repeating.walls(start, _without_hours(rule.value), _FIRST, last)
    for line in entry.fields.get("RDATE", []):
        yield from (_face(value) for value in filter(None, line.value.split(",")))


def _without_hours(rule: str) -> str:
    """Return a rule without the hour of its changes, which some makers say twice."""
    pieces = (piece.strip() for piece in rule.upper().split(";"))
    return ";".join(piece for piece in pieces if not piece.startswith(_HOURS))


def _face(value: str) -> datetime:
    """Read a face of the clock; a zone it is said to hang in is passed over, as it must be."""
    return moments.of(value, UTC).wall


def _offset(entry: Entry, name: str) -> timedelta:
    line = entry.first(name)
    match = _OFFSET.fullmatch(line.value.strip()) if line else None
    if not match:
        raise NotAMoment(name)
    sign, hours, minutes, seconds = match.groups()
    size = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds or 0))
    if size >= _DAY:
        raise NotAMoment(name)
    return -size if sign == "-" else size
