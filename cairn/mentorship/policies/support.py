"""Who sets a program's rhythm, and who does what staff said they would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from cairn.core import clock
from cairn.core.verdict import Verdict, refuse
from cairn.mentorship.models import Errand, SupportContact
from cairn.mentorship.policies.walks import ENDED
from cairn.people.models import Person
from cairn.programs.models import Program
from cairn.programs.policies import can_coordinate

LAST_CONTACT_DAY, LAST_REVIEW_DAY = 31, 730
MOST_DAYS_SET = 6
LONGEST_ERRAND = 300
TAKE_BACK = timedelta(hours=24)
ERRAND_PAST = _("That day has passed. Take today or one to come.")


@dataclass(frozen=True)
class Said:
    """What staff said to one of the two that they would do: who of them, and by when."""

    words: str
    who: Person
    due_on: date


def can_set_rhythm(
    person: Person, program: Program, contact_days: Sequence[int], review_days: Sequence[int]
) -> Verdict:
    """Staff of the program: a contact or more in the first month, and a few reviews or none."""
    if not contact_days or not _are_days(contact_days, LAST_CONTACT_DAY):
        return refuse("contact_days", _("One to six days of the first month, each once."))
    if not _are_days(review_days, LAST_REVIEW_DAY):
        return refuse("review_days", _("Six days at most, within two years, each once."))
    return can_coordinate(person, program)


def can_take_back_contact(person: Person, contact: SupportContact) -> Verdict:
    """Staff of the program about two others, within a day: one tap is soon done by mistake."""
    walk = contact.mentorship
    if walk.ended_at:
        return ENDED
    if contact.kept_at is None:
        return refuse("not_kept", _("This contact is not written down."))
    if clock.now() - contact.kept_at > TAKE_BACK:
        return refuse("too_late", _("That was more than a day ago. Say it at the next contact."))
    if walk.has(person):
        return refuse("of_the_two", _("You are one of the two. Someone else of the staff asks."))
    return can_coordinate(person, walk.program)


def can_promise(person: Person, contact: SupportContact, said: Said) -> Verdict:
    """Whoever writes a contact down, for themself or another of the staff, by a day to come."""
    walk = contact.mentorship
    if not 0 < len(said.words.strip()) <= LONGEST_ERRAND:
        return refuse("errand_words", _("Say it in a few words: 300 letters at most."))
    if said.due_on < clock.today(person.time_zone):
        return refuse("day_past", ERRAND_PAST)
    if walk.has(said.who) or not can_coordinate(said.who, walk.program):
        return refuse("not_staff_there", _("Somebody of the staff of this program does it."))
    return can_coordinate(person, walk.program)


def can_do_errand(person: Person, errand: Errand) -> Verdict:
    """Staff of the program about two others, once, while the mentorship goes on."""
    walk = errand.mentorship
    if walk.ended_at:
        return ENDED
    if errand.done_at:
        return refuse("done_already", _("This is done already."))
    if walk.has(person):
        return refuse("of_the_two", _("You are one of the two. Someone else of the staff asks."))
    return can_coordinate(person, walk.program)


def _are_days(days: Sequence[int], last: int) -> bool:
    fits = all(1 <= day <= last for day in days)
    return fits and len(days) <= MOST_DAYS_SET and len(set(days)) == len(days)
