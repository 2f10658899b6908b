"""Who may do what in a program."""

from django.utils.translation import gettext_lazy as _

from cairn.core import clock
from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.people.models import Person
from cairn.people.operators import Actor, Operator
from cairn.programs import queries
from cairn.programs.models import Attestation, Enrollment, Program, StaffRole

_NOT_STAFF = refuse("not_staff", _("This is for coordinators."))
_NOT_JOINED = refuse("not_joined", _("This person has not joined yet. Send an invitation."))


def is_staff(person: Person | None) -> Verdict:
    """Whoever coordinates, supervises or administers anything."""
    return ALLOWED if person and queries.sides_of(person).staff else _NOT_STAFF


def is_mentee(person: Person | None) -> Verdict:
    """Whoever is enrolled as a mentee."""
    return _enrolled(bool(person and queries.sides_of(person).mentee))


def is_mentor(person: Person | None) -> Verdict:
    """Whoever is enrolled as a mentor."""
    return _enrolled(bool(person and queries.sides_of(person).mentor))


def serves_or_mentors(person: Person | None) -> Verdict:
    """Whoever has people to look after: staff and mentors."""
    return is_staff(person) or is_mentor(person)


def reads_figures(person: Person | None) -> Verdict:
    """Whoever funds a program: figures, and no person."""
    if person and queries.sides_of(person).funder:
        return ALLOWED
    return refuse("not_a_funder", _("This is for funders."))


def can_create_program(actor: Actor) -> Verdict:
    """Coordinators and admins of the whole organization; the operator."""
    if _serves_everywhere(actor):
        return ALLOWED
    return refuse("not_staff", _("Only a coordinator of the whole organization adds programs."))


def adds_programs(person: Person | None) -> Verdict:
    """Whoever may add programs, and so finds the form."""
    return can_create_program(person) if person else _NOT_STAFF


def has_new_name(actor: Actor, name: str) -> Verdict:
    """Whether no program of the organization has the name."""
    if not queries.programs_named(actor.organization_id, name).exists():
        return ALLOWED
    return refuse("name_taken", _("A program of this name is there already."))


def gives_roles(person: Person | None) -> Verdict:
    """Whoever names people for roles."""
    return can_give_roles(person) if person else _NOT_STAFF


def serves_or_reviews(person: Person | None) -> Verdict:
    """Staff, and whoever reviews who is kept apart."""
    is_so = person and (queries.sides_of(person).staff or queries.sides_of(person).reviewer)
    return ALLOWED if is_so else _NOT_STAFF


def reviews(person: Person | None) -> Verdict:
    """Whoever an admin named to review who is kept apart."""
    if person and queries.sides_of(person).reviewer:
        return ALLOWED
    return refuse("not_reviewer", _("This is for the safety reviewer."))


def can_stand_down(actor: Actor, role: StaffRole) -> Verdict:
    """Whoever gives roles, once; never the last admin."""
    if role.ended_at:
        return refuse("ended", _("They do not serve as this now."))
    verdict = can_give_roles(actor)
    return leaves_an_admin(role) if verdict else verdict


def leaves_an_admin(role: StaffRole) -> Verdict:
    """Whether somebody else administers the organization, and can sign in, once a role ends."""
    is_admins = role.kind == StaffRole.Kind.ADMIN and role.program_id is None
    if not is_admins or queries.joined_admins(role.organization).exclude(pk=role.person_id):
        return ALLOWED
    return refuse("last_admin", _("Nobody else is an admin. Name another one first."))


def can_give_roles(actor: Actor) -> Verdict:
    """Admins of the organization; the operator."""
    if isinstance(actor, Operator) or _administers(actor):
        return ALLOWED
    return refuse("not_admin", _("Only an organization admin gives roles."))


def may_serve_as(person: Person, kind: StaffRole.Kind, program: Program | None) -> Verdict:
    """Whoever has not left; as an admin or a safety reviewer in all programs alone."""
    if person.left_at:
        return refuse("left", _("This person has left."))
    return is_held_there(kind, program)


def is_held_there(kind: StaffRole.Kind, program: Program | None) -> Verdict:
    """Whether a role is one of a program, or of all: an admin’s is of all alone."""
    if program and kind in StaffRole.EVERYWHERE:
        return refuse("everywhere", _("This role is for all programs, not for one."))
    return ALLOWED


def is_new_to(actor: Person, email: str) -> Verdict:
    """Whether an address is of nobody whom they see here; of whom they do not, they learn nothing.

    Such a person gets an invitation as anybody does.
    """
    if queries.reached_at(email, actor).exists():
        return refuse("is_here", _("Somebody with this address is here. Find them by name."))
    return ALLOWED


