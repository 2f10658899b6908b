"""What is asked when two people sign, meet, are called, or end it."""

from cairn.mentorship.forms.walks import (
    CommitmentForm,
    ContactForm,
    EndingForm,
    FirstMeetingForm,
    MeetingForm,
    SignForm,
)

__all__ = [
    "CommitmentForm",
    "ContactForm",
    "EndingForm",
    "FirstMeetingForm",
    "MeetingForm",
    "SignForm",
]
