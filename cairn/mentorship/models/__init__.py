"""The relationship of a mentee and a mentor, and the record of how it is kept."""

from cairn.mentorship.models.walks import (
    AgreementText,
    Commitment,
    CommitmentQuerySet,
    Ending,
    Meeting,
    Mentorship,
    MentorshipQuerySet,
    Signature,
    SupportContact,
    SupportContactQuerySet,
    Thought,
)

__all__ = [
    "AgreementText",
    "Commitment",
    "CommitmentQuerySet",
    "Ending",
    "Meeting",
    "Mentorship",
    "MentorshipQuerySet",
    "Signature",
    "SupportContact",
    "SupportContactQuerySet",
    "Thought",
]
