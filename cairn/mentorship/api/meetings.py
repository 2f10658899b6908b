"""The doors of meetings for machines: times that suit both, one meeting, writing one down."""

from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime, WithJsonSchema

from cairn.core.access import DataClass
from cairn.mentorship import actions, policies, queries
from cairn.mentorship.api.finding import between, meeting_in, meeting_of, visible
from cairn.mentorship.api.router import router
from cairn.mentorship.models import Meeting, Turn
from cairn.mentorship.policies import Plan
from cairn.people.endpoints import operation
from cairn.people.policies import signed_in
from cairn.people.requests import PersonRequest
from cairn.programs.policies import is_staff


class FirstMeetingIn(Schema):
    """When (with its offset) and how you met, and whether someone of the staff came along."""

    met_at: AwareDatetime
    mode: Meeting.Mode
    third_person: Meeting.ThirdPerson


class MeetingIn(Schema):
    """When (with its offset) and how you met."""

    met_at: AwareDatetime
    mode: Meeting.Mode


class MeetingOut(Schema):
    """A meeting that was held."""

    id: UUID
    met_at: datetime = Field(alias="starts_at")
    mode: Meeting.Mode
    is_first: bool
    third_person: Meeting.ThirdPerson


Did = Annotated[
    Turn.Kind, WithJsonSchema({"type": "string", "enum": Turn.Kind.values})
]  # in the description `Kind` is what one shares


class MeetingPlanIn(Schema):
    """A time to meet (with its offset), for how long, how and where; who comes the first time."""

    starts_at: AwareDatetime
    minutes: int = Field(60, ge=10, le=480)
    mode: Meeting.Mode
    place: str = Field("", max_length=policies.LONGEST_PLACE)
    third_person: Meeting.ThirdPerson = Meeting.ThirdPerson.NOT_ASKED

    def plan(self) -> Plan:
        """Return it as a plan."""
        length = timedelta(minutes=self.minutes)
        return Plan(self.starts_at, length, self.mode, self.place, self.third_person)


class ProposalIn(MeetingPlanIn):
    """A time to meet, and how often it comes again, by your own clocks."""

    times: int = Field(1, ge=1, le=policies.MOST_TIMES)
    every_weeks: int = Field(1, ge=1, le=8)

    def again(self) -> Plan:
        """Return it as a plan that comes again."""
        return replace(self.plan(), times=self.times, every_weeks=self.every_weeks)


class TurnOut(Schema):
    """What somebody did about a meeting, and when; `by_id` is null where you are not told who."""

    kind: Did
    by_id: UUID | None
    at: datetime = Field(alias="created_at")

    @staticmethod
    def resolve_by_id(turn: Turn) -> UUID | None:
        """Return who did it, unless it was the clock or somebody kept from who reads."""
        return None if turn.is_nameless else turn.by_id


class PlannedOut(Schema):
    """A meeting of you two; `sequence` counts how often its time or place was changed.

    `set_by_id` is which of you put it there; null where staff did.
    """

    id: UUID
    starts_at: datetime
    ends_at: datetime
    mode: Meeting.Mode
    place: str
    state: Meeting.State
    sequence: int
    set_by_id: UUID | None

    @staticmethod
    def resolve_set_by_id(meeting: Meeting) -> UUID | None:
        """Return which of the two put it at this time and place."""
        walk = meeting.mentorship
        return meeting.set_by_id if meeting.set_by_id in (walk.mentee_id, walk.mentor_id) else None


class OneMeetingOut(Schema):
    """One meeting: who has not said yes, and what was done about it."""

    meeting: PlannedOut
    waits_for_ids: list[UUID]
    turns: list[TurnOut]

    @staticmethod
    def resolve_waits_for_ids(view: queries.OneMeeting) -> list[UUID]:
        """Return who has not said yes."""
        return [person.pk for person in view.waits_for]


class CancelIn(Schema):
    """Of several that come again, whether those after it are canceled too."""

    and_after: bool = False


class ReadIn(Schema):
    """The version that was read."""

    sequence: int | None = None


class SaidIn(Schema):
    """How it went; of the first meeting also whether someone came along."""

    said: Did
    third_person: Meeting.ThirdPerson = Meeting.ThirdPerson.NOT_ASKED


class MissedIn(Schema):
    """Which meeting of the mentorship it is about."""

    meeting_id: UUID


class ToldIn(MissedIn):
    """How a meeting of two others went; of the first one also whether someone came along."""

    said: Did
    third_person: Meeting.ThirdPerson = Meeting.ThirdPerson.NOT_ASKED


class ToldOut(Schema):
    """Where a meeting stands; where it is, is for the two alone."""

    id: UUID
    starts_at: datetime
    state: Meeting.State


