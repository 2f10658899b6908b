"""A mentorship comes to be, begins when both have signed, is kept, and ends."""

from cairn.mentorship.actions.calendars import (
    drop_calendar,
    end_feed,
    link_calendar,
    make_feed,
    upload_calendar,
    wish_for_mail,
)
from cairn.mentorship.actions.changing import (
    approve_handover,
    change_mentor,
    take_back_handover,
    write_handover,
)
from cairn.mentorship.actions.meetings import (
    accept,
    cancel,
    move,
    propose,
    record_first_meeting,
    record_meeting,
    say,
)
from cairn.mentorship.actions.notes import disagree, look_at_note, sign_note, write_note
from cairn.mentorship.actions.pulse import answer_pulse, settle_help
from cairn.mentorship.actions.silence import drop_silence, plan_silence, settle_silence
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
    "answer_pulse",
    "approve_handover",
    "cancel",
    "change_mentor",
    "commit",
    "disagree",
    "drop_calendar",
    "drop_silence",
    "end",
    "end_feed",
    "keep_commitment",
    "keep_contact",
    "let_go",
    "link_calendar",
    "look_at_contact",
    "look_at_note",
    "look_at_walk",
    "make_feed",
    "match",
    "move",
    "plan_silence",
    "propose",
    "record_first_meeting",
    "record_meeting",
    "say",
    "settle_help",
    "settle_silence",
    "sign",
    "sign_note",
    "take_back_handover",
    "think_of",
    "upload_calendar",
    "wish_for_mail",
    "write_handover",
    "write_note",
]
