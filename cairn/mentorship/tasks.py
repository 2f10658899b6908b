"""What the worker does: reminders, mails for calendars, reading linked ones, the pulse."""

from uuid import UUID

from procrastinate.contrib.django import app

from cairn.core.walls import acting_in
from cairn.mentorship import asking, feeds, own_calendars, reminding


@app.task(name="mentorship.mail_appointment")
def mail_appointment(
    *, organization_id: str, meeting_id: str, person_id: str, is_canceled: bool
) -> None:
    """Mail a meeting to the calendar of one of the two who wishes so."""
    with acting_in(UUID(organization_id)):
        feeds.mail(UUID(meeting_id), UUID(person_id), is_canceled=is_canceled)


@app.task(name="mentorship.read_calendar")
def read_calendar(*, organization_id: str, calendar_id: str) -> None:
    """Read a linked calendar."""
    own_calendars.read_link(UUID(organization_id), UUID(calendar_id))


@app.periodic(cron="*/10 * * * *")
@app.task(name="mentorship.remind")
def remind(timestamp: int) -> None:  # noqa: ARG001 - the clock's shape
    """Remind of what is soon, and ask how it went."""
    reminding.remind()


@app.periodic(cron="41 * * * *")
@app.task(name="mentorship.read_calendars")
def read_calendars(timestamp: int) -> None:  # noqa: ARG001 - the clock's shape
    """Read linked calendars again, each in a job of its own."""
    for organization_id, calendar_id in own_calendars.overdue():
        read_calendar.defer(organization_id=str(organization_id), calendar_id=str(calendar_id))


@app.periodic(cron="11 * * * *")
@app.task(name="mentorship.ask_pulses")
def ask_pulses(timestamp: int) -> None:  # noqa: ARG001 - the clock's shape
    """Ask the two of a mentorship how it goes, after 30, 90 and 180 days."""
    asking.ask_pulses()
