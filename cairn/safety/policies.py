"""Who may keep whom away, and whom apart."""

from django.utils.translation import gettext_lazy as _

from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.people import lookup
from cairn.people.models import Block, NoContact, Person
from cairn.programs.policies import is_staff, reviews

LONGEST_REASON = 2000


def can_block(by: Person, person: Person) -> Verdict:
    """Anybody, anybody else of the organization."""
    if person.pk == by.pk or person.organization_id != by.organization_id:
        return refuse("not_another", _("You can block somebody else, not yourself."))
    return ALLOWED


def can_unblock(by: Person, block: Block) -> Verdict:
    """Whose block it is, while it stands."""
    if block.blocker_id != by.pk:
        return refuse("not_yours", _("This is for someone else to undo."))
    if block.lifted_at:
        return refuse("lifted_already", _("This was undone before."))
    return ALLOWED


def can_keep_apart(
    by: Person, person: Person, other: Person | None, address: str, reason: str
) -> Verdict:
    """Staff, two different people, with a reason in writing. None of the two is who acts."""
    if not reason.strip():
        return refuse("reason_missing", _("Please write why, in a sentence or two."))
    if len(reason) > LONGEST_REASON:
        return refuse("reason_too_long", _("Please write why in fewer words."))
    if bool(other) == bool(address.strip()) or by in (person, other) or person == other:
        return refuse("not_two_others", _("Name one other person, neither of them you."))
    if address and lookup.email_hash(address) == person.email_hash:
        return refuse("not_two_others", _("Name one other person, neither of them you."))
    return is_staff(by)


def can_lift(by: Person, order: NoContact) -> Verdict:
    """The safety reviewer, while it stands."""
    if order.lifted_at:
        return refuse("lifted_already", _("This was taken back before."))
    return reviews(by)
