"""Lets the worker mail a meeting to the calendars of those of the two who wish so."""

from cairn.mentorship import tasks
from cairn.mentorship.models import MailedCalendar, Meeting


def to_calendars(meeting: Meeting, *, is_canceled: bool) -> None:
    """Mail a meeting that is agreed, or that it is no more at the time it was agreed for."""
    wishes = MailedCalendar.objects.filter(person__in=meeting.mentorship.pair)
    for person_id in wishes.order_by("person_id").values_list("person_id", flat=True):
        tasks.mail_appointment.defer(
            organization_id=str(meeting.organization_id),
            meeting_id=str(meeting.pk),
            person_id=str(person_id),
            is_canceled=is_canceled,
        )
