"""The same doors for machines."""

from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from cairn.core.access import DataClass
from cairn.mentorship import actions, agreements, queries
from cairn.mentorship.models import AgreementText, Meeting, Mentorship, Signature
from cairn.people.endpoints import operation
from cairn.people.policies import signed_in
from cairn.people.requests import PersonRequest

router = Router(tags=["Mentorships"])


class MentorshipOut(Schema):
    """A mentorship of yours, and what it waits for."""

    id: UUID = Field(alias="mentorship.pk")
    other: str = Field(alias="other.display_name")
    is_mentor: bool
    step: queries.Step
    matched_at: datetime = Field(alias="mentorship.matched_at")
    begun_at: datetime | None = Field(alias="mentorship.begun_at")
    latest_meeting_at: datetime | None


class AgreementOut(Schema):
    """The words the two sign: `# ` begins a section, `- ` an item."""

    version: int
    language: str
    body: str


class SignatureIn(Schema):
    """The version that was read, and the language it was read in."""

    version: int
    language: str


class SignatureOut(Schema):
    """That you signed."""

    id: UUID
    signed_at: datetime


class FirstMeetingIn(Schema):
    """When (with its offset) and how you met, and whether someone of the staff came along."""

    met_at: AwareDatetime
    mode: Meeting.Mode
    third_person: Meeting.ThirdPerson


class MeetingOut(Schema):
    """A meeting that was held."""

    id: UUID
    met_at: datetime
    mode: Meeting.Mode
    is_first: bool
    third_person: Meeting.ThirdPerson


@operation(
    router,
    "GET",
    "/mentorships",
    policy=signed_in,
    data=DataClass.PERSONAL,
    answer=list[MentorshipOut],
)
def list_mentorships(request: PersonRequest) -> list[queries.Standing]:
    """List the mentorships you are in that go on."""
    return queries.live_of(request.person)


@operation(
    router,
    "GET",
    "/mentorships/{uuid:pk}/agreement",
    policy=signed_in,
    data=DataClass.PERSONAL,
    answer=AgreementOut,
)
def read_agreement(request: PersonRequest, pk: UUID) -> AgreementText:
    """Read what the two of a mentorship agree to, in your language."""
    return agreements.to_sign(_visible(request, pk), get_language() or request.person.language)


@operation(
    router,
    "POST",
    "/mentorships/{uuid:pk}/agreement",
    policy=signed_in,
    data=DataClass.PERSONAL,
    answer=SignatureOut,
    status=HTTPStatus.CREATED,
)
def sign_agreement(request: PersonRequest, pk: UUID, signature: SignatureIn) -> Signature:
    """Sign the agreement for yourself."""
    return actions.sign(
        by=request.person,
        mentorship=_visible(request, pk),
        language=signature.language,
        read=signature.version,
    )


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
        by=request.person, mentorship=_visible(request, pk), **held.dict()
    )


def _visible(request: PersonRequest, pk: UUID) -> Mentorship:
    seen = Mentorship.objects.visible_to(request.person)
    return get_object_or_404(seen.select_related("mentee", "mentor", "program"), pk=pk)
