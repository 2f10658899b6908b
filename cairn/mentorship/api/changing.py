"""A mentee changes their mentor, and hands on what they like."""

from datetime import date, datetime
from http import HTTPStatus
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Field, Schema

from cairn.core.access import DataClass
from cairn.mentorship import actions, policies
from cairn.mentorship.api.router import router
from cairn.mentorship.models import Handover
from cairn.people.endpoints import operation
from cairn.people.requests import PersonRequest
from cairn.programs.models import Enrollment
from cairn.programs.policies import is_mentee


class WaitsAgainOut(Schema):
    """Your place, and the day from which you wait."""

    id: UUID
    program_id: UUID
    waiting_since: date


class HandoverIn(Schema):
    """What your next mentor should know."""

    words: str = Field(max_length=policies.LONGEST_HANDOVER)


class HandoverOut(Schema):
    """Your own words for your next mentor; they read them from `approved_at` on."""

    id: UUID
    words: str
    written_at: datetime | None
    approved_at: datetime | None


@operation(
    router,
    "POST",
    "/enrollments/{uuid:pk}/change",
    policy=is_mentee,
    data=DataClass.SENSITIVE,
    answer=HandoverOut,
    status=HTTPStatus.CREATED,
)
def change_mentor(request: PersonRequest, pk: UUID) -> Handover:
    """Ask for another mentor, in the first 30 days, without a reason."""
    return actions.change_mentor(by=request.person, place=_place(request, pk))


@operation(
    router,
    "POST",
    "/enrollments/{uuid:pk}/again",
    policy=is_mentee,
    data=DataClass.SENSITIVE,
    answer=WaitsAgainOut,
)
def wait_again(request: PersonRequest, pk: UUID) -> Enrollment:
    """Wait for a mentor again, once a mentorship has ended."""
    return actions.wait_again(by=request.person, place=_place(request, pk))


@operation(
    router,
    "POST",
    "/handovers/{uuid:pk}",
    policy=is_mentee,
    data=DataClass.SENSITIVE,
    answer=HandoverOut,
)
def write_handover(request: PersonRequest, pk: UUID, said: HandoverIn) -> Handover:
    """Write what your next mentor should know."""
    found = _handover(request, pk)
    return actions.write_handover(by=request.person, handover=found, words=said.words)


@operation(
    router,
    "POST",
    "/handovers/{uuid:pk}/show",
    policy=is_mentee,
    data=DataClass.SENSITIVE,
    answer=HandoverOut,
)
def approve_handover(request: PersonRequest, pk: UUID) -> Handover:
    """Show it to your next mentor."""
    return actions.approve_handover(by=request.person, handover=_handover(request, pk))


@operation(
    router,
    "POST",
    "/handovers/{uuid:pk}/take-back",
    policy=is_mentee,
    data=DataClass.SENSITIVE,
    answer=HandoverOut,
)
def take_back_handover(request: PersonRequest, pk: UUID) -> Handover:
    """Show it to nobody any more."""
    return actions.take_back_handover(by=request.person, handover=_handover(request, pk))


def _place(request: PersonRequest, pk: UUID) -> Enrollment:
    own = Enrollment.objects.visible_to(request.person).filter(person=request.person)
    return get_object_or_404(own.select_related("person", "program"), pk=pk)


def _handover(request: PersonRequest, pk: UUID) -> Handover:
    return get_object_or_404(Handover.objects.visible_to(request.person), pk=pk)
