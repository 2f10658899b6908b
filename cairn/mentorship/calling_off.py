"""When a mentorship ends, what the two had still to come is called off: their time is free."""

from cairn.core import clock
from cairn.mentorship import mailing
from cairn.mentorship.models import Booking, Meeting, Mentorship, Turn
from cairn.people.models import Person


def call_off(mentorship: Mentorship, by: Person | None = None) -> list[Meeting]:
    """Cancel every open meeting; `by` is who ended the mentorship, None where nobody is named."""
    open_still = list(mentorship.meetings.open().select_for_update().order_by("pk"))
    for meeting in open_still:
        canceled(meeting, by)
    return open_still


def canceled(meeting: Meeting, by: Person | None, kind: Turn.Kind = Turn.Kind.CANCELED) -> Meeting:
    """Cancel a meeting: its time is free again, and its next version says so."""
    meeting.state, meeting.changed_at = Meeting.State.CANCELED, clock.now()
    meeting.sequence += 1
    meeting.save(update_fields=["state", "changed_at", "sequence"])
    was_agreed, _deleted = Booking.objects.filter(meeting=meeting).delete()
    if was_agreed:
        mailing.to_calendars(meeting, is_canceled=True)
    turn(meeting, by, kind)
    return meeting


def turn(meeting: Meeting, by: Person | None, kind: Turn.Kind) -> Turn:
    """Write down what somebody did about a meeting."""
    return Turn.objects.create(
        organization_id=meeting.organization_id,
        meeting=meeting,
        by=by,
        kind=kind,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
    )
