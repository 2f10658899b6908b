"""The same doors for machines: checking in, one's own plan, since when."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from ninja import Field, Router, Schema

from cairn.core.access import DataClass
from cairn.people.endpoints import operation
from cairn.people.policies import signed_in
from cairn.people.requests import PersonRequest
from cairn.recovery import actions, queries
from cairn.recovery.answering import Answered, answer_to
from cairn.recovery.models import CopingPlan, Stretch
from cairn.recovery.support import Answer, CheckIn

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


class AnsweredOut(Schema):
    """A kept check-in and what answers it at once; `steps` come from your own plan first."""

    id: UUID = Field(alias="kept.pk")
    at: datetime = Field(alias="kept.at")
    answer: Answer = Field(alias="support.answer")
    title: str = Field(alias="support.title")
    line: str = Field(alias="support.line")
    steps: list[str] = Field(alias="support.steps")
    ways: list[WayOut]


class ContactIn(Schema):
    """Someone to reach on a hard night."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    phone: Annotated[str, Field(pattern=r"^([\d+ ()./-]{3,30})?$")] = ""


class PlanIn(Schema):
    """Your own plan: steps and people, each in the order you want to see them."""

    steps: list[Annotated[str, Field(min_length=1, max_length=400)]]
    people: Annotated[list[ContactIn], Field(max_length=3)] = []


class PlanOut(Schema):
    """A version of your plan."""

    version: int
    steps: list[str] = Field(alias="block.steps")
    people: list[ContactIn] = Field(alias="block.people")


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


@operation(router, "GET", "/plan", policy=signed_in, data=DataClass.OWN, answer=list[PlanOut])
def list_plans(request: PersonRequest) -> list[CopingPlan]:
    """List the versions of your plan, the newest first."""
    return queries.written_plans(request.person)


@operation(
    router,
    "POST",
    "/plan",
    policy=signed_in,
    data=DataClass.OWN,
    answer=PlanOut,
    status=HTTPStatus.CREATED,
)
def write_plan(request: PersonRequest, plan: PlanIn) -> CopingPlan:
    """Write a new version of your plan; the ones before stay."""
    people = [person.dict() for person in plan.people]
    return actions.write_plan(by=request.person, steps=plan.steps, people=people)


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
