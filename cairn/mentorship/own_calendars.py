"""Reading a person's own calendar into times: a file that was sent, or a link, again and again."""

from datetime import datetime, timedelta
from uuid import UUID

from cairn.core import clock
from cairn.core.walls import acting_in
from cairn.mentorship import notices
from cairn.mentorship.ical import apart, fetching
from cairn.mentorship.ical.fetching import NotFetched
from cairn.mentorship.ical.reading import Unreadable
from cairn.mentorship.models import OwnCalendar
from cairn.people import queries as people
from cairn.people.keys import store as keys

AHEAD = timedelta(days=62)
"""How far ahead a calendar is read."""

AGAIN = timedelta(hours=6)


def read_into(calendar: OwnCalendar, data: bytes) -> OwnCalendar:
    """Keep the times of a file; one that can't be read leaves what was known, and says why."""
    now = clock.now()
    try:
        zone = calendar.person.time_zone
        found = apart.read(data, zone=zone, start=now, end=now + AHEAD)
    except Unreadable as refused:
        return _failed(calendar, refused.code)
    busy = [[one.isoformat(), other.isoformat()] for one, other in found.spans]
    calendar.block, calendar.left_out, calendar.problem = {"busy": busy}, found.left_out, ""
    calendar.read_at = calendar.tried_at = now
    calendar.save()
    return calendar


def read_link(organization_id: UUID, calendar_id: UUID) -> None:
    """Fetch a linked calendar and keep its times; no transaction is open while it is fetched."""
    with keys.keep_in_mind():
        with acting_in(organization_id):
            link = _linked(calendar_id)
        if not link:
            return
        try:
            data, problem = fetching.fetch(link), ""
        except NotFetched as refused:
            data, problem = b"", refused.code
        with acting_in(organization_id):
            _keep(calendar_id, link, data, problem)


def overdue() -> list[tuple[UUID, UUID]]:
    """Return the linked calendars that were not looked at for some hours, by organization."""
    return [
        (organization_id, calendar_id)
        for organization_id in people.organizations()
        for calendar_id in _overdue(organization_id, clock.now() - AGAIN)
    ]


def _overdue(organization_id: UUID, before: datetime) -> list[UUID]:
    with acting_in(organization_id):
        linked = OwnCalendar.objects.filter(is_linked=True, tried_at__lt=before)
        return list(linked.values_list("pk", flat=True))


def _linked(calendar_id: UUID) -> str:
    found = OwnCalendar.objects.filter(pk=calendar_id, is_linked=True).first()
    return found.link if found else ""


def _keep(calendar_id: UUID, link: str, data: bytes, problem: str) -> None:
    """Keep what was fetched, unless the person linked another calendar meanwhile, or none."""
    rows = OwnCalendar.objects.select_for_update(of=["self"]).select_related("person")
    found = rows.filter(pk=calendar_id, is_linked=True).first()
    if found is None or found.link != link:
        return
    if problem:
        _failed(found, problem)
    else:
        read_into(found, data)


def _failed(calendar: OwnCalendar, code: str) -> OwnCalendar:
    """Keep why it could not be read; of a link the person is told, once."""
    if calendar.is_linked and not calendar.problem:
        notices.tell_of_calendar(calendar.person)
    calendar.problem, calendar.tried_at = code, clock.now()
    calendar.save()
    return calendar
