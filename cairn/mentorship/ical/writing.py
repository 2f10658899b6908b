"""Appointments as iCalendar: a feed that calendars subscribe to, and mails that they read.

Nothing in it says what it is about, with whom or where: a calendar is seen on lock screens and by
families. Traps that are heeded: a stable UID, a SEQUENCE that rises, local times under a
VTIMEZONE, UNTIL in UTC, lines folded by octets, no METHOD in a feed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from cairn.mentorship.ical import zones

PRODUCT = "-//Cairn//Cairn//EN"
_FOLD = 75  # octets


@dataclass(frozen=True)
class Again:
    """Every so many weeks until a moment, that one included, but at some times not."""

    every_weeks: int
    until: datetime
    but: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class Appointment:
    """One appointment of a person: `uid` is the same for as long as it is the same.

    Times are aware. One that comes again says how, and when it does not; one of a series that was
    moved says by `recurs_at` when it would have been.
    """

    uid: str
    starts_at: datetime
    ends_at: datetime
    sequence: int
    changed_at: datetime
    is_agreed: bool = True
    is_canceled: bool = False
    zone: str = ""
    again: Again | None = None
    recurs_at: datetime | None = None


@dataclass(frozen=True)
class Party:
    """Who a mail comes from and goes to, by address."""

    sender: str
    recipient: str


def feed(appointments: Sequence[Appointment], *, zone: str, title: str) -> bytes:
    """Return a calendar to subscribe to."""
    head = [f"X-WR-CALNAME:{escaped(title)}", f"X-WR-TIMEZONE:{zone}"]
    return _calendar(head, appointments, zone=zone, title=title)


def request(appointments: Sequence[Appointment], *, zone: str, title: str, party: Party) -> bytes:
    """Return what a mail carries so that an appointment is put into a calendar, or changed.

    Several are a series and those of it that were moved.
    """
    return _calendar(["METHOD:REQUEST"], appointments, zone=zone, title=title, party=party)


def cancellation(
    appointments: Sequence[Appointment], *, zone: str, title: str, party: Party
) -> bytes:
    """Return what a mail carries so that an appointment is taken out again."""
    return _calendar(["METHOD:CANCEL"], appointments, zone=zone, title=title, party=party)


def escaped(text: str) -> str:
    """Escape what would end a value (RFC 5545, 3.3.11)."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n")


def folded(line: str) -> str:
    """Fold a line after 75 octets at most, never within a character."""
    pieces, piece, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _FOLD:
            pieces.append(piece)
            piece, size = "", 1  # the space that begins what goes on
        piece, size = piece + sign, size + octets
    return "\r\n ".join([*pieces, piece])


def _calendar(
    head: list[str],
    appointments: Sequence[Appointment],
    *,
    zone: str,
    title: str,
    party: Party | None = None,
) -> bytes:
    placed = [replace(one, zone=one.zone or zone) for one in appointments]
    events = [line for one in placed for line in _event(one, title=title, party=party)]
    first = min((one.starts_at.year for one in placed), default=0)
    names = sorted({one.zone for one in placed})
    said = [line for name in names for line in zones.lines(name, first)]
    opening = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    return _joined([*opening, *head, *said, *events, "END:VCALENDAR"])


def _event(one: Appointment, *, title: str, party: Party | None = None) -> Iterator[str]:
    zone = one.zone
    yield from ("BEGIN:VEVENT", f"UID:{one.uid}", f"DTSTAMP:{_utc(one.changed_at)}")
    yield from (f"LAST-MODIFIED:{_utc(one.changed_at)}", f"SEQUENCE:{one.sequence}")
    yield f"DTSTART{_in(zone, one.starts_at)}"
    yield f"DTEND{_in(zone, one.ends_at)}"
    if one.again:
        rule = f"FREQ=WEEKLY;INTERVAL={one.again.every_weeks};UNTIL={_utc(one.again.until)}"
        yield f"RRULE:{rule}"
        yield from (f"EXDATE{_in(zone, moment)}" for moment in one.again.but)
    if one.recurs_at:
        yield f"RECURRENCE-ID{_in(zone, one.recurs_at)}"
    yield f"SUMMARY:{escaped(title)}"
    yield f"STATUS:{_status(one)}"
    yield from ("CLASS:PRIVATE", "TRANSP:OPAQUE")
    if party:
        yield f"ORGANIZER:mailto:{party.sender}"
        yield f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:{party.recipient}"
    yield "END:VEVENT"


def _status(one: Appointment) -> str:
    if one.is_canceled:
        return "CANCELLED"
    return "CONFIRMED" if one.is_agreed else "TENTATIVE"


def _joined(lines: Iterable[str]) -> bytes:
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _in(zone: str, moment: datetime) -> str:
    return f";TZID={zone}:{moment.astimezone(ZoneInfo(zone)):%Y%m%dT%H%M%S}"
