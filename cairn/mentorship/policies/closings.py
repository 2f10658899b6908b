"""Who plans a last meeting, says goodbye, and talks with each of the two afterwards."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from cairn.core import clock
from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.mentorship.models import ExitTalk, Farewell, Mentorship
from cairn.mentorship.policies.walks import ENDED, NOT_SIGNED, is_over
from cairn.people import apart
from cairn.people.models import Person
from cairn.programs.policies import can_coordinate

LONGEST_LETTER = 6000
LAST_WITHIN = timedelta(days=366)


def can_plan_closing(person: Person, walk: Mentorship, last_on: date | None = None) -> Verdict:
    """The two, and staff for them, while they walk: for today or a day within a year."""
    verdict = _can_close(person, walk)
    today = clock.today(walk.program.time_zone)
    if verdict and last_on and not today <= last_on <= today + LAST_WITHIN:
        return refuse("not_to_come", _("Take a day to come, within a year."))
    return verdict


def can_drop_closing(person: Person, walk: Mentorship) -> Verdict:
    """The two, and staff for them, while a last meeting is planned."""
    verdict = _can_close(person, walk)
    if verdict and not walk.closings.standing().exists():
        return refuse("not_planned", _("No last meeting is planned."))
    return verdict


def can_write_letter(person: Person, farewell: Farewell, words: str) -> Verdict:
    """Whose letter it is, until it is given: a few words to some pages."""
    verdict = _is_open(person, farewell)
    if verdict and len(words.strip()) > LONGEST_LETTER:
        return refuse("too_long", _("That is too long. Say a little less."))
    return verdict


def can_give_letter(person: Person, farewell: Farewell) -> Verdict:
    """Whose letter it is, once, when something is written."""
    verdict = _is_open(person, farewell)
    if verdict and not farewell.words:
        return refuse("no_words", _("Write a few words first."))
    return verdict


def can_wish_contact(person: Person, farewell: Farewell, contact: str) -> Verdict:
    """Whose wish it is, at any time; what the other wishes for counts as much."""
    if contact not in Farewell.Contact.values:
        return refuse("no_choice", _("Choose one of these."))
    return _is_theirs(person, farewell)


def can_stay_in_touch(person: Person, farewell: Farewell, *, stays: bool) -> Verdict:
    """Each for themself, once it has ended: to be of the alumni, or no longer."""
    verdict = _is_theirs(person, farewell)
    if verdict and not farewell.walk.ended_at:
        return refuse("goes_on", _("You two still walk together."))
    is_alumni = bool(farewell.stays_at) and not farewell.stays_until
    if verdict and stays == is_alumni:
        return refuse("said_already", _("You have said so."))
    return verdict


def can_tell_exit(person: Person, farewell: Farewell) -> Verdict:
    """Each for themself, once it has ended, until they or staff have told it."""
    verdict = _is_theirs(person, farewell)
    talks = farewell.walk.exit_talks.open().filter(person=person)
    if verdict and not talks.exists():
        return refuse("not_asked", _("Nothing is asked of you now."))
    return verdict


def can_keep_exit(person: Person, talk: ExitTalk) -> Verdict:
    """Staff of the program about two others, once."""
    if talk.told_at:
        return refuse("kept_already", _("This is written down."))
    if talk.walk.has(person):
        return refuse("of_the_two", _("You are one of the two. Someone else of the staff asks."))
    return can_coordinate(person, talk.walk.program)


def can_look_at_exit(person: Person, talk: ExitTalk) -> Verdict:
    """Staff of the program who are not one of the two."""
    if talk.walk.has(person):
        return refuse("of_the_two", _("You are one of the two. Someone else of the staff asks."))
    return can_coordinate(person, talk.walk.program)


def _can_close(person: Person, walk: Mentorship) -> Verdict:
    if is_over(person, walk):
        return ENDED
    if walk.begun_at is None:
        return NOT_SIGNED
    return ALLOWED if walk.has(person) else can_coordinate(person, walk.program)


def _is_open(person: Person, farewell: Farewell) -> Verdict:
    verdict = _is_theirs(person, farewell)
    if verdict and farewell.given_at:
        return refuse("given", _("You have given this letter. It stays as it is."))
    return verdict


def _is_theirs(person: Person, farewell: Farewell) -> Verdict:
    if farewell.person_id != person.pk:
        return refuse("not_yours", _("These are someone else’s words."))
    if farewell.walk.parted_at or apart.are_apart(*farewell.walk.pair):
        return ENDED
    return ALLOWED
