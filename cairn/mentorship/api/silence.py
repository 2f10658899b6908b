"""A mentee's plan for when they go quiet, and that somebody got in touch."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Field, Schema
from pydantic import StringConstraints, WithJsonSchema

from cairn.core.access import DataClass
from cairn.mentorship import actions, policies, queries
from cairn.mentorship.api.router import router
from cairn.mentorship.models import Silence, SilencePlan
from cairn.people.endpoints import operation
from cairn.people.policies import signed_in
from cairn.people.requests import PersonRequest
from cairn.programs.policies import is_mentee

Said = Annotated[str, StringConstraints(max_length=policies.LONGEST_SILENCE_PLAN)]


How = Annotated[
    SilencePlan.How, WithJsonSchema({"type": "string", "enum": SilencePlan.How.values})
]  # in the description `How` is how somebody who asks is reached


class SilencePlanIn(Schema):
    """After how many days somebody reaches out, who, how, and who must never be called."""

    after_days: int = Field(ge=policies.FEWEST_DAYS, le=policies.MOST_DAYS)
    who: SilencePlan.Who
    how: How
    never: Said = ""
    words: Said = ""


class SilencePlanOut(Schema):
    """Your plan; `dropped_at` says since when there is none."""

    after_days: int
    who: SilencePlan.Who
    how: How | None = Field(alias="block.how", default=None)
    never: str
    words: str
    made_at: datetime
    dropped_at: datetime | None


class SilenceOut(Schema):
    """That somebody got in touch after a silence."""

    id: UUID
    noticed_at: datetime
    settled_at: datetime | None


@operation(
    router,
    "GET",
    "/silence-plan",
    policy=is_mentee,
    data=DataClass.SENSITIVE,
    answer=list[SilencePlanOut],
)
def read_silence_plan(request: PersonRequest) -> list[SilencePlan]:
    """Read your plan: a list of one, or of none."""
    found = queries.silence_plan_of(request.person)
    return [found] if found else []


@operation(
    router,
    "POST",
    "/silence-plan",
    policy=is_mentee,
    data=DataClass.SENSITIVE,
    answer=SilencePlanOut,
)
def plan_silence(request: PersonRequest, plan: SilencePlanIn) -> SilencePlan:
    """Plan for when you go quiet."""
    return actions.plan_silence(by=request.person, **plan.dict())


@operation(
    router,
    "POST",
    "/silence-plan/drop",
    policy=is_mentee,
    data=DataClass.SENSITIVE,
    answer=SilencePlanOut,
)
def drop_silence(request: PersonRequest) -> SilencePlan:
    """Take your plan back."""
    return actions.drop_silence(by=request.person)


@operation(
    router,
    "POST",
    "/silences/{uuid:pk}/reached",
    policy=signed_in,
    data=DataClass.PERSONAL,
    answer=SilenceOut,
)
def settle_silence(request: PersonRequest, pk: UUID) -> Silence:
    """Say that somebody got in touch, or that you are here."""
    seen = Silence.objects.visible_to(request.person).select_related("mentorship__program")
    return actions.settle_silence(by=request.person, silence=get_object_or_404(seen, pk=pk))