@operation(
    router,
    "POST",
    "/mentorships/{uuid:pk}/first-meeting",
    policy=signed_in,
    data=DataClass.PERSONAL,
    answer=MeetingOut,
    status=HTTPStatus.CREATED,
)
def record_first_meeting(request: PersonRequest, pk: UUID, held: FirstMeetingIn) -> Meeting:
    """Write down the first meeting."""
    return actions.record_first_meeting(
        by=request.person, mentorship=visible(request, pk), **held.dict()
    )


@operation(
    router,
    "POST",
    "/mentorships/{uuid:pk}/meetings",
    policy=signed_in,
    data=DataClass.PERSONAL,
    answer=MeetingOut,
    status=HTTPStatus.CREATED,
)
def record_meeting(request: PersonRequest, pk: UUID, held: MeetingIn) -> Meeting:
    """Write down a meeting after the first."""
    return actions.record_meeting(by=request.person, mentorship=visible(request, pk), **held.dict())


@operation(
    router,
    "GET",
    "/mentorships/{uuid:pk}/times",
    policy=signed_in,
    data=DataClass.PERSONAL,
    answer=list[datetime],
)
def list_times(request: PersonRequest, pk: UUID, minutes: int = 60) -> list[datetime]:
    """List times to come that suit both of you, as far as Cairn knows."""
    length = timedelta(minutes=min(max(minutes, 10), 480))
    return queries.times_for(between(request, pk), request.person, length)


@operation(
    router,
    "GET",
    "/mentorships/{uuid:pk}/planned",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=list[PlannedOut],
)
def list_planned(request: PersonRequest, pk: UUID) -> list[Meeting]:
    """List the meetings that are proposed or agreed, the next first."""
    return queries.planned(between(request, pk), queries.PAGE)


@operation(
    router,
    "POST",
    "/mentorships/{uuid:pk}/proposals",
    policy=signed_in,
    data=DataClass.PERSONAL,
    answer=PlannedOut,
    status=HTTPStatus.CREATED,
)
def propose_time(request: PersonRequest, pk: UUID, plan: ProposalIn) -> Meeting:
    """Propose a time to meet, once or again and again; it is agreed once both have said yes."""
    made = replace(plan.again(), zone=request.person.time_zone)
    return actions.propose(by=request.person, mentorship=visible(request, pk), plan=made)


@operation(
    router,
    "GET",
    "/meetings/{uuid:pk}",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=OneMeetingOut,
)
def read_meeting(request: PersonRequest, pk: UUID) -> queries.OneMeeting:
    """Read one meeting of you two."""
    return queries.one_meeting(meeting_of(request, pk), request.person)


@operation(
    router,
    "POST",
    "/meetings/{uuid:pk}/yes",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=PlannedOut,
)
def accept_time(request: PersonRequest, pk: UUID, read: ReadIn) -> Meeting:
    """Say yes to a time; the second yes books it for both."""
    found = meeting_of(request, pk)
    return actions.accept(by=request.person, meeting=found, read=read.sequence)


@operation(
    router,
    "POST",
    "/meetings/{uuid:pk}/move",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=PlannedOut,
)
def move_meeting(request: PersonRequest, pk: UUID, plan: MeetingPlanIn) -> Meeting:
    """Propose another time for a meeting; the time it had is free again."""
    return actions.move(by=request.person, meeting=meeting_of(request, pk), plan=plan.plan())


@operation(
    router,
    "POST",
    "/meetings/{uuid:pk}/cancel",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=PlannedOut,
)
def cancel_meeting(request: PersonRequest, pk: UUID, how: CancelIn) -> Meeting:
    """Cancel a meeting, or say that a time does not fit."""
    found = meeting_of(request, pk)
    return actions.cancel(by=request.person, meeting=found, and_after=how.and_after)


@operation(
    router,
    "POST",
    "/meetings/{uuid:pk}/said",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=PlannedOut,
)
def say_how_it_went(request: PersonRequest, pk: UUID, how: SaidIn) -> Meeting:
    """Say, from its time on, whether you met."""
    return actions.say(by=request.person, meeting=meeting_of(request, pk), **how.dict())


@operation(
    router,
    "POST",
    "/mentorships/{uuid:pk}/told",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=ToldOut,
)
def tell_how_it_went(request: PersonRequest, pk: UUID, told: ToldIn) -> Meeting:
    """Say for two others whether they met, where neither of them has said it."""
    found = meeting_in(visible(request, pk), told.meeting_id)
    said = told.dict(exclude={"meeting_id"})
    return actions.say(by=request.person, meeting=found, **said)


@operation(
    router,
    "POST",
    "/mentorships/{uuid:pk}/missed",
    policy=signed_in,
    data=DataClass.PERSONAL,
    answer=ToldOut,
)
def follow_up(request: PersonRequest, pk: UUID, missed: MissedIn) -> Meeting:
    """Say that you got in touch about a meeting that was missed."""
    found = meeting_in(visible(request, pk), missed.meeting_id)
    return actions.follow_up(by=request.person, meeting=found)
