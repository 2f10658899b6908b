"""Who may knock at a route at all."""

from django.utils.translation import gettext_lazy as _

from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.people.models import Person


def anyone(person: Person | None) -> Verdict:  # noqa: ARG001 - every policy takes the person
    """Signed in or not."""
    return ALLOWED


def signed_in(person: Person | None) -> Verdict:
    """Any person of any organization."""
    return ALLOWED if person else refuse("signed_out", _("Please sign in first."))
