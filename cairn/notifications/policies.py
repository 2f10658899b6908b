"""Whose notice it is."""

from django.utils.translation import gettext_lazy as _

from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.notifications.models import Notice
from cairn.people.models import Person


def can_see(person: Person, notice: Notice) -> Verdict:
    """Only whom it was left for."""
    if notice.person_id == person.pk:
        return ALLOWED
    return refuse("not_yours", _("This notice is for someone else."))
