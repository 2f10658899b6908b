"""Who may knock at a route at all, and who may bring people in."""

from django.utils.translation import gettext_lazy as _

from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.people.models import Device, Invitation, Person
from cairn.people.operators import Actor, Operator

NOT_OPEN = refuse("not_open", _("This invitation is no longer open."))
_NOT_STAFF = refuse("not_staff", _("This is for coordinators."))


def anyone(person: Person | None) -> Verdict:  # noqa: ARG001 - every policy takes the person
    """Signed in or not."""
    return ALLOWED


def signed_in(person: Person | None) -> Verdict:
    """Any person of any organization."""
    return ALLOWED if person else refuse("signed_out", _("Please sign in first."))


def can_add_person(actor: Actor) -> Verdict:
    """The operator, and whoever coordinates, supervises or administers anything."""
    return ALLOWED if isinstance(actor, Operator) or _serves(actor) else _NOT_STAFF


def can_invite(actor: Actor, person: Person) -> Verdict:
    """The operator, and the staff of a program the person is in; nobody who has joined already."""
    if isinstance(actor, Person) and not _looks_after(actor, person):
        return _NOT_STAFF
    if person.account_id:
        return refuse("joined", _("This person has joined already."))
    return ALLOWED


def can_invite_by_mail(actor: Actor, person: Person) -> Verdict:
    """Likewise, when an address is known."""
    if not person.email:
        return refuse("no_address", _("No e-mail address is known. Print the invitation instead."))
    return can_invite(actor, person)


def can_accept(by: Person, invitation: Invitation) -> Verdict:
    """Whom it is for, once, while it is open."""
    if invitation.person_id == by.pk and invitation.is_open and by.account_id is None:
        return ALLOWED
    return NOT_OPEN


def can_leave(by: Person) -> Verdict:
    """Whoever has not joined yet, once."""
    if by.account_id or by.left_at:
        return refuse("joined", _("You have joined. Sign in, or tell a coordinator."))
    return ALLOWED


def can_change_own(by: Person) -> Verdict:
    """Whoever has joined and not left."""
    if by.account_id and by.left_at is None:
        return ALLOWED
    return refuse("not_joined", _("Please sign in first."))


def can_end(by: Person, device: Device) -> Verdict:
    """Whose account is signed in there."""
    if by.account_id and device.account_id == by.account_id:
        return ALLOWED
    return refuse("not_yours", _("This device is someone else’s."))


def _serves(person: Person) -> bool:
    return person.staff_roles.serving().exists()


def _looks_after(staff: Person, person: Person) -> bool:
    return _serves(staff) and Person.objects.visible_to(staff).filter(pk=person.pk).exists()
