"""The relationship of a mentee and a mentor, and the record of how it is kept."""

from cairn.mentorship.models.calendars import (
    Feed,
    FeedQuerySet,
    MailedCalendar,
    MailedCalendarQuerySet,
    OwnCalendar,
    OwnCalendarQuerySet,
)
from cairn.mentorship.models.closings import (
    Closing,
    ClosingQuerySet,
    ExitTalk,
    ExitTalkQuerySet,
    Farewell,
    FarewellQuerySet,
)
from cairn.mentorship.models.handovers import Handover, HandoverQuerySet
from cairn.mentorship.models.meetings import (
    USUAL_LENGTH,
    Booking,
    Meeting,
    MeetingQuerySet,
    Series,
    Turn,
)
from cairn.mentorship.models.notes import NoteSignature, NoteVersion, NoteVersionQuerySet
from cairn.mentorship.models.pulse import Pulse, PulseQuerySet
from cairn.mentorship.models.silence import Silence, SilencePlan, SilenceQuerySet
from cairn.mentorship.models.support import Errand, ErrandQuerySet, Rhythm
from cairn.mentorship.models.walks import (
    AgreementText,
    Commitment,
    CommitmentQuerySet,
    Ending,
    Mentorship,
    MentorshipQuerySet,
    Signature,
    SupportContact,
    SupportContactQuerySet,
    Thought,
)

__all__ = [
    "USUAL_LENGTH",
    "AgreementText",
    "Booking",
    "Closing",
    "ClosingQuerySet",
    "Commitment",
    "CommitmentQuerySet",
    "Ending",
    "Errand",
    "ErrandQuerySet",
    "ExitTalk",
    "ExitTalkQuerySet",
    "Farewell",
    "FarewellQuerySet",
    "Feed",
    "FeedQuerySet",
    "Handover",
    "HandoverQuerySet",
    "MailedCalendar",
    "MailedCalendarQuerySet",
    "Meeting",
    "MeetingQuerySet",
    "Mentorship",
    "MentorshipQuerySet",
    "NoteSignature",
    "NoteVersion",
    "NoteVersionQuerySet",
    "OwnCalendar",
    "OwnCalendarQuerySet",
    "Pulse",
    "PulseQuerySet",
    "Rhythm",
    "Series",
    "Signature",
    "Silence",
    "SilencePlan",
    "SilenceQuerySet",
    "SupportContact",
    "SupportContactQuerySet",
    "Thought",
    "Turn",
]
