"""Taking a mentorship for a transaction, so that two acts at once come one after the other."""

from cairn.mentorship.models import Meeting, Mentorship


def locked(mentorship: Mentorship) -> Mentorship:
    """Take the mentorship for this transaction, as it is now."""
    now = Mentorship.objects.select_for_update()
    mentorship.refresh_from_db(fields=["begun_at", "ended_at", "parted_at"], from_queryset=now)
    return mentorship


def locked_meeting(meeting: Meeting) -> Meeting:
    """Take a meeting and its mentorship for this transaction, as they are now."""
    locked(meeting.mentorship)
    now = Meeting.objects.select_for_update()
    fields = ["state", "sequence", "starts_at", "ends_at", "mode", "set_by", "place"]
    meeting.refresh_from_db(fields=fields, from_queryset=now)
    return meeting
