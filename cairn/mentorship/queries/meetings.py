"""Reads about meetings: what is to come, one meeting on its page, times that suit both."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Case, Exists, F, OuterRef, Subquery, Value, When
from django.db.models.functions import JSONObject

from cairn.core import clock
from cairn.mentorship import free_times, policies
from cairn.mentorship.free_times import Span, Week
from cairn.mentorship.models import (
    Booking,
    Meeting,
    MeetingQuerySet,
    Mentorship,
    OwnCalendar,
    Turn,
)
from cairn.people.apart import ids_kept_from, kept_from
from cairn.people.keys import store as keys
from cairn.people.models import Person, Profile

COMING, PAST = 5, 10
SOON = timedelta(hours=24)


@dataclass(frozen=True)
class Reached:
    """That somebody got in touch about a missed meeting: when, and who.

    `who` is empty where the reader is kept from them.
    """

    who: str
    at: datetime


@dataclass(frozen=True)
class Listed:
    """A meeting in a list, as somebody sees it; `has_said_yes`: they did, to this time.

    `is_waiting`: it was missed, and nobody has got in touch about it; else `reached` says who did.
    """

    pk: UUID
    starts_at: datetime
    mode: Meeting.Mode
    state: Meeting.State
    is_first: bool
    third_person: Meeting.ThirdPerson
    has_said_yes: bool
    is_waiting: bool = False
    reached: Reached | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is proposed or agreed."""
        return self.state in (Meeting.State.PROPOSED, Meeting.State.AGREED)

    @property
    def has_begun(self) -> bool:
        """Whether its time has come."""
        return self.starts_at <= clock.now()

    @property
    def is_agreed(self) -> bool:
        """Whether both have said yes."""
        return self.state is Meeting.State.AGREED

    @property
    def is_asked(self) -> bool:
        """Whether it waits for their yes."""
        return not (self.has_said_yes or self.is_agreed or self.has_begun)

    @property
    def is_to_tell(self) -> bool:
        """Whether it was agreed and its time has come: did they meet?"""
        return self.is_agreed and self.has_begun

    @property
    def is_soon(self) -> bool:
        """Whether it is agreed for the next day or so."""
        return self.is_agreed and self.starts_at - clock.now() <= SOON


@dataclass(frozen=True)
class OneMeeting:
    """A meeting on its own page, and what the person may do about it."""

    meeting: Meeting
    other: Person
    turns: tuple[Turn, ...]
    waits_for: tuple[Person, ...]
    may_accept: bool
    may_change: bool
    may_say: bool
    is_taken: bool


def listed(mentorship: Mentorship, person: Person) -> tuple[Listed, ...]:
    """Return what the two have open, the next first, then what was, the newest first. One query."""
    rows = _with_yes(Meeting.objects.filter(mentorship=mentorship), person)
    told = rows.filter(state__in=(Meeting.State.HELD, Meeting.State.MISSED))
    to_come = rows.open().order_by("starts_at", "pk").values_list(_AS_JSON)[:COMING]
    was = told.order_by("-starts_at", "pk").values_list(_AS_JSON)[:PAST]
    return tuple(read_listed(found) for (found,) in to_come.union(was, all=True))


def next_meeting(person: Person) -> Subquery:
    """Return the next open meeting of each mentorship, for an annotation: see `read_listed`."""
    rows = _with_yes(Meeting.objects.open().filter(mentorship=OuterRef("pk")), person)
    return Subquery(rows.order_by("starts_at", "pk").values(found=_AS_JSON)[:1])


def read_listed(found: dict[str, Any]) -> Listed:
    """Read a meeting as the database hands it over."""
    return Listed(
        pk=UUID(found["pk"]),
        starts_at=datetime.fromisoformat(found["starts_at"]),
        mode=Meeting.Mode(found["mode"]),
        state=Meeting.State(found["state"]),
        is_first=found["is_first"],
        third_person=Meeting.ThirdPerson(found["third_person"]),
        has_said_yes=found["said"],
        is_waiting=found["waits"],
        reached=_read_reached(found["reached"]),
    )


def _read_reached(found: dict[str, Any] | None) -> Reached | None:
    return Reached(found["who"], datetime.fromisoformat(found["at"])) if found else None


def planned(mentorship: Mentorship, most: int) -> list[Meeting]:
    """Return the open meetings of the two, the next first."""
    keys.warm([mentorship.mentee_id, mentorship.mentor_id])
    return list(mentorship.meetings.open().order_by("starts_at", "pk")[:most])


def has_met(mentorship: Mentorship) -> bool:
    """Whether the first meeting was held."""
    return mentorship.meetings.filter(is_first=True).exists()


