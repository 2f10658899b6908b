"""A mentorship comes to be, begins when both have signed, is kept, and ends."""

from cairn.mentorship.actions.meetings import (
    accept,
    cancel,
    move,
    propose,
    record_first_meeting,
    record_meeting,
    say,
)
from cairn.mentorship.actions.walks import (
    adopt_agreement,
    commit,
    end,
    keep_commitment,
    keep_contact,
    let_go,
    look_at_contact,
    look_at_walk,
    match,
    sign,
    think_of,
)

__all__ = [
    "accept",
    "adopt_agreement",
    "cancel",
    "commit",
    "end",
    "keep_commitment",
    "keep_contact",
    "let_go",
    "look_at_contact",
    "look_at_walk",
    "match",
    "move",
    "propose",
    "record_first_meeting",
    "record_meeting",
    "say",
    "sign",
    "think_of",
]
