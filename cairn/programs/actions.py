"""Programs come to be, people enroll, staff take up their roles."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from cairn.audit import records
from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.people import actions as people
from cairn.people import papers
from cairn.people.models import Organization, Person
from cairn.people.operators import Actor
from cairn.programs import notices, policies
from cairn.programs.models import Attestation, Enrollment, Program, Setting, StaffRole

_ATTESTATION_LASTS = timedelta(hours=24)


@dataclass(frozen=True)
class Contact:
    """What a person is called by law, and how to reach them; empty where it is not known."""

    legal_name: str
    email: str
    phone: str


def create_program(
    *, by: Actor, name: str, setting: Setting, time_zone: str | None = None
) -> Program:
    """Create a program in the person's organization, in the organization's zone unless given."""
    policies.can_create_program(by).require()
    policies.has_new_name(by, name).require()
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
    policies.can_enroll(by, program, person, Enrollment.Side.MENTEE).require()
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
    policies.can_enroll(by, program, person, Enrollment.Side.MENTOR).require()
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


def leave(*, by: Person, place: Enrollment) -> Enrollment:
    """Leave the waiting list: one's place as a mentee ends."""
    policies.can_leave(by, place).require()
    place.ended_at, place.waiting_since = clock.now(), None
    place.save(update_fields=["ended_at", "waiting_since"])
    _record("programs.leave", by, place.pk, place.person)
    return place


def clear(*, by: Actor, enrollment: Enrollment) -> None:
    """Say that a mentor is cleared; a clearance that stands keeps its day."""
    policies.can_vouch(by, enrollment).require()
    _mark(enrollment, cleared_at=clock.now())
    _record("programs.clear", by, enrollment.pk, enrollment.person)


def train(*, by: Actor, enrollment: Enrollment) -> None:
    """Say that a mentor did the training that comes before a match."""
    policies.can_vouch(by, enrollment).require()
    _mark(enrollment, trained_at=clock.now())
    _record("programs.train", by, enrollment.pk, enrollment.person)


def pause(*, by: Actor, enrollment: Enrollment) -> None:
    """Offer a mentor to nobody new for a while; those they walk with stay."""
    policies.can_pause(by, enrollment).require()
    _mark(enrollment, paused_at=clock.now())
    _record("programs.pause", by, enrollment.pk, enrollment.person)


def resume(*, by: Actor, enrollment: Enrollment) -> None:
    """End a mentor's pause."""
    policies.can_pause(by, enrollment).require()
    Enrollment.objects.filter(pk=enrollment.pk).update(paused_at=None)
    _record("programs.resume", by, enrollment.pk, enrollment.person)


def give_role(
    *, by: Actor, person: Person, kind: StaffRole.Kind, program: Program | None = None
) -> StaffRole:
    """Let a person serve, in one program or in all of the organization; a role held is kept."""
    policies.can_give_roles(by).require()
    policies.may_serve_as(person, kind, program).require()
    policies.keeps_the_firewall(person, kind).require()
    role, is_new = StaffRole.objects.active().get_or_create(
        organization_id=by.organization_id, person=person, kind=kind, program=program
    )
    if is_new:
        _record("programs.give_role", by, role.pk, person)
        notices.tell_of_role("role_given", role, by)
    return role


def add_staff(
    *,
    by: Person,
    display_name: str,
    kind: StaffRole.Kind,
    program: Program | None = None,
    email: str = "",
) -> Person:
    """Add somebody who serves and is enrolled nowhere; they join when they are invited."""
    policies.can_give_roles(by).require()
    policies.is_held_there(kind, program).require()
    policies.is_new_to(by, email).require()
    person = people.add_person(by=by, display_name=display_name, email=email)
    give_role(by=by, person=person, kind=kind, program=program)
    return person


def open_contact(*, by: Person, person: Person) -> Contact:
    """Read a person's legal name and how to reach them; they read that it was opened."""
    policies.can_open_contact(by, person).require()
    records.look("contact", by=by, person=person, about=person.pk)
    return Contact(person.legal_name, person.email, person.phone)


def end_role(*, by: Actor, role: StaffRole) -> StaffRole:
    """Let a person serve no more as something; of two admins who end each other's, one stays."""
    policies.can_stand_down(by, role).require()
    Organization.objects.select_for_update(no_key=True).get(pk=role.organization_id)
    policies.leaves_an_admin(role).require()
    role.ended_at = clock.now()
    role.save(update_fields=["ended_at"])
    _record("programs.end_role", by, role.pk, role.person)
    notices.tell_of_role("role_ended", role, by)
    return role


def _mark(enrollment: Enrollment, **since: datetime) -> None:
    """Set since when something is so, unless it is so already."""
    not_yet = dict.fromkeys(since)
    Enrollment.objects.filter(pk=enrollment.pk, **not_yet).update(**since)


def attest(*, by: Person, person: Person) -> Attestation:
    """Say that one knows a person who can't sign in. Alone it opens nothing; the person is told."""
    policies.can_attest(by, person).require()
    attestation = Attestation.objects.create(
        organization_id=person.organization_id,
        person=person,
        attested_by=by,
        expires_at=clock.now() + _ATTESTATION_LASTS,
    )
    _record("programs.attest", by, attestation.pk, person)
    notices.tell_of("attested", person)
    return attestation


def confirm(*, by: Person, attestation: Attestation) -> str:
    """Confirm it as a second person; return the paper code to hand over, shown this once."""
    policies.can_confirm(by, attestation).require()
    claimed = Attestation.objects.open().filter(pk=attestation.pk)
    if not claimed.update(confirmed_by=by, confirmed_at=clock.now()):
        raise Refused(policies.can_confirm(by, Attestation.objects.get(pk=attestation.pk)))
    _record("programs.confirm", by, attestation.pk, attestation.person)
    notices.tell_of("let_in", attestation.person)
    return papers.start_afresh(attestation.person)


def let_in(*, by: Actor, person: Person) -> str:
    """Let an admin in who lost every way, as the operator; return the paper code, shown this once.

    As when two of the staff do it: every old way in is closed, and the person is told.
    """
    policies.can_let_in(by, person).require()
    _record("programs.let_in", by, person.pk, person)
    notices.tell_of("let_in_by_operator", person)
    return papers.start_afresh(person)


def _record(act: str, by: Actor, about: UUID, person: Person | None = None) -> None:
    records.record(
        act,
        organization_id=by.organization_id,
        actor_id=by.pk,
        about=about,
        person_id=person.pk if person else None,
    )
