"""What a mentee shares, by the actions alone."""

from cairn.consent import actions
from cairn.consent.kinds import AFTER_YES
from cairn.mentorship.models import Mentorship


def shares(mentorship: Mentorship, *kinds: str) -> None:
    """The mentee shares these kinds with the mentor, all that can be where none is named."""
    actions.share(by=mentorship.mentee, kinds=kinds or AFTER_YES, mentorship=mentorship)


def stops(mentorship: Mentorship) -> None:
    """The mentee shares nothing with the mentor any more."""
    actions.share(by=mentorship.mentee, kinds=(), mentorship=mentorship)
