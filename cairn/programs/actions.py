"""Programs come to be, people enroll, staff take up their roles."""

from datetime import date
from uuid import UUID

from cairn.audit import records
from cairn.core import clock
from cairn.people.models import Person
from cairn.people.operators import Actor
from cairn.programs import policies
from cairn.programs.models import Enrollment, Program, Setting, StaffRole


def create_program(
    *, by: Actor, name: str, setting: Setting, time_zone: str | None = None
) -> Program:
    """Create a program in the person's organization, in the organization's zone unless given."""
    policies.can_create_program(by).require()
    program = Program.objects.create(
        organization=by.organization,
        name=name,
        setting=setting,
        time_zone=time_zone or by.organization.time_zone,
    )
    _record("programs.create", by, program.pk)
    return program


def enroll_mentee(
    *,
    by: Person,
    program: Program,
    person: Person,
    ref: str = "",
    waiting_since: date | None = None,
) -> Enrollment:
    """Enroll a person as a mentee; the wait counts from today unless a day is given."""
    policies.can_coordinate(by, program).require()
    enrollment = Enrollment.objects.create(
        organization_id=program.organization_id,
        program=program,
        person=person,
        side=Enrollment.Side.MENTEE,
        ref=ref,
        waiting_since=waiting_since or clock.today(program.time_zone),
    )
    _record("programs.enroll", by, enrollment.pk, person)
    return enrollment


def enroll_mentor(
    *, by: Person, program: Program, person: Person, ref: str = "", capacity: int = 1
) -> Enrollment:
    """Enroll a person as a mentor, not yet cleared and not yet trained."""
    policies.can_coordinate(by, program).require()
    enrollment = Enrollment.objects.create(
        organization_id=program.organization_id,
        program=program,
        person=person,
        side=Enrollment.Side.MENTOR,
        ref=ref,
        capacity=capacity,
    )
    _record("programs.enroll", by, enrollment.pk, person)
    return enrollment


def give_role(
    *, by: Person, person: Person, kind: StaffRole.Kind, program: Program | None = None
) -> StaffRole:
    """Let a person serve, in one program or in all of the organization."""
    policies.can_give_roles(by).require()
    role = StaffRole.objects.create(
        organization_id=by.organization_id, person=person, kind=kind, program=program
    )
    _record("programs.give_role", by, role.pk, person)
    return role


def _record(act: str, by: Actor, about: UUID, person: Person | None = None) -> None:
    records.record(
        act,
        organization_id=by.organization_id,
        actor_id=by.pk,
        about=about,
        person_id=person.pk if person else None,
    )
