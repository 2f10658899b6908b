"""What a person's own calendar reads of their meetings: by a secret link, or by mail."""

import hashlib
import secrets
from collections.abc import Iterable
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
from cairn.mentorship.ical.writing import Appointment, Party
from cairn.mentorship.models import Feed, MailedCalendar, Meeting, Turn
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
    """Return a person's meetings as a calendar, as far back as two months. One query."""
    agreed = Turn.objects.filter(meeting=OuterRef("pk"), kind=Turn.Kind.ACCEPTED)
    told = Q(state__in=(Meeting.State.AGREED, Meeting.State.HELD))
    gone = Q(Exists(agreed), state=Meeting.State.CANCELED)
    rows = Meeting.objects.visible_to(person).filter(starts_at__gte=clock.now() - BACK)
    found = rows.filter(told | gone).order_by("starts_at", "pk")[:MOST]
    return _written(found, person)


def mail(meeting_id: UUID, person_id: UUID, *, is_canceled: bool) -> None:
    """Mail a meeting as it stands to one of the two who wishes so, with nothing said but when."""
    wish = MailedCalendar.objects.filter(person=person_id).select_related("person").first()
    with keys.keep_in_mind():
        if wish is None or not wish.person.email:
            return
        meeting = Meeting.objects.visible_to(wish.person).filter(pk=meeting_id).first()
        if meeting and (is_canceled or meeting.state == Meeting.State.AGREED):
            _send(wish.person, meeting, is_canceled=is_canceled)


def appointment_of(meeting: Meeting, person: Person, *, is_canceled: bool = False) -> Appointment:
    """Return a meeting as an appointment of one person.

    Its id is another one in the calendar of each of the two: whoever holds both calendars does
    not learn from it that they meet each other.
    """
    is_gone = is_canceled or meeting.state == Meeting.State.CANCELED
    return Appointment(
        uid=str(uuid5(meeting.pk, person.pk.hex)),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        sequence=2 * meeting.sequence + (not is_gone and meeting.state != Meeting.State.PROPOSED),
        changed_at=meeting.changed_at,
        is_canceled=is_gone,
    )


def _written(meetings: Iterable[Meeting], person: Person) -> bytes:
    with translation.override(person.language):
        appointments = [appointment_of(meeting, person) for meeting in meetings]
        return writing.feed(appointments, zone=person.time_zone, title=_("Appointment"))


def _send(person: Person, meeting: Meeting, *, is_canceled: bool) -> None:
    with translation.override(person.language):
        title = _("Appointment")
        write = writing.cancellation if is_canceled else writing.request
        data = write(
            appointment_of(meeting, person, is_canceled=is_canceled),
            zone=person.time_zone,
            title=title,
            party=Party(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], person.email),
        )
        body = _("This is for your calendar.") + f"\n\n{settings.PUBLIC_URL}/\n"
        method = "CANCEL" if is_canceled else "REQUEST"
        post_appointment(person.email, title, body, data, method)


def _hash(secret: str) -> str:
    """Hash without salt or stretching: the secret is 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()
