"""What is asked when two people sign, meet, are called, or end it."""

from cairn.mentorship.forms.agreements import AgreementForm
from cairn.mentorship.forms.calendars import (
    LinkForm,
    UploadForm,
)
from cairn.mentorship.forms.changing import HandoverForm
from cairn.mentorship.forms.closings import ClosingForm, ContactWishForm, ExitForm, LetterForm
from cairn.mentorship.forms.meetings import (
    USUAL,
    FirstMeetingForm,
    MeetingForm,
    MissedForm,
    PlanForm,
    SayForm,
    ToldForm,
)
from cairn.mentorship.forms.notes import DisagreeForm, NoteForm, SignNoteForm
from cairn.mentorship.forms.pulse import PulseForm
from cairn.mentorship.forms.silence import SilencePlanForm
from cairn.mentorship.forms.support import ContactForm, RhythmForm
from cairn.mentorship.forms.walks import CommitmentForm, EndingForm, SignForm

__all__ = [
    "USUAL",
    "AgreementForm",
    "ClosingForm",
    "CommitmentForm",
    "ContactForm",
    "ContactWishForm",
    "DisagreeForm",
    "EndingForm",
    "ExitForm",
    "FirstMeetingForm",
    "HandoverForm",
    "LetterForm",
    "LinkForm",
    "MeetingForm",
    "MissedForm",
    "NoteForm",
    "PlanForm",
    "PulseForm",
    "RhythmForm",
    "SayForm",
    "SignForm",
    "SignNoteForm",
    "SilencePlanForm",
    "ToldForm",
    "UploadForm",
]
