"""The stones that a mentorship lays: one for each of the two, or for whose doing it was."""

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.mentorship.models import Commitment, Meeting, Mentorship
from cairn.stones import actions as stones
from cairn.stones.models import Stone


def lay_for_agreement(mentorship: Mentorship) -> None:
    """Lay a finished step once both have signed."""
    _lay(mentorship, Stone.Kind.STEP, _("An agreement, signed"), f"agreement:{mentorship.pk}")


def lay_for_meeting(meeting: Meeting) -> None:
    """Lay a meeting."""
    words = _("First meeting") if meeting.is_first else _("A meeting")
    _lay(meeting.mentorship, Stone.Kind.MEETING, words, f"meeting:{meeting.pk}")


def lay_for_commitment(commitment: Commitment) -> None:
    """Lay a kept commitment for whoever made it."""
    with translation.override(commitment.made_by.language):
        stones.lay(
            person=commitment.made_by,
            kind=Stone.Kind.COMMITMENT,
            for_what=gettext("A commitment, kept"),
            source=f"commitment:{commitment.pk}",
        )


def _lay(mentorship: Mentorship, kind: Stone.Kind, words: Promise, source: str) -> None:
    for person in sorted((mentorship.mentee, mentorship.mentor), key=lambda one: one.pk):
        with translation.override(person.language):
            stones.lay(person=person, kind=kind, for_what=str(words), source=source)
