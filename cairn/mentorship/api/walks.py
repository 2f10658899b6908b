"""The same doors for machines."""

from datetime import date, datetime
from http import HTTPStatus
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from ninja import Field, Schema

from cairn.core.access import DataClass
from cairn.mentorship import actions, agreements, policies, queries, reporting
from cairn.mentorship.api.finding import between, visible
from cairn.mentorship.api.router import router
from cairn.mentorship.models import (
    AgreementText,
    Commitment,
    Ending,
    Signature,
    Thought,
)
from cairn.people.endpoints import operation
from cairn.people.policies import signed_in
from cairn.people.requests import PersonRequest
from cairn.programs.policies import reads_figures


class MentorshipOut(Schema):
    """A mentorship of yours, and what it waits for."""

    id: UUID = Field(alias="mentorship.pk")
    other: str = Field(alias="other.display_name")
    other_id: UUID = Field(alias="other.pk")
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


class EndingIn(Schema):
    """Why, if you like to say; only coordinators read it."""

    reason: str = Field("", max_length=2000)


class EndingOut(Schema):
    """That it has ended."""

    id: UUID
    ended_at: datetime = Field(alias="created_at")


class CommitmentIn(Schema):
    """What you mean to do, and by which day, if by any."""

    words: str = Field(min_length=1, max_length=policies.LONGEST_COMMITMENT)
    due_on: date | None = None


class CommitmentOut(Schema):
    """What one of the two means to do; open until it is kept or let go."""

    id: UUID
    made_by_id: UUID
    words: str
    due_on: date | None
    kept_at: datetime | None
    let_go_at: datetime | None


class ThoughtOut(Schema):
    """The day on which the other was told that you think of them."""

    latest_on: date


class ShownOut(Schema):
    """People waiting and with a mentor, follow-ups due in 90 days and kept; null is hidden."""

    waiting: int | None
    matched: int | None
    due: int | None
    kept: int | None


class ProgramFiguresOut(ShownOut):
    """The figures of one program."""

    program: str


class FiguresOut(Schema):
    """The figures of each program, and their sums."""

    programs: list[ProgramFiguresOut]
    total: ShownOut


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
    return agreements.to_sign(visible(request, pk), get_language() or request.person.language)


@operation(
    router,
    "POST",
    "/mentorships/{uuid:pk}/signature",
    policy=signed_in,
    data=DataClass.PERSONAL,
    answer=SignatureOut,
    status=HTTPStatus.CREATED,
)
def sign_agreement(request: PersonRequest, pk: UUID, signature: SignatureIn) -> Signature:
    """Sign the agreement for yourself."""
    return actions.sign(
        by=request.person,
        mentorship=visible(request, pk),
        language=signature.language,
        read=signature.version,
    )


@operation(
    router,
    "POST",
    "/mentorships/{uuid:pk}/ending",
    policy=signed_in,
    data=DataClass.PERSONAL,
    answer=EndingOut,
    status=HTTPStatus.CREATED,
)
def end_mentorship(request: PersonRequest, pk: UUID, ending: EndingIn) -> Ending:
    """End a mentorship, with a reason or without one."""
    return actions.end(by=request.person, mentorship=visible(request, pk), reason=ending.reason)


@operation(
    router,
    "GET",
    "/mentorships/{uuid:pk}/commitments",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=list[CommitmentOut],
)
def list_commitments(request: PersonRequest, pk: UUID) -> list[Commitment]:
    """List what the two of a mentorship said they would do, what is open first."""
    return queries.commitments_of(between(request, pk), request.person)


@operation(
    router,
    "POST",
    "/mentorships/{uuid:pk}/commitments",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=CommitmentOut,
    status=HTTPStatus.CREATED,
)
def commit(request: PersonRequest, pk: UUID, said: CommitmentIn) -> Commitment:
    """Say something small that you mean to do; the other of the two reads it."""
    return actions.commit(by=request.person, mentorship=between(request, pk), **said.dict())


@operation(
    router,
    "POST",
    "/commitments/{uuid:pk}/kept",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=CommitmentOut,
)
def keep_commitment(request: PersonRequest, pk: UUID) -> Commitment:
    """Say that a commitment was kept."""
    return actions.keep_commitment(by=request.person, commitment=_commitment(request, pk))


@operation(
    router,
    "POST",
    "/commitments/{uuid:pk}/let-go",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=CommitmentOut,
)
def let_go(request: PersonRequest, pk: UUID) -> Commitment:
    """Let a commitment go."""
    return actions.let_go(by=request.person, commitment=_commitment(request, pk))


@operation(
    router,
    "POST",
    "/mentorships/{uuid:pk}/thinking-of-you",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=ThoughtOut,
)
def think_of(request: PersonRequest, pk: UUID) -> Thought:
    """Let the other know that you think of them, once a day."""
    return actions.think_of(by=request.person, mentorship=between(request, pk))


@operation(router, "GET", "/figures", policy=reads_figures, answer=FiguresOut)
def read_figures(request: PersonRequest) -> reporting.Figures:
    """Read the figures of the programs you fund; null is hidden, so that nobody is found."""
    return reporting.figures_for(request.person)


def _commitment(request: PersonRequest, pk: UUID) -> Commitment:
    seen = Commitment.objects.visible_to(request.person)
    related = seen.select_related("made_by", "mentorship__mentee", "mentorship__mentor")
    return get_object_or_404(related, pk=pk)
