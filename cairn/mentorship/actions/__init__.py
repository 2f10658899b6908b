"""A mentorship comes to be, begins when both have signed, is kept, and ends."""

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
    record_first_meeting,
    record_meeting,
    sign,
    think_of,
)

__all__ = [
    "adopt_agreement",
    "commit",
    "end",
    "keep_commitment",
    "keep_contact",
    "let_go",
    "look_at_contact",
    "look_at_walk",
    "match",
    "record_first_meeting",
    "record_meeting",
    "sign",
    "think_of",
]
