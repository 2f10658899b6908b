"""A mentorship comes to be, begins when both have signed, is kept, and ends."""

from cairn.mentorship.actions.calendars import (
    drop_calendar,
    end_feed,
    link_calendar,
    make_feed,
    upload_calendar,
    wish_for_mail,
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
    "cancel",
    "commit",
    "drop_calendar",
    "end",
    "end_feed",
    "keep_commitment",
    "keep_contact",
    "let_go",
    "link_calendar",
    "look_at_contact",
    "look_at_walk",
    "make_feed",
    "match",
    "move",
    "propose",
    "record_first_meeting",
    "record_meeting",
    "say",
    "sign",
    "think_of",
    "upload_calendar",
    "wish_for_mail",
]
