"""Who may do what in a mentorship, and when."""

from cairn.mentorship.policies.walks import (
    DAY_PAST,
    LONGEST_COMMITMENT,
    Pairing,
    can_adopt_agreement,
    can_commit,
    can_end,
    can_keep_contact,
    can_look_at,
    can_look_at_contact,
    can_match,
    can_record_meetings,
    can_settle,
    can_sign,
    can_think_of,
    is_possible,
)

__all__ = [
    "DAY_PAST",
    "LONGEST_COMMITMENT",
    "Pairing",
    "can_adopt_agreement",
    "can_commit",
    "can_end",
    "can_keep_contact",
    "can_look_at",
    "can_look_at_contact",
    "can_match",
    "can_record_meetings",
    "can_settle",
    "can_sign",
    "can_think_of",
    "is_possible",
]
