"""Who may do what in a program."""

from django.utils.translation import gettext_lazy as _

from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.people.models import Person
from cairn.people.operators import Actor, Operator
from cairn.programs import queries
from cairn.programs.models import Program, StaffRole


def is_staff(person: Person | None) -> Verdict:
    """Whoever coordinates, supervises or administers anything."""
    if person and queries.sides_of(person).staff:
        return ALLOWED
    return refuse("not_staff", _("This is for coordinators."))


def is_mentee(person: Person | None) -> Verdict:
    """Whoever is enrolled as a mentee."""
    return _enrolled(bool(person and queries.sides_of(person).mentee))


def is_mentor(person: Person | None) -> Verdict:
    """Whoever is enrolled as a mentor."""
    return _enrolled(bool(person and queries.sides_of(person).mentor))


def can_create_program(actor: Actor) -> Verdict:
    """Coordinators and admins of the whole organization; the operator."""
    if _serves_everywhere(actor):
        return ALLOWED
    return refuse("not_staff", _("Only a coordinator of the whole organization adds programs."))


def can_give_roles(person: Person) -> Verdict:
    """Admins of the organization."""
    if person.staff_roles.active().filter(program=None, kind=StaffRole.Kind.ADMIN).exists():
        return ALLOWED
    return refuse("not_admin", _("Only an organization admin gives roles."))


def can_coordinate(actor: Actor, program: Program) -> Verdict:
    """Staff of this program, or of the whole organization; the operator."""
    if _serves(actor, program):
        return ALLOWED
    return refuse("not_staff_here", _("Only coordinators of this program can do that."))


def _serves_everywhere(actor: Actor) -> bool:
    if isinstance(actor, Operator):
        return True
    return actor.staff_roles.active().filter(program=None, kind__in=StaffRole.STAFF).exists()


def _serves(actor: Actor, program: Program) -> bool:
    if isinstance(actor, Operator):
        return actor.organization_id == program.organization_id
    return Program.objects.served_by(actor).filter(pk=program.pk).exists()


def _enrolled(is_so: bool) -> Verdict:  # noqa: FBT001 - one claim in, its verdict out
    if is_so:
        return ALLOWED
    return refuse("not_enrolled", _("This is for people enrolled in a program."))
