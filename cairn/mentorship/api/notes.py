"""The note of a meeting for machines: words of each of the two, versions and signatures."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import WithJsonSchema

from cairn.core.access import DataClass
from cairn.mentorship import actions, policies, queries
from cairn.mentorship.api.finding import between, meeting_of
from cairn.mentorship.api.router import router
from cairn.mentorship.models import NoteSignature, NoteVersion
from cairn.people.endpoints import operation
from cairn.people.policies import signed_in
from cairn.people.requests import PersonRequest

NoteKind = Annotated[
    NoteVersion.Kind, WithJsonSchema({"type": "string", "enum": NoteVersion.Kind.values})
]  # in the description `Kind` is what one shares


class NoteIn(Schema):
    """Your own part of the note."""

    words: str = Field(min_length=1, max_length=policies.LONGEST_NOTE)


class DisagreementIn(Schema):
    """What you see otherwise; empty takes it back."""

    words: str = Field("", max_length=policies.LONGEST_NOTE)


class NoteReadIn(Schema):
    """The version that was read."""

    number: int


class NoteVersionOut(Schema):
    """One version: what somebody wrote, sees otherwise or took back, and when."""

    number: int
    by_id: UUID
    kind: NoteKind
    words: str
    at: datetime = Field(alias="created_at")


class NoteSignatureOut(Schema):
    """That somebody signed a version."""

    number: int = Field(alias="version.number")
    person_id: UUID
    signed_at: datetime


class NoteReaderOut(Schema):
    """Somebody who read it on a day."""

    person_id: UUID | None
    on: date


class NoteOut(Schema):
    """The note of a meeting; `parts` is what stands in it, `readers` is for the mentee alone."""

    meeting_id: UUID = Field(alias="meeting.pk")
    number: int
    parts: list[NoteVersionOut]
    versions: list[NoteVersionOut]
    signatures: list[NoteSignatureOut]
    readers: list[NoteReaderOut]


class NotedOut(Schema):
    """A meeting at which you met; `number` is 0 where nothing is written about it."""

    meeting_id: UUID
    met_at: datetime
    number: int
    signed_by_ids: list[UUID]


@operation(
    router,
    "GET",
    "/mentorships/{uuid:pk}/notes",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=list[NotedOut],
)
def list_notes(request: PersonRequest, pk: UUID, before: UUID | None = None) -> list[queries.Noted]:
    """List the meetings of you two, the newest first, or those before one of them."""
    return queries.notes_of(between(request, pk), request.person, before)


@operation(
    router,
    "GET",
    "/meetings/{uuid:pk}/note",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=NoteOut,
)
def read_note(request: PersonRequest, pk: UUID) -> queries.NotePage:
    """Read the note of a meeting; the mentee reads who did."""
    return actions.look_at_note(by=request.person, meeting=meeting_of(request, pk))


@operation(
    router,
    "POST",
    "/meetings/{uuid:pk}/note",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=NoteVersionOut,
    status=HTTPStatus.CREATED,
)
def write_note(request: PersonRequest, pk: UUID, said: NoteIn) -> NoteVersion:
    """Write your own part of the note."""
    found = meeting_of(request, pk)
    return actions.write_note(by=request.person, meeting=found, words=said.words)


@operation(
    router,
    "POST",
    "/meetings/{uuid:pk}/note/disagree",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=NoteVersionOut,
    status=HTTPStatus.CREATED,
)
def disagree(request: PersonRequest, pk: UUID, said: DisagreementIn) -> NoteVersion:
    """Say what you see otherwise than the other, or take it back."""
    found = meeting_of(request, pk)
    return actions.disagree(by=request.person, meeting=found, words=said.words)


@operation(
    router,
    "POST",
    "/meetings/{uuid:pk}/note/sign",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=NoteSignatureOut,
    status=HTTPStatus.CREATED,
)
def sign_note(request: PersonRequest, pk: UUID, read: NoteReadIn) -> NoteSignature:
    """Sign the note as you read it."""
    found = meeting_of(request, pk)
    return actions.sign_note(by=request.person, meeting=found, read=read.number)
