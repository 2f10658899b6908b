"""The doors of what staff owe: contacts and reviews, what they said they would do, the rhythm."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Field, Schema
from pydantic import WithJsonSchema

from cairn.core.access import DataClass
from cairn.mentorship import actions, owing, policies, queries, questions
from cairn.mentorship.api.router import router
from cairn.mentorship.models import Errand, SupportContact
from cairn.mentorship.policies import Said
from cairn.people.endpoints import operation
from cairn.people.models import Person
from cairn.people.requests import PersonRequest
from cairn.programs import queries as programs
from cairn.programs.models import Program
from cairn.programs.policies import is_staff

Day = Annotated[int, Field(ge=1, le=policies.LAST_REVIEW_DAY)]


ContactKind = Annotated[
    SupportContact.Kind, WithJsonSchema({"type": "string", "enum": SupportContact.Kind.values})
]  # in the description `Kind` is what one shares


class ContactOut(Schema):
    """A contact or a review that staff owe one of the two; `days_late` below zero is to come."""

    id: UUID = Field(alias="contact.pk")
    kind: ContactKind = Field(alias="contact.kind")
    person: str = Field(alias="person.display_name")
    other: str = Field(alias="other.display_name")
    due_on: date = Field(alias="contact.due_on")
    days_late: int
    kept_at: datetime | None = Field(alias="contact.kept_at")


class ErrandIn(Schema):
    """What staff said they would do; `who_id` is you where it is left out."""

    words: str = Field(min_length=1, max_length=policies.LONGEST_ERRAND)
    who_id: UUID | None = None
    due_on: date


class ErrandOut(Schema):
    """What staff said to one of the two they would do."""

    id: UUID
    mentorship_id: UUID
    person_id: UUID
    words: str
    who_id: UUID
    due_on: date
    done_at: datetime | None


class AnswersIn(Schema):
    """What was answered to the standard questions; only safety can't be skipped.

    `goals` and `onward` are asked in a review alone.
    """

    safety: questions.Safety
    between: questions.Between | None = None
    activities: str = Field("", max_length=questions.LONGEST)
    outcomes: str = Field("", max_length=questions.LONGEST)
    effect: str = Field("", max_length=questions.LONGEST)
    goals: str = Field("", max_length=questions.LONGEST)
    onward: str = Field("", max_length=questions.LONGEST)
    said: ErrandIn | None = None


class RhythmIn(Schema):
    """After how many days contacts are owed in the first month, and reviews."""

    contact_days: list[Day] = Field(min_length=1, max_length=policies.MOST_DAYS_SET)
    review_days: list[Day] = Field(max_length=policies.MOST_DAYS_SET)


class RhythmOut(Schema):
    """After how many days contacts are owed in the first month, then monthly; and reviews."""

    contact_days: list[int]
    review_days: list[int]


@operation(
    router,
    "GET",
    "/contacts",
    policy=is_staff,
    data=DataClass.PERSONAL,
    answer=list[ContactOut],
)
def list_contacts(request: PersonRequest, after: UUID | None = None) -> list[queries.DueContact]:
    """List the contacts overdue or due within a week, or those after one of them."""
    return queries.due_contacts(request.person, after=after)


@operation(
    router,
    "POST",
    "/contacts/{uuid:pk}",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=ContactOut,
)
def keep_contact(request: PersonRequest, pk: UUID, answers: AnswersIn) -> queries.DueContact:
    """Write down a contact: the standard questions, and what you said you would do."""
    found = _contact(request, pk)
    given = answers.dict(exclude_none=True, exclude={"said"})
    said = _said(answers.said, found, request.person) if answers.said else None
    kept = actions.keep_contact(by=request.person, contact=found, answers=given, said=said)
    return queries.due(kept, request.person)


@operation(
    router,
    "POST",
    "/contacts/{uuid:pk}/take-back",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=ContactOut,
)
def take_back_contact(request: PersonRequest, pk: UUID) -> queries.DueContact:
    """Take back what was written down within the last day: the contact is owed again."""
    contact = actions.take_back_contact(by=request.person, contact=_contact(request, pk))
    return queries.due(contact, request.person)


@operation(
    router,
    "GET",
    "/errands",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=list[ErrandOut],
)
def list_errands(request: PersonRequest) -> list[Errand]:
    """List what staff said they would do and is due by today, the longest overdue first."""
    return [due.errand for due in queries.due_errands(request.person)]


@operation(
    router,
    "POST",
    "/errands/{uuid:pk}/done",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=ErrandOut,
)
def do_errand(request: PersonRequest, pk: UUID) -> Errand:
    """Say that it is done."""
    seen = Errand.objects.visible_to(request.person)
    found = get_object_or_404(seen.select_related("mentorship__program", "who", "person"), pk=pk)
    return actions.do_errand(by=request.person, errand=found)


@operation(
    router,
    "GET",
    "/programs/{uuid:pk}/rhythm",
    policy=is_staff,
    data=DataClass.PERSONAL,
    answer=RhythmOut,
)
def read_rhythm(request: PersonRequest, pk: UUID) -> dict[str, list[int]]:
    """Read after how many days staff of a program owe contacts and reviews."""
    return _rhythm(get_object_or_404(programs.served(request.person), pk=pk))


@operation(
    router,
    "POST",
    "/programs/{uuid:pk}/rhythm",
    policy=is_staff,
    data=DataClass.PERSONAL,
    answer=RhythmOut,
)
def set_rhythm(request: PersonRequest, pk: UUID, rhythm: RhythmIn) -> dict[str, list[int]]:
    """Say after how many days, for what begins from now on."""
    program = get_object_or_404(programs.served(request.person), pk=pk)
    actions.set_rhythm(by=request.person, program=program, **rhythm.dict())
    return _rhythm(program)


def _contact(request: PersonRequest, pk: UUID) -> SupportContact:
    seen = SupportContact.objects.visible_to(request.person)
    related = ("person", "mentorship__mentee", "mentorship__mentor", "mentorship__program")
    return get_object_or_404(seen.select_related(*related), pk=pk)


def _rhythm(program: Program) -> dict[str, list[int]]:
    contact_days, review_days = owing.days_of(program)
    return {"contact_days": contact_days, "review_days": review_days}


def _said(said: ErrandIn, contact: SupportContact, by: Person) -> Said:
    who = by
    if said.who_id not in (None, by.pk):
        staff = {each.pk: each for each in queries.staff_for(contact, by)}
        who = staff.get(said.who_id, contact.person)  # which the policy refuses
    return Said(said.words, who, said.due_on)
