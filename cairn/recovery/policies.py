"""A person's own days are theirs alone."""

from django.utils.translation import gettext_lazy as _

from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.people.models import Person


def can_keep_own(person: Person) -> Verdict:
    """Anyone who is here: mentees and mentors alike."""
    if person.left_at is None:
        return ALLOWED
    return refuse("has_left", _("This account is closed."))
