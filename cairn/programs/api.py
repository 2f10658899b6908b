"""The same doors for machines."""

from collections.abc import Callable
from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import EmailField
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema
from pydantic import AfterValidator, StringConstraints, WithJsonSchema

from cairn.core.access import DataClass
from cairn.people import time_zones
from cairn.people.endpoints import View, operation
from cairn.people.models import Person
from cairn.people.policies import signed_in
from cairn.people.requests import PersonRequest
from cairn.programs import actions, queries
from cairn.programs.models import Enrollment, Program, Setting, StaffRole
from cairn.programs.policies import adds_programs, gives_roles, is_staff

router = Router(tags=["Programs"])


def _zone(name: str) -> str:
    zone = time_zones.recognize(name)
    if zone is None:
        raise ValueError("Use a name such as America/New_York.")
    return zone


def _address(text: str) -> str:
    try:
        return text and EmailField().clean(text.strip())
    except ValidationError as problem:
        raise ValueError("That is no e-mail address.") from problem


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Zone = Annotated[str, AfterValidator(_zone)]
Email = Annotated[str, AfterValidator(_address)]
Called = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Role = Annotated[
    StaffRole.Kind, WithJsonSchema({"type": "string", "enum": StaffRole.Kind.values})
]  # in the description `Kind` is what one shares


class ProgramOut(Schema):
    """A program you serve; `setting` is the kind of place, `time_zone` an IANA name."""

    id: UUID
    name: str
    setting: Setting
    time_zone: str


class ProgramIn(Schema):
    """A program to add; without a time zone it takes the organization's."""

    name: Name
    setting: Setting
    time_zone: Zone | None = None


class EnrollmentOut(Schema):
    """A person's place. `waiting_since` is a mentee's; places and readiness are a mentor's."""

    id: UUID
    person_id: UUID
    display_name: str = Field(alias="person.display_name")
    side: Enrollment.Side
    ref: str
    waiting_since: date | None
    capacity: int
    is_cleared: bool
    is_trained: bool
    is_paused: bool


class RoleOut(Schema):
    """What somebody serves as, in one program or (null) in all."""

    id: UUID
    person_id: UUID
    display_name: str = Field(alias="person.display_name")
    kind: Role
    program_id: UUID | None


class OwnRoleOut(Schema):
    """What you serve as, in one program or (null) in all, and since and until when."""

    kind: Role
    program_id: UUID | None
    since: datetime = Field(alias="created_at")
    until: datetime | None = Field(alias="ended_at")


class RoleIn(Schema):
    """A role to give. An admin and a safety reviewer serve in all programs."""

    kind: Role
    program_id: UUID | None = None


class StaffIn(RoleIn):
    """Somebody to add, who joins by an invitation; without an address it is handed over."""

    display_name: Called
    email: Email = ""


class LegalContactOut(Schema):
    """What a person is called by law, and how to reach them; empty where it is not known."""

    legal_name: str
    email: str
    phone: str


@operation(router, "GET", "/programs", policy=is_staff, answer=list[ProgramOut])
def list_programs(request: PersonRequest) -> QuerySet[Program]:
    """List the programs you serve, by name."""
    return queries.with_counts(queries.served(request.person), request.person)


@operation(
    router,
    "POST",
    "/programs",
    policy=adds_programs,
    answer=ProgramOut,
    status=HTTPStatus.CREATED,
)
def create_program(request: PersonRequest, program: ProgramIn) -> Program:
    """Add a program to your organization; its name is not there yet."""
    return actions.create_program(by=request.person, **program.dict())


@operation(
    router,
    "GET",
    "/programs/{uuid:pk}/enrollments",
    policy=is_staff,
    data=DataClass.PERSONAL,
    answer=list[EnrollmentOut],
)
def list_enrollments(
    request: PersonRequest, pk: UUID, side: Enrollment.Side, after: UUID | None = None
) -> list[Enrollment]:
    """List one side of a program by name, 50 at a time; `after` is the last id you have."""
    program = get_object_or_404(queries.served(request.person), pk=pk)
    return queries.enrolled(program, side, request.person, after).rows


