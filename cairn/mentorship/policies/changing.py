"""Who may ask for another mentor, without a fault of anybody, and hand on what they like."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cairn.core import clock
from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.mentorship.models import Handover, Mentorship
from cairn.people.models import Person
from cairn.programs.models import Enrollment

CHANGE_WITHIN = timedelta(days=30)
LONGEST_HANDOVER = 2000


def can_change(person: Person, walk: Mentorship | None) -> Verdict:
    """The mentee, within 30 days of the beginning, counted in days of the program's zone."""
    if walk is None or walk.mentee_id != person.pk:
        return refuse("no_mentor", _("You have no mentor in this program now."))
    if walk.ended_at:
        return refuse("ended", _("This mentorship has ended."))
    if not is_early(walk):
        return refuse(
            "not_early",
            _("The first 30 days are over. You can still end it, or ask a coordinator."),
        )
    return ALLOWED


def can_write_handover(person: Person, handover: Handover, words: str) -> Verdict:
    """Whose words they are, a few of them."""
    verdict = _is_theirs(person, handover)
    if verdict and len(words.strip()) > LONGEST_HANDOVER:
        return refuse("too_long", _("That is too long. Say a little less."))
    return verdict


def can_approve_handover(person: Person, handover: Handover) -> Verdict:
    """Whose words they are, once something is written."""
    if not handover.words:
        return refuse("no_words", _("Write a few words first."))
    return _is_theirs(person, handover)


def can_take_back_handover(person: Person, handover: Handover) -> Verdict:
    """Whose words they are, at any time."""
    return _is_theirs(person, handover)


def can_wait_again(person: Person, place: Enrollment) -> Verdict:
    """The mentee whose place it is, with no mentor there and not on the list already."""
    if place.person_id != person.pk or place.side != Enrollment.Side.MENTEE:
        return refuse("not_yours", _("Only they themselves can ask for this."))
    if place.ended_at:
        return refuse("not_enrolled", _("You are not in this program now. Ask a coordinator."))
    if place.waiting_since:
        return refuse("waits_already", _("You are on the list already."))
    if Mentorship.objects.live().filter(program=place.program_id, mentee=person).exists():
        return refuse("has_a_mentor", _("You have a mentor in this program."))
    return ALLOWED


def is_early(walk: Mentorship) -> bool:
    """Tell whether a mentorship is in its first 30 days, or has not begun."""
    if walk.begun_on is None:
        return True
    return clock.today(walk.program.time_zone) <= walk.begun_on + CHANGE_WITHIN


def _is_theirs(person: Person, handover: Handover) -> Verdict:
    if handover.person_id != person.pk:
        return refuse("not_yours", _("These are someone else’s words."))
    return ALLOWED
