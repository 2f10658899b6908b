"""A mentorship as each of the two sees it, and the contacts that staff owe them."""

from cairn.mentorship.views.agreements import agreement_texts
from cairn.mentorship.views.walks import (
    agreement,
    commitments,
    contact,
    contacts,
    ending,
    figures,
    first_meeting,
    keep_commitment,
    let_go,
    meeting,
    mentorship,
    think_of,
)

__all__ = [
    "agreement",
    "agreement_texts",
    "commitments",
    "contact",
    "contacts",
    "ending",
    "figures",
    "first_meeting",
    "keep_commitment",
    "let_go",
    "meeting",
    "mentorship",
    "think_of",
]
