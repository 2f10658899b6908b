"""The same doors for machines. Who asks has no account and so no token: they have pages."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema
from pydantic import AwareDatetime, StringConstraints

from cairn.arrivals import actions, queries
from cairn.arrivals.models import Asking, Door, FirstContact, Orientation
from cairn.core.access import DataClass
from cairn.people.endpoints import operation
from cairn.people.models import Language
from cairn.people.requests import PersonRequest
from cairn.programs import queries as programs
from cairn.programs.models import Enrollment, Program
from cairn.programs.policies import is_mentee, is_staff

router = Router(tags=["Arrivals"])

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254)]


class FirstContactOut(Schema):
    """A first contact that staff owe; `name` is empty where somebody left it out."""

    id: UUID = Field(alias="contact.id")
    name: str
    has_asked: bool
    due_at: datetime = Field(alias="contact.due_at")
    is_overdue: bool


class FirstContactIn(Schema):
    """How you got in touch, and what they read when they come back with their code."""

    how: FirstContact.How
    words: Annotated[str, StringConstraints(max_length=1000)] = ""


class KeptFirstContactOut(Schema):
    """A first contact, kept or tried."""

    id: UUID
    due_at: datetime
    kept_at: datetime | None
    tried_at: datetime | None
    how: str


class DoorOut(Schema):
    """Where people may ask: the code stands in the page's address."""

    id: UUID
    code: str
    opened_at: datetime = Field(alias="created_at")
    closed_at: datetime | None


class WelcomedOut(Schema):
    """Who is on the waiting list now."""

    person_id: UUID


class KnownIn(Schema):
    """As whose asking it is taken."""

    person_id: UUID


class TakenOut(Schema):
    """The place they have in the program, and since when they wait there, if they do."""

    id: UUID
    person_id: UUID
    waiting_since: date | None


class SetAsideOut(Schema):
    """An asking that was set aside."""

    set_aside_at: datetime


class ArrivalIn(Schema):
    """Whom to enroll; `leaves_at` is when they leave where they are, if they do."""

    display_name: Name
    phone: Short = ""
    email: Short = ""
    language: Language | None = None
    leaves_at: AwareDatetime | None = None


class EnrolledOut(Schema):
    """The first contact that staff now owe, and with whom."""

    id: UUID
    person_id: UUID
    due_at: datetime


class OrientationOut(Schema):
    """That you read your orientation, and when."""

    version: int
    read_at: datetime


@operation(
    router,
    "GET",
    "/first-contacts",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=list[FirstContactOut],
)
def list_first_contacts(request: PersonRequest) -> list[queries.DueFirst]:
    """List the first contacts that are owed, the longest overdue first."""
    return queries.first_contacts(request.person)


@operation(
    router,
    "POST",
    "/first-contacts/{uuid:pk}/kept",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=KeptFirstContactOut,
)
def keep_first_contact(request: PersonRequest, pk: UUID, kept: FirstContactIn) -> FirstContact:
    """Write down that you got in touch."""
    contact = _contact(request, pk)
    return actions.keep_first_contact(by=request.person, contact=contact, **kept.dict())


@operation(
    router,
    "POST",
    "/first-contacts/{uuid:pk}/tried",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=KeptFirstContactOut,
)
def try_first_contact(request: PersonRequest, pk: UUID) -> FirstContact:
    """Write down that you tried and reached nobody."""
    return actions.try_first_contact(by=request.person, contact=_contact(request, pk))


@operation(
    router,
    "POST",
    "/first-contacts/{uuid:pk}/welcome",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=WelcomedOut,
)
def welcome(request: PersonRequest, pk: UUID) -> WelcomedOut:
    """Put who asked on the waiting list, from the day they asked."""
    person = actions.welcome(by=request.person, asking=_asking(request, pk))
    return WelcomedOut(person_id=person.pk)


@operation(
    router,
    "POST",
    "/first-contacts/{uuid:pk}/known",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=TakenOut,
)
def take_as(request: PersonRequest, pk: UUID, whose: KnownIn) -> Enrollment:
    """Take what was asked as the asking of somebody who is here already; nobody is added."""
    asking = _asking(request, pk)
    person = get_object_or_404(queries.known_to(request.person, asking, whose.person_id))
    return actions.take_as(by=request.person, asking=asking, person=person)


@operation(
    router,
    "POST",
    "/first-contacts/{uuid:pk}/aside",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=SetAsideOut,
)
def set_aside(request: PersonRequest, pk: UUID) -> Asking:
    """Set aside what is no asking."""
    return actions.set_aside(by=request.person, asking=_asking(request, pk))


@operation(
    router,
    "POST",
    "/programs/{uuid:pk}/door",
    policy=is_staff,
    data=DataClass.PERSONAL,
    answer=DoorOut,
)
def open_door(request: PersonRequest, pk: UUID) -> Door:
    """Let people ask for a mentor at a program."""
    return actions.open_door(by=request.person, program=_program(request, pk))


@operation(
    router,
    "POST",
    "/programs/{uuid:pk}/door/close",
    policy=is_staff,
    data=DataClass.PERSONAL,
    answer=DoorOut,
)
def close_door(request: PersonRequest, pk: UUID) -> Door:
    """Let nobody ask any more at a program."""
    latest = queries.latest_doors(_program(request, pk))
    return actions.close_door(by=request.person, door=get_object_or_404(latest[:1]))


@operation(
    router,
    "POST",
    "/programs/{uuid:pk}/arrivals",
    policy=is_staff,
    data=DataClass.PERSONAL,
    answer=EnrolledOut,
    status=HTTPStatus.CREATED,
)
def enroll(request: PersonRequest, pk: UUID, someone: ArrivalIn) -> FirstContact:
    """Enroll somebody as a mentee, before they leave where they are or just now."""
    told = {**someone.dict(), "language": someone.language or ""}
    return actions.enroll(by=request.person, program=_program(request, pk), **told)


@operation(
    router,
    "POST",
    "/orientation",
    policy=is_mentee,
    data=DataClass.SENSITIVE,
    answer=OrientationOut,
)
def read_orientation(request: PersonRequest) -> Orientation:
    """Say that you have read your orientation."""
    return actions.read_orientation(by=request.person)


def _contact(request: PersonRequest, pk: UUID) -> FirstContact:
    return get_object_or_404(queries.contact_seen(request.person, pk))


def _asking(request: PersonRequest, pk: UUID) -> Asking:
    seen = Asking.objects.visible_to(request.person).select_related("program")
    return get_object_or_404(seen, first_contact=pk)


def _program(request: PersonRequest, pk: UUID) -> Program:
    return get_object_or_404(programs.served(request.person), pk=pk)
