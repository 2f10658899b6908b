"""The same doors for machines: checking in, one's own plan, since when."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated, Literal
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from cairn.core.access import DataClass
from cairn.mentorship.models import Mentorship
from cairn.people.endpoints import operation
from cairn.people.policies import signed_in
from cairn.people.requests import PersonRequest
from cairn.programs.policies import is_mentor
from cairn.recovery import actions, queries
from cairn.recovery.answering import Answered, answer_to
from cairn.recovery.models import Stretch, Suggestion, WrittenPlan
from cairn.recovery.parts import (
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_SAYS,
    MOST_LINES,
    MOST_PEOPLE,
    PHONE,
    Idea,
    PlanKind,
)
from cairn.recovery.support import Answer, CheckIn
from cairn.recovery.support import Way as WayToReach

router = Router(tags=["Recovery"])

Five = Annotated[int, Field(ge=1, le=5)]


class CheckInIn(Schema):
    """How it is now, from 1 (least) to 5 (most); leave out what you skip."""

    mood: Five | None = None
    craving: Five | None = None
    connection: Five | None = None
    sleep: Five | None = None
    words: Annotated[str, Field(max_length=1000)] = ""

    def answers(self) -> CheckIn:
        """Return the four rows as a value."""
        return CheckIn(self.mood, self.craving, self.connection, self.sleep)


class WayOut(Schema):
    """A way to reach someone: what it says, and the link that dials, texts or opens."""

    words: str
    link: str


class ReachOut(Schema):
    """Someone of your plan, or a mentor: how they can be reached at this hour, and a line on it."""

    name: str = Field(alias="contact.name")
    phone: str = Field(alias="contact.phone")
    way: WayToReach
    line: str


class AnsweredOut(Schema):
    """A kept check-in and what answers it at once; `steps` come from your own plan first.

    `person` is the one to reach now, where there is one; `others` stand in the order you chose.
    """

    id: UUID = Field(alias="kept.pk")
    at: datetime = Field(alias="kept.at")
    answer: Answer = Field(alias="support.answer")
    title: str = Field(alias="support.title")
    line: str = Field(alias="support.line")
    steps: list[str] = Field(alias="support.steps")
    person: ReachOut | None = Field(None, alias="support.person")
    others: list[ReachOut] = Field(alias="support.others")
    ways: list[WayOut]


class ContactIn(Schema):
    """Someone to reach: when they answer calls, and what they told you about calling."""

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, pattern=r"\S")]
    phone: Annotated[str, Field(pattern=rf"^$|{PHONE}")] = ""
    hours: Literal["", "any", "day", "evening"] = ""
    says: Annotated[str, Field(max_length=LONGEST_SAYS)] = ""


Lines = Annotated[
    list[Annotated[str, Field(max_length=LONGEST_LINE)]], Field(max_length=MOST_LINES)
]
Contacts = Annotated[list[ContactIn], Field(max_length=MOST_PEOPLE)]


class CopingIn(Schema):
    """Your plan for a hard night: sections you name are written anew, the others stay."""

    with_whom: Lines = []
    where: Lines = []
    when: Lines = []
    feelings: Lines = []
    things: Lines = []
    signs: Lines = []
    steps: Lines = []
    people: Contacts = []
    places: Lines = []


class SafetyIn(Schema):
    """Your plan to stay safe: sections you name are written anew, the others stay."""

    signs: Lines = []
    alone: Lines = []
    company: Lines = []
    people: Contacts = []
    helpers: Contacts = []
    safer: Lines = []


class PersonHeld(Schema):
    """Someone to reach, as a plan holds them."""

    name: str
    phone: str = ""
    hours: str = ""
    says: str = ""


class CopingHeld(Schema):
    """What your plan for a hard night holds, by section."""

    with_whom: list[str] = []
    where: list[str] = []
    when: list[str] = []
    feelings: list[str] = []
    things: list[str] = []
    signs: list[str] = []
    steps: list[str] = []
    people: list[PersonHeld] = []
    places: list[str] = []


class SafetyHeld(Schema):
    """What your plan to stay safe holds, by section."""

    signs: list[str] = []
    alone: list[str] = []
    company: list[str] = []
    people: list[PersonHeld] = []
    helpers: list[PersonHeld] = []
    safer: list[str] = []


class VersionOut(Schema):
    """A version of a plan of yours."""

    id: UUID
    version: int
    written_at: datetime = Field(alias="created_at")


class CopingOut(VersionOut):
    """A version of your plan for a hard night."""

    holds: CopingHeld = Field(alias="block")


class SafetyOut(VersionOut):
    """A version of your plan to stay safe."""

    holds: SafetyHeld = Field(alias="block")


class PlanUsedOut(Schema):
    """The version that a plan has now."""

    id: UUID
    plan: PlanKind = Field(alias="kind")
    version: int


class IdeaIn(Schema):
    """A line for a section of a plan that somebody shares with you."""

    mentorship_id: UUID
    plan: PlanKind
    section: Annotated[str, Field(max_length=20)]
    words: Annotated[str, Field(max_length=LONGEST_LINE)]


class IdeaOut(Schema):
    """A line that your mentor suggests for your plan."""

    id: UUID
    plan: PlanKind = Field(alias="kind")
    section: str
    words: str
    by: str = Field(alias="by.display_name")


class StretchIn(Schema):
    """Since when: today or earlier."""

    started_on: date


class StretchOut(Schema):
    """A stretch of recovery."""

    id: UUID
    started_on: date = Field(alias="block.started_on")


@operation(
    router,
    "POST",
    "/check-ins",
    policy=signed_in,
    data=DataClass.OWN,
    answer=AnsweredOut,
    status=HTTPStatus.CREATED,
)
def check_in(request: PersonRequest, given: CheckInIn) -> Answered:
    """Check in; what answers it comes at once."""
    kept = actions.check_in(by=request.person, answers=given.answers(), words=given.words)
    return answer_to(request.person, given.answers(), kept)


@operation(
    router, "GET", "/plans/hours", policy=signed_in, data=DataClass.OWN, answer=list[CopingOut]
)
def list_plans(request: PersonRequest) -> list[WrittenPlan]:
    """List the versions of your plan for a hard night, the newest first."""
    return queries.written_plans(request.person, PlanKind.COPING)


@operation(
    router,
    "POST",
    "/plans/hours",
    policy=signed_in,
    data=DataClass.OWN,
    answer=CopingOut,
    status=HTTPStatus.CREATED,
)
def write_plan(request: PersonRequest, plan: CopingIn) -> WrittenPlan:
    """Write a new version of it; the ones before stay."""
    said = plan.dict(exclude_unset=True)
    return actions.write_plan(by=request.person, kind=PlanKind.COPING, said=said)


@operation(
    router, "GET", "/plans/safe", policy=signed_in, data=DataClass.OWN, answer=list[SafetyOut]
)
def list_safety_plans(request: PersonRequest) -> list[WrittenPlan]:
    """List the versions of your plan to stay safe, the newest first."""
    return queries.written_plans(request.person, PlanKind.SAFETY)


@operation(
    router,
    "POST",
    "/plans/safe",
    policy=signed_in,
    data=DataClass.OWN,
    answer=SafetyOut,
    status=HTTPStatus.CREATED,
)
def write_safety_plan(request: PersonRequest, plan: SafetyIn) -> WrittenPlan:
    """Write a new version of it; the ones before stay."""
    said = plan.dict(exclude_unset=True)
    return actions.write_plan(by=request.person, kind=PlanKind.SAFETY, said=said)


@operation(router, "GET", "/ideas", policy=signed_in, data=DataClass.OWN, answer=list[IdeaOut])
def list_ideas(request: PersonRequest) -> list[Suggestion]:
    """List what is suggested for your plans and waits for you, the oldest first."""
    return queries.suggested_to(request.person)


@operation(
    router,
    "POST",
    "/ideas",
    policy=is_mentor,
    data=DataClass.SENSITIVE,
    answer=IdeaOut,
    status=HTTPStatus.CREATED,
)
def suggest(request: PersonRequest, given: IdeaIn) -> Suggestion:
    """Suggest a line for a plan that is shared with you; they take it or leave it."""
    own = Mentorship.objects.visible_to(request.person).of(request.person)
    walk = get_object_or_404(own.select_related("mentee", "mentor"), pk=given.mentorship_id)
    idea = Idea(given.plan, given.section, given.words)
    return actions.suggest(by=request.person, walk=walk, idea=idea)


@operation(
    router,
    "POST",
    "/ideas/{uuid:pk}/take",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=IdeaOut,
)
def take_suggestion(request: PersonRequest, pk: UUID) -> Suggestion:
    """Take a suggested line into your plan, as a new version of it."""
    found = get_object_or_404(Suggestion.objects.visible_to(request.person), pk=pk)
    actions.take_suggestion(by=request.person, suggestion=found)
    return found


@operation(
    router,
    "POST",
    "/ideas/{uuid:pk}/leave",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=IdeaOut,
)
def leave_suggestion(request: PersonRequest, pk: UUID) -> Suggestion:
    """Leave a suggested line. Nobody is told."""
    found = get_object_or_404(Suggestion.objects.visible_to(request.person), pk=pk)
    return actions.leave_suggestion(by=request.person, suggestion=found)


@operation(
    router,
    "POST",
    "/plan-versions/{uuid:pk}/use",
    policy=signed_in,
    data=DataClass.OWN,
    answer=PlanUsedOut,
)
def use_again(request: PersonRequest, pk: UUID) -> WrittenPlan:
    """Make an earlier version of a plan the newest; the ones between stay too."""
    found = get_object_or_404(WrittenPlan.objects.visible_to(request.person), pk=pk)
    return actions.use_again(by=request.person, plan=found)


@operation(
    router,
    "POST",
    "/stretches",
    policy=signed_in,
    data=DataClass.OWN,
    answer=StretchOut,
    status=HTTPStatus.CREATED,
)
def begin_stretch(request: PersonRequest, stretch: StretchIn) -> Stretch:
    """Say since when; earlier stretches stay."""
    return actions.begin_stretch(by=request.person, started_on=stretch.started_on)
