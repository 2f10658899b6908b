"""Who may write to whom, and when."""

from django.utils.translation import gettext_lazy as _

from cairn.conversations import words
from cairn.conversations.models import Conversation
from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.mentorship.models import Mentorship
from cairn.people import apart
from cairn.people.models import Person


def can_open(person: Person, mentorship: Mentorship) -> Verdict:
    """Each of the two, once both have signed; afterwards too."""
    if not mentorship.has(person):
        return refuse("not_yours", _("This is between two other people."))
    if mentorship.begun_at is None:
        return refuse("not_signed", _("You both sign the agreement first."))
    return ALLOWED


def can_write(person: Person, conversation: Conversation) -> Verdict:
    """Each of the two, from the second signature until the end."""
    if conversation.mentorship.parted_at:
        return _not_available()
    if conversation.mentorship.ended_at:
        return refuse("ended", _("This mentorship has ended. What you wrote stays here to read."))
    return can_open(person, conversation.mentorship)


def can_send(person: Person, conversation: Conversation, body: str) -> Verdict:
    """Whoever may write, what can be said in one message; nobody to somebody they are kept from."""
    if apart.are_apart(*conversation.mentorship.pair):
        return _not_available()
    verdict = can_write(person, conversation)
    return is_sayable(body) if verdict else verdict


def is_sayable(body: str) -> Verdict:
    """1 to 4,000 characters, once what nobody can see is left out."""
    said = words.tidied(body)
    if not said:
        return refuse("empty", _("Nothing is written yet."))
    if len(said) > words.LONGEST:
        return refuse("too_long", _("That is too long for one message. Send it in two."))
    return ALLOWED


def _not_available() -> Verdict:
    return refuse("not_available", _("This is not open any more."))
