"""A person's own days are theirs alone."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from cairn.core import clock
from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.mentorship.models import Mentorship
from cairn.people.models import Person

STILL_TO_COME = _("That day is still to come. Choose today or earlier.")


def can_keep_own(person: Person) -> Verdict:
    """Anyone who is here: mentees and mentors alike."""
    if person.left_at is None:
        return ALLOWED
    return refuse("has_left", _("This account is closed."))


def can_look_at_shared(person: Person, mentorship: Mentorship) -> Verdict:
    """Each of the two; what they then find is for the ledger to say."""
    if mentorship.has(person):
        return ALLOWED
    return refuse("not_yours", _("This is between two other people."))


def can_begin(person: Person, started_on: date) -> Verdict:
    """Today or earlier, by the person's own calendar."""
    if started_on > clock.today(person.time_zone):
        return refuse("still_to_come", STILL_TO_COME)
    return can_keep_own(person)
