"""What a person's own calendar reads of their meetings: by a secret link, or by mail."""

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from email.utils import parseaddr
from uuid import UUID, uuid5

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cairn.core import clock
from cairn.mentorship.ical import writing
from cairn.mentorship.ical.writing import Again, Appointment, Party
from cairn.mentorship.models import Feed, MailedCalendar, Meeting, MeetingQuerySet, Turn
from cairn.people import queries as people
from cairn.people.keys import store as keys
from cairn.people.mail import post_appointment
from cairn.people.models import Person

BACK = timedelta(days=60)
MOST = 1_000


def issue(person: Person) -> str:
    """Make a feed and return its link; only a hash of its secret is kept."""
    secret = secrets.token_urlsafe(32)
    Feed.objects.create(
        organization_id=person.organization_id, person=person, secret_hash=_hash(secret)
    )
    return f"{settings.PUBLIC_URL}{reverse('calendar_feed', args=[secret])}"


def person_of(secret: str) -> Person | None:
    """Return whose feed a secret opens, None for an unknown one or one that was taken back."""
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_feed(%s)", [_hash(secret)])
        row = cursor.fetchone()
    return people.enter(row[0], row[1]) if row else None


def feed_of(person: Person) -> bytes:
    """Return a person's meetings as a calendar, as far back as two months. Two queries."""
    near = _told().filter(starts_at__gte=clock.now() - BACK)
    rows = list(near.visible_to(person).order_by("starts_at", "pk")[:MOST])
    again = _of_series(person, {meeting.series_id for meeting in rows} - {None})
    told = [appointment_of(meeting, person) for meeting in rows if meeting.series_id is None]
    told += [one for meetings in again for one in series_of(meetings, person)]
    with translation.override(person.language):
        return writing.feed(told, zone=person.time_zone, title=_("Appointment"))


def mail(meeting_id: UUID, person_id: UUID, *, is_canceled: bool) -> None:
    """Mail a meeting as it stands to one of the two who wishes so, with nothing said but when."""
    wish = MailedCalendar.objects.filter(person=person_id).select_related("person").first()
    with keys.keep_in_mind():
        if wish is None or not wish.person.email:
            return
        meeting = Meeting.objects.visible_to(wish.person).filter(pk=meeting_id).first()
        if meeting and meeting.series_id:
            _send_series(wish.person, meeting.series_id)
        elif meeting and (is_canceled or meeting.state == Meeting.State.AGREED):
            told = [appointment_of(meeting, wish.person, is_canceled=is_canceled)]
            _send(wish.person, told, is_canceled=is_canceled)


def appointment_of(meeting: Meeting, person: Person, *, is_canceled: bool = False) -> Appointment:
    """Return a meeting as an appointment of one person.

    Its id is another one in the calendar of each of the two: whoever holds both calendars does
    not learn from it that they meet each other.
    """
    is_gone = is_canceled or meeting.state == Meeting.State.CANCELED
    return Appointment(
        uid=_id(meeting.pk, person),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        sequence=2 * meeting.sequence + (not is_gone and meeting.state in _BOOKED),
        changed_at=meeting.changed_at,
        is_canceled=is_gone,
    )


def series_of(meetings: Sequence[Meeting], person: Person) -> list[Appointment]:
    """Return a series as one appointment that comes again, and those of it that were moved.

    `meetings` are all there ever were of it, in order. What was canceled, or waits for a yes, is
    left out by its time. A change of any is a change of the whole: the sum of all rises.
    """
    first, series = meetings[0], meetings[0].series
    if series is None or first.recurs_at is None:
        return []
    booked = [one for one in meetings if one.state in _BOOKED]
    times = {one.recurs_at for one in meetings if one.recurs_at}
    left_out = times - {one.recurs_at for one in booked}
    whole = Appointment(
        uid=_id(series.pk, person),
        starts_at=first.recurs_at,
        ends_at=first.recurs_at + (first.ends_at - first.starts_at),
        sequence=sum(2 * one.sequence + (one.state in _BOOKED) for one in meetings),
        changed_at=max(one.changed_at for one in meetings),
        is_canceled=not booked,
        zone=series.zone,
        again=Again(series.every_weeks, max(times), tuple(sorted(left_out))),
    )
    return [whole, *(_moved(one, whole) for one in booked if one.starts_at != one.recurs_at)]


_BOOKED = (Meeting.State.AGREED, Meeting.State.HELD, Meeting.State.MISSED)


def _moved(meeting: Meeting, whole: Appointment) -> Appointment:
    placed = replace(whole, starts_at=meeting.starts_at, ends_at=meeting.ends_at)
    return replace(placed, again=None, recurs_at=meeting.recurs_at)


def _told() -> MeetingQuerySet:
    """Return meetings that belong into a calendar, and those that once did."""
    agreed = Turn.objects.filter(meeting=OuterRef("pk"), kind=Turn.Kind.ACCEPTED)
    gone = Q(Exists(agreed), state=Meeting.State.CANCELED)
    return Meeting.objects.filter(Q(state__in=_BOOKED) | gone)


def _of_series(person: Person, series: Collection[UUID | None]) -> list[list[Meeting]]:
    """Return all meetings of some series, each series' own in order. One query, or none."""
    if not series:
        return []
    rows = Meeting.objects.visible_to(person).filter(series__in=series).select_related("series")
    found: defaultdict[UUID | None, list[Meeting]] = defaultdict(list)
    for meeting in rows.order_by("recurs_at", "pk"):
        found[meeting.series_id].append(meeting)
    return list(found.values())


def _send_series(person: Person, series_id: UUID) -> None:
    """Mail a series as it stands now, whichever of it changed."""
    for meetings in _of_series(person, [series_id]):
        told = series_of(meetings, person)
        _send(person, told, is_canceled=told[0].is_canceled)


def _id(pk: UUID, person: Person) -> str:
    return str(uuid5(pk, person.pk.hex))


def _send(person: Person, told: Sequence[Appointment], *, is_canceled: bool) -> None:
    with translation.override(person.language):
        title = _("Appointment")
        write = writing.cancellation if is_canceled else writing.request
        party = Party(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], person.email)
        data = write(told, zone=person.time_zone, title=title, party=party)
        body = _("This is for your calendar.") + f"\n\n{settings.PUBLIC_URL}/\n"
        method = "CANCEL" if is_canceled else "REQUEST"
        post_appointment(person.email, title, body, data, method)


def _hash(secret: str) -> str:
    """Hash without salt or stretching: the secret is 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()
