"""Notices in words: each telling app says its own; here they come together."""

from dataclasses import dataclass
from typing import Any

from cairn.arrivals import notices as arrivals
from cairn.consent import notices as consent
from cairn.conversations import notices as conversations
from cairn.matching import notices as matching
from cairn.mentorship import notices as mentorship
from cairn.notifications import queries as notifications
from cairn.notifications.models import Notice
from cairn.people.models import Person
from cairn.programs import notices as programs
from cairn.recovery import notices as recovery

_WORDS: dict[str, Any] = {
    **mentorship.WORDS,
    **conversations.WORDS,
    **matching.WORDS,
    **programs.WORDS,
    **consent.WORDS,
    **arrivals.WORDS,
    **recovery.WORDS,
}


@dataclass(frozen=True)
class Said:
    """A notice and its sentence."""

    notice: Notice
    words: Any


def for_page(person: Person) -> list[Said]:
    """Return a person's newest unseen notices, each with the words of the app that told."""
    known = (notice for notice in notifications.latest_unseen(person) if notice.kind in _WORDS)
    return [Said(notice, _WORDS[notice.kind]) for notice in known]
