"""Reads of endings: what is planned, how each says goodbye, with whom staff are to talk."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from cairn.core import clock
from cairn.mentorship import exits
from cairn.mentorship.models import Closing, ExitTalk, Farewell, Meeting, Mentorship
from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.programs.models import Enrollment

TALKS = 50
ALUMNI = 200
_BOTH = 2


@dataclass(frozen=True)
class OwedTalk:
    """A talk after an ending, as staff see it at the mentorship."""

    pk: UUID
    who: str
    told_at: datetime | None


@dataclass(frozen=True)
class LastMeeting:
    """The last meeting that is planned: for which day, and its booking, where there is one.

    One that was moved is where it is now; of one that was canceled or missed nothing is left but
    the day, and another time can be found.
    """

    last_on: date
    pk: UUID | None = None
    starts_at: datetime | None = None
    state: Meeting.State | None = None

    @property
    def is_agreed(self) -> bool:
        """Whether both have said yes to its time."""
        return self.state is Meeting.State.AGREED

    @property
    def is_held(self) -> bool:
        """Whether they have met for it."""
        return self.state is Meeting.State.HELD


@dataclass(frozen=True)
class ClosingView:
    """How an ending stands for who looks: the last meeting, one's own farewell, talks of staff.

    `may_wait` is the place by which the mentee may wait for a mentor again.
    """

    last: LastMeeting | None
    farewell: UUID | None
    talks: tuple[OwedTalk, ...]
    may_wait: UUID | None


@dataclass(frozen=True)
class FarewellPage:
    """One's own goodbye; `letter` is what the other has given, `agreed` what both wish for.

    `told` is what one answered after the end, None while it is not asked or not answered.
    """

    farewell: Farewell
    other: Person
    planned: LastMeeting | None
    letter: Farewell | None
    agreed: Farewell.Contact | None
    is_asked: bool
    told: list[tuple[Any, Any]] | None

    @property
    def is_alumni(self) -> bool:
        """Whether they stay in touch with their program."""
        return self.farewell.stays_at is not None and self.farewell.stays_until is None


def with_closing(rows: QuerySet[Mentorship], person: Person) -> QuerySet[Mentorship]:
    """Return mentorships with how an ending of each stands for somebody: see `read_closing`."""
    standing = Closing.objects.standing().filter(walk=OuterRef("pk"))
    own = Farewell.objects.visible_to(person).filter(walk=OuterRef("pk"))
    talks = ExitTalk.objects.visible_to(person).filter(walk=OuterRef("pk")).order_by("person")
    places = resting_places(person).filter(person=OuterRef("mentee"), program=OuterRef("program"))
    said = JSONObject(pk="pk", who="person__display_name", told_at="told_at")
    return rows.annotate(
        last=Subquery(standing.values(planned=_LAST)[:1]),
        farewell=Subquery(own.values("pk")[:1]),
        talks=ArraySubquery(talks.values(said=said)),
        resting=Subquery(places.values("pk")[:1]),
    )


def read_closing(row: Any) -> ClosingView:
    """Read how an ending stands from a row that `with_closing` brought."""
    talks = (
        OwedTalk(UUID(found["pk"]), found["who"], _moment(found["told_at"])) for found in row.talks
    )
    last = _last(**row.last) if row.last else None
    return ClosingView(last, row.farewell, tuple(talks), row.resting)


def resting_places(person: Person) -> QuerySet[Enrollment]:
    """Return a mentee's places in which they have no mentor and do not wait for one."""
    walks = Mentorship.objects.live().filter(mentee=person, program=OuterRef("program"))
    own = Enrollment.objects.active().mentees().filter(person=person, waiting_since=None)
    return own.exclude(Exists(walks))


def latest_ended(person: Person) -> Mentorship | None:
    """Return the latest mentorship after which a mentee may wait again. One query."""
    programs = resting_places(person).values("program")
    ended = Mentorship.objects.of(person).filter(mentee=person, program__in=programs)
    return ended.order_by("-ended_at", "pk").first()


def waits_from(place: Enrollment) -> date:
    """Return the day from which a mentee waits again: the first one, where nothing had begun."""
    walks = Mentorship.objects.filter(mentee=place.person_id, program=place.program_id)
    latest = walks.order_by("-matched_at", "pk").first()
    first = latest.waiting_since if latest and not latest.begun_at else None
    return first or clock.today(place.program.time_zone)


def planned_closing(walk: Mentorship) -> Closing | None:
    """Return the last meeting that is planned, with who planned it. One query."""
    return walk.closings.standing().select_related("planned_by").first()


def last_meeting(walk: Mentorship) -> LastMeeting | None:
    """Return how the booking of the last meeting stands. One query."""
    found = walk.closings.standing().values_list(_LAST).first()
    return _last(**found[0]) if found else None


def farewell_page(farewell: Farewell) -> FarewellPage:
    """Return a goodbye as whose it is reads it."""
    walk = farewell.walk
    keys.warm([walk.mentee_id, walk.mentor_id])
    both = list(walk.farewells.all())
    given = [one for one in both if one.person_id != farewell.person_id and one.given_at]
    talk = walk.exit_talks.filter(person=farewell.person_id).first()
    return FarewellPage(
        farewell=farewell,
        other=walk.other(farewell.person),
        planned=last_meeting(walk),
        letter=given[0] if given else None,
        agreed=_agreed(both),
        is_asked=talk is not None and talk.told_at is None,
        told=exits.spoken(talk.answers) if talk and talk.told_at else None,
    )


def agreed_contact(walk: Mentorship) -> Farewell.Contact | None:
    """Return what both wish for afterwards, the lesser of the two; None until both have said."""
    return _agreed(list(walk.farewells.all()))


def open_talks(person: Person) -> list[ExitTalk]:
    """Return with whom staff are to talk after an ending, the longest waiting first. One query."""
    related = ("person", "walk__mentee", "walk__mentor")
    rows = ExitTalk.objects.visible_to(person).open().select_related(*related)
    return list(rows.order_by("created_at", "pk")[:TALKS])


def alumni(person: Person) -> list[Farewell]:
    """Return who stays in touch with the programs a person serves, the latest first. One query."""
    rows = Farewell.objects.served_by(person).alumni().select_related("person", "walk__program")
    return list(rows.order_by("-stays_at", "pk")[:ALUMNI])


_OF_MEETING = {name: f"meeting__{name}" for name in ("pk", "starts_at", "state")}
_LAST = JSONObject(last_on="last_on", **_OF_MEETING)
_STANDS = (Meeting.State.PROPOSED, Meeting.State.AGREED, Meeting.State.HELD)


def _last(*, last_on: str, pk: str | None, starts_at: str | None, state: str | None) -> LastMeeting:
    """Read what the database hands over; what came to nothing is no booking."""
    day = date.fromisoformat(last_on)
    if pk is None or state not in _STANDS:
        return LastMeeting(day)
    return LastMeeting(day, UUID(pk), _moment(starts_at), Meeting.State(state))


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def _agreed(both: list[Farewell]) -> Farewell.Contact | None:
    wishes = [one.contact for one in both if one.contact]
    if len(wishes) < _BOTH:
        return None
    return min(map(Farewell.Contact, wishes), key=Farewell.Contact.values.index)
