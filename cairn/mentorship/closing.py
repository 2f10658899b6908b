"""What follows from a planned ending or an end: its meeting, a farewell and a talk with each."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cairn.mentorship.models import ExitTalk, Farewell, Meeting, Mentorship


def say_goodbye(walk: Mentorship) -> None:
    """Let each of the two say goodbye and be talked with; nothing where nothing had begun."""
    if walk.begun_at:
        offer_farewell(walk)
        owe_talks(walk)


def offer_farewell(walk: Mentorship) -> None:
    """Let each of the two say goodbye; what they wrote before stays."""
    row = {"organization_id": walk.organization_id, "walk": walk}
    rows = [Farewell(**row, person=person) for person in walk.pair]
    Farewell.objects.bulk_create(rows, ignore_conflicts=True)


def owe_talks(walk: Mentorship) -> None:
    """Owe each of the two a talk of staff with them, once; nothing where nothing had begun."""
    row = {"organization_id": walk.organization_id, "walk": walk}
    rows = [ExitTalk(**row, person=person) for person in walk.pair if walk.begun_at]
    ExitTalk.objects.bulk_create(rows, ignore_conflicts=True)


def meeting_on(walk: Mentorship, day: date) -> Meeting | None:
    """Return the first meeting that the two have open on a day of the program's zone."""
    start = datetime.combine(day, time(), tzinfo=ZoneInfo(walk.program.time_zone))
    open_then = walk.meetings.open().filter(starts_at__gte=start)
    until = datetime.combine(day + timedelta(days=1), time(), tzinfo=start.tzinfo)
    return open_then.filter(starts_at__lt=until).order_by("starts_at", "pk").first()


def book(walk: Mentorship) -> None:
    """Let the meeting that stands on the planned day be the last one, where none is yet."""
    planned = walk.closings.standing().select_related("meeting").first()
    if planned and not (planned.meeting and planned.meeting.is_open):
        found = meeting_on(walk, planned.last_on)
        if found:
            planned.meeting = found
            planned.save(update_fields=["meeting"])