@operation(
    router,
    "POST",
    "/people/{uuid:pk}/contact",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=LegalContactOut,
)
def open_contact(request: PersonRequest, pk: UUID) -> actions.Contact:
    """Read a person's legal name and how to reach them; they read that you did."""
    person = get_object_or_404(Person.objects.visible_to(request.person), pk=pk)
    return actions.open_contact(by=request.person, person=person)


@operation(router, "GET", "/me/roles", policy=signed_in, answer=list[OwnRoleOut])
def list_own_roles(request: PersonRequest) -> QuerySet[StaffRole]:
    """List what you serve or served as, what you hold now first."""
    return queries.roles_held(request.person)


@operation(
    router,
    "GET",
    "/roles",
    policy=gives_roles,
    data=DataClass.PERSONAL,
    answer=list[RoleOut],
)
def list_roles(request: PersonRequest, after: UUID | None = None) -> list[StaffRole]:
    """List who serves as what by name, 50 at a time; `after` is the last id you have."""
    return queries.roles_by_name(request.person, after).rows


@operation(
    router,
    "POST",
    "/staff",
    policy=gives_roles,
    data=DataClass.PERSONAL,
    answer=RoleOut,
    status=HTTPStatus.CREATED,
    step_up=True,
)
def add_staff(request: PersonRequest, staff: StaffIn) -> StaffRole:
    """Add somebody who serves and is enrolled nowhere; then invite them by their id."""
    by, named = request.person, staff.program_id
    program = get_object_or_404(queries.served(by), pk=named) if named else None
    added = actions.add_staff(by=by, **{**staff.dict(exclude={"program_id"}), "program": program})
    return queries.roles_held(added).get()


@operation(
    router,
    "POST",
    "/people/{uuid:pk}/roles",
    policy=gives_roles,
    data=DataClass.PERSONAL,
    answer=RoleOut,
    status=HTTPStatus.CREATED,
    step_up=True,
)
def give_role(request: PersonRequest, pk: UUID, role: RoleIn) -> StaffRole:
    """Let a person serve; a role they hold already is kept."""
    by, served = request.person, queries.served(request.person)
    person = get_object_or_404(Person.objects.visible_to(by), pk=pk)
    program = get_object_or_404(served, pk=role.program_id) if role.program_id else None
    return actions.give_role(by=by, person=person, kind=role.kind, program=program)


@operation(
    router,
    "POST",
    "/roles/{uuid:pk}/end",
    policy=gives_roles,
    data=DataClass.PERSONAL,
    answer=RoleOut,
    step_up=True,
)
def end_role(request: PersonRequest, pk: UUID) -> StaffRole:
    """Take a role from somebody; never from the last admin."""
    role = get_object_or_404(queries.standing_roles(request.person), pk=pk)
    return actions.end_role(by=request.person, role=role)


def _changing(path: str) -> Callable[[View], View]:
    return operation(
        router,
        "POST",
        f"/enrollments/{{uuid:pk}}/{path}",
        policy=is_staff,
        data=DataClass.PERSONAL,
        answer=EnrollmentOut,
    )


@_changing("clear")
def clear_mentor(request: PersonRequest, pk: UUID) -> Enrollment:
    """Say that a mentor is cleared; a clearance that stands keeps its day."""
    return _changed(request, pk, actions.clear)


@_changing("train")
def train_mentor(request: PersonRequest, pk: UUID) -> Enrollment:
    """Say that a mentor did the training that comes before a match."""
    return _changed(request, pk, actions.train)


@_changing("pause")
def pause_mentor(request: PersonRequest, pk: UUID) -> Enrollment:
    """Offer a mentor to nobody new for a while."""
    return _changed(request, pk, actions.pause)


@_changing("resume")
def resume_mentor(request: PersonRequest, pk: UUID) -> Enrollment:
    """End a mentor's pause."""
    return _changed(request, pk, actions.resume)


def _changed(request: PersonRequest, pk: UUID, act: Callable[..., None]) -> Enrollment:
    place = get_object_or_404(Enrollment.objects.visible_to(request.person), pk=pk)
    act(by=request.person, enrollment=place)
    return get_object_or_404(Enrollment.objects.visible_to(request.person), pk=pk)