def keeps_the_firewall(person: Person, kind: StaffRole.Kind) -> Verdict:
    """Whoever runs a house neither serves nor reviews a program nor reads its figures, ever."""
    held = set(person.staff_roles.active().values_list("kind", flat=True)) | {kind}
    if held & set(StaffRole.HOUSE) and held & StaffRole.CLOSED_TO_HOUSE:
        return refuse("house_firewall", _("Who runs a house can not see mentoring."))
    return ALLOWED


def can_coordinate(actor: Actor, program: Program) -> Verdict:
    """Staff of this program, or of the whole organization; the operator."""
    if _serves(actor, program):
        return ALLOWED
    return refuse("not_staff_here", _("Only coordinators of this program can do that."))


def can_enroll(actor: Actor, program: Program, person: Person, side: str) -> Verdict:
    """Staff of this program, somebody who has no place on that side of it yet."""
    verdict = can_coordinate(actor, program)
    places = Enrollment.objects.active().filter(program=program, person=person, side=side)
    if verdict and places.exists():
        return refuse("enrolled_already", _("They are in this program already."))
    return verdict


def can_open_contact(actor: Actor, person: Person) -> Verdict:
    """Staff of a program that the person is in; nobody else needs a legal name or an address."""
    if isinstance(actor, Person) and queries.places_of(person, actor).exists():
        return ALLOWED
    return refuse("not_staff_here", _("Only coordinators of their program can do that."))


def can_vouch(actor: Actor, enrollment: Enrollment) -> Verdict:
    """Staff of the program, for a mentor who is in it."""
    verdict = _is_mentors_place(enrollment)
    return can_coordinate(actor, enrollment.program) if verdict else verdict


def can_pause(actor: Actor, enrollment: Enrollment) -> Verdict:
    """The mentor themself, and staff of the program."""
    verdict = _is_mentors_place(enrollment)
    if verdict and enrollment.person_id == actor.pk:
        return ALLOWED
    return can_coordinate(actor, enrollment.program) if verdict else verdict


def can_leave(by: Person, place: Enrollment) -> Verdict:
    """A mentee themself, while they wait for a mentor."""
    if place.person_id != by.pk or place.side != Enrollment.Side.MENTEE:
        return refuse("not_yours", _("Only they themselves can leave."))
    if place.ended_at or place.waiting_since is None:
        return refuse("not_waiting", _("You do not wait now. Tell a coordinator instead."))
    return ALLOWED


def _is_mentors_place(enrollment: Enrollment) -> Verdict:
    if enrollment.side != Enrollment.Side.MENTOR:
        return refuse("not_a_mentor", _("Only a mentor’s place has this."))
    if enrollment.ended_at:
        return refuse("ended", _("They are not in this program now."))
    return ALLOWED


def can_attest(by: Person, person: Person) -> Verdict:
    """Staff who look after somebody who has joined; of staff themselves, an admin."""
    if by.pk == person.pk or not is_staff(by) or not _is_seen(by, person):
        return _NOT_STAFF
    if person.account_id is None:
        return _NOT_JOINED
    if is_staff(person) and not _administers(by):
        return refuse(
            "not_admin",
            _("For staff, two admins do this. Where there are not two, ask who runs the server."),
        )
    return ALLOWED


def can_let_in(actor: Actor, person: Person) -> Verdict:
    """The operator alone, an admin who has joined: where one is all there is, nobody attests."""
    if not isinstance(actor, Operator) or not _administers(person):
        return refuse("not_operator", _("Only who runs the server lets an admin in again."))
    if person.account_id is None:
        return _NOT_JOINED
    return ALLOWED


def can_confirm(by: Person, attestation: Attestation) -> Verdict:
    """Likewise, while it is open: somebody else than who attested."""
    if attestation.attested_by_id == by.pk:
        return refuse("same_person", _("Somebody else has to confirm what you said."))
    if attestation.confirmed_at or attestation.expires_at <= clock.now():
        return refuse("not_open", _("This is no longer open. One of you begins again."))
    return can_attest(by, attestation.person)


def _serves_everywhere(actor: Actor) -> bool:
    if isinstance(actor, Operator):
        return True
    return queries.sides_of(actor).serves_everywhere


def _serves(actor: Actor, program: Program) -> bool:
    if actor.organization_id != program.organization_id:
        return False
    return isinstance(actor, Operator) or queries.sides_of(actor).serves(program.pk)


def _enrolled(is_so: bool) -> Verdict:  # noqa: FBT001 - one claim in, its verdict out
    if is_so:
        return ALLOWED
    return refuse("not_enrolled", _("This is for people enrolled in a program."))


def _administers(person: Person) -> bool:
    return person.staff_roles.serving().filter(program=None, kind=StaffRole.Kind.ADMIN).exists()


def _is_seen(by: Person, person: Person) -> bool:
    return Person.objects.visible_to(by).filter(pk=person.pk).exists()
