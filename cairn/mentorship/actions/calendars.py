"""A feed is made and taken back, invitations are wished for, one's own calendar is read."""

from cairn.audit import records
from cairn.core import clock
from cairn.mentorship import feeds, own_calendars, policies, tasks
from cairn.mentorship.models import Feed, MailedCalendar, OwnCalendar
from cairn.people.models import Person


def make_feed(*, by: Person) -> str:
    """Make a feed and return its link, to be shown this once; one made before is taken back."""
    policies.can_keep_calendar(by).require()
    Feed.objects.visible_to(by).update(revoked_at=clock.now())
    link = feeds.issue(by)
    _record("make_feed", by)
    return link


def end_feed(*, by: Person) -> None:
    """Take the feed back: whoever holds its link reads nothing more."""
    policies.can_keep_calendar(by).require()
    Feed.objects.visible_to(by).update(revoked_at=clock.now())
    _record("end_feed", by)


def wish_for_mail(*, by: Person, is_wished: bool) -> None:
    """Say whether each meeting is mailed as an invitation that a calendar reads."""
    policies.can_keep_calendar(by).require()
    if is_wished:
        MailedCalendar.objects.get_or_create(person=by, organization_id=by.organization_id)
    else:
        MailedCalendar.objects.visible_to(by).delete()
    _record("wish_for_mail", by)


def link_calendar(*, by: Person, link: str) -> OwnCalendar:
    """Link one's own calendar: the worker reads it, now and again every few hours."""
    policies.can_link_calendar(by, link).require()
    calendar = _own(by)
    calendar.link, calendar.is_linked = link.strip(), True
    calendar.problem, calendar.tried_at = "", None
    calendar.save()
    _record("link_calendar", by)
    tasks.read_calendar.defer(organization_id=str(by.organization_id), calendar_id=str(calendar.pk))
    return calendar


def upload_calendar(*, by: Person, data: bytes) -> OwnCalendar:
    """Read a file of one's own calendar, once; of it only times are kept."""
    policies.can_upload_calendar(by, data).require()
    calendar = _own(by)
    calendar.link, calendar.is_linked = "", False
    own_calendars.read_into(calendar, data)
    _record("upload_calendar", by)
    return calendar


def drop_calendar(*, by: Person) -> None:
    """Forget one's own calendar, and when one is busy by it."""
    policies.can_keep_calendar(by).require()
    OwnCalendar.objects.visible_to(by).delete()
    _record("drop_calendar", by)


def _own(person: Person) -> OwnCalendar:
    found = OwnCalendar.objects.visible_to(person).first()
    return found or OwnCalendar(organization_id=person.organization_id, person=person)


def _record(act: str, by: Person) -> None:
    records.record(
        f"mentorship.{act}", organization_id=by.organization_id, actor_id=by.pk, about=by.pk
    )
