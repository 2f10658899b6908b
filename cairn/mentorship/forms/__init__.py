"""What is asked when two people sign, meet, are called, or end it."""

from cairn.mentorship.forms.agreements import AgreementForm
from cairn.mentorship.forms.walks import (
    CommitmentForm,
    ContactForm,
    EndingForm,
    FirstMeetingForm,
    MeetingForm,
    SignForm,
)

__all__ = [
    "AgreementForm",
    "CommitmentForm",
    "ContactForm",
    "EndingForm",
    "FirstMeetingForm",
    "MeetingForm",
    "SignForm",
]
