"""A mentorship as each of the two sees it, and the contacts that staff owe them."""

from cairn.mentorship.views.agreements import agreement_texts
from cairn.mentorship.views.calendars import (
    calendar,
    calendar_feed,
    drop_calendar,
    end_feed,
    link_calendar,
    make_feed,
    upload_calendar,
    wish_for_mail,
)
from cairn.mentorship.views.changing import (
    approve_handover,
    change_mentor,
    handover,
    take_back_handover,
)
from cairn.mentorship.views.meetings import (
    accept_time,
    cancel_meeting,
    find_time,
    first_meeting,
    meeting,
    move_meeting,
    one_meeting,
)
from cairn.mentorship.views.notes import disagree, note, notes, sign_note
from cairn.mentorship.views.pulse import pulse, pulse_figures, settle_help
from cairn.mentorship.views.silence import drop_silence, settle_silence, silence_plan
from cairn.mentorship.views.walks import (
    agreement,
    commitments,
    contact,
    contacts,
    ending,
    figures,
    keep_commitment,
    let_go,
    mentorship,
    think_of,
)

__all__ = [
    "accept_time",
    "agreement",
    "agreement_texts",
    "approve_handover",
    "calendar",
    "calendar_feed",
    "cancel_meeting",
    "change_mentor",
    "commitments",
    "contact",
    "contacts",
    "disagree",
    "drop_calendar",
    "drop_silence",
    "end_feed",
    "ending",
    "figures",
    "find_time",
    "first_meeting",
    "handover",
    "keep_commitment",
    "let_go",
    "link_calendar",
    "make_feed",
    "meeting",
    "mentorship",
    "move_meeting",
    "note",
    "notes",
    "one_meeting",
    "pulse",
    "pulse_figures",
    "settle_help",
    "settle_silence",
    "sign_note",
    "silence_plan",
    "take_back_handover",
    "think_of",
    "upload_calendar",
    "wish_for_mail",
]