def one_meeting(meeting: Meeting, person: Person) -> OneMeeting:
    """Return a meeting on its own page."""
    mentorship = meeting.mentorship
    keys.warm([mentorship.mentee_id, mentorship.mentor_id, meeting.set_by_id])
    turns = _turns(meeting, person)
    may = policies.possible(person, meeting, turns)
    return OneMeeting(
        meeting=meeting,
        other=mentorship.other(person),
        turns=turns,
        waits_for=meeting.waiting(turns),
        may_accept=bool(may.accept),
        may_change=bool(may.change),
        may_say=bool(may.say),
        is_taken=not meeting.has_begun and bool(may.change) and _is_taken(person, meeting),
    )


def _turns(meeting: Meeting, person: Person) -> tuple[Turn, ...]:
    """Return what was done about a meeting, and of whom the reader is kept from namelessly."""
    turns = tuple(meeting.turns.select_related("by").order_by("created_at", "pk"))
    for turn in turns:
        turn.is_nameless = turn.by_id in ids_kept_from(person)
    return turns


def times_for(
    mentorship: Mentorship,
    person: Person,
    length: timedelta,
    but: Meeting | None = None,
    on: date | None = None,
) -> list[datetime]:
    """Return times at which both are free, as far as Cairn knows, for who proposes one.

    Those of one day of the person's own, where it is given.
    """
    now, zone = clock.now(), person.time_zone
    start = datetime.combine(on, time(), tzinfo=ZoneInfo(zone)) if on else now
    weeks, busy = free_by(mentorship.pair)
    busy += booked(mentorship.pair, start, start + free_times.AHEAD, but)
    return free_times.suggested(weeks, busy, zone=zone, now=now, length=length, on=on)


def booked(
    pair: tuple[Person, ...], start: datetime, end: datetime, but: Meeting | None = None
) -> list[Span]:
    """Return when some people are booked within their organization."""
    rows = Booking.objects.filter(person__in=pair, starts_at__lt=end, ends_at__gt=start)
    kept = rows.exclude(meeting=but) if but else rows
    return list(kept.values_list("starts_at", "ends_at"))


def free_by(pair: tuple[Person, ...]) -> tuple[list[Week], list[Span]]:
    """Return the weeks that two said they are free in, and when their own calendars are busy."""
    keys.warm([person.pk for person in pair])
    rows = Person.objects.filter(pk__in=[person.pk for person in pair])
    found = list(rows.select_related("profile", "own_calendar"))
    spans = [span for person in found for span in _busy(person)]
    return [_week(person) for person in found], spans


def is_taken_elsewhere(person: Person, start: datetime, end: datetime) -> bool:
    """Whether the person has a meeting in another organization then: for their own eyes alone."""
    with connection.cursor() as cursor:
        cursor.execute("select cairn_booked_elsewhere(%s, %s, %s)", [person.pk, start, end])
        row: tuple[bool] = cursor.fetchone()
    return row[0]


def _is_taken(person: Person, meeting: Meeting) -> bool:
    """Whether the person has something else then, by their own calendar or elsewhere."""
    own = OwnCalendar.objects.visible_to(person).first()
    span = meeting.starts_at, meeting.ends_at
    is_busy = own is not None and free_times.overlaps(own.busy, *span)
    return is_busy or is_taken_elsewhere(person, *span)


_OF_A_MEETING = ("pk", "starts_at", "mode", "state", "is_first", "third_person")
_AS_JSON = JSONObject(**{name: name for name in (*_OF_A_MEETING, "said", "waits", "reached")})


def _with_yes(rows: MeetingQuerySet, person: Person) -> MeetingQuerySet:
    """Return meetings with whether the person said yes to each as it stands now.

    And with what waits for somebody to get in touch, or who did.
    """
    yes = Turn.objects.filter(
        meeting=OuterRef("pk"), by=person, kind__in=Turn.YES, sequence=OuterRef("sequence")
    )
    waiting = Meeting.objects.waiting().filter(pk=OuterRef("pk"))
    return rows.annotate(said=Exists(yes), waits=Exists(waiting), reached=_reached(person))


def _reached(person: Person) -> Subquery:
    turns = Turn.objects.filter(meeting=OuterRef("pk"), kind=Turn.Kind.REACHED)
    is_kept = When(by__in=kept_from(person), then=Value(""))
    who = Case(is_kept, default=F("by__display_name"))
    return Subquery(turns.values(found=JSONObject(who=who, at="created_at"))[:1])


def _week(person: Person) -> Week:
    profile: Profile | None = getattr(person, "profile", None)
    answers = profile.answers if profile else None
    if answers is None or not answers.availability:
        return Week(person.time_zone)
    return Week(answers.time_zone or person.time_zone, answers.availability)


def _busy(person: Person) -> list[Span]:
    calendar: OwnCalendar | None = getattr(person, "own_calendar", None)
    return calendar.busy if calendar else []
