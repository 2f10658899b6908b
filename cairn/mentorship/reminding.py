"""What the clock says of meetings: that one is soon, and afterwards, once, whether they met.

A notice as every other: outside it says nothing. Nobody is reminded of what they agreed to less
than a day before.
"""

from datetime import timedelta
from uuid import UUID

from django.db.models import F, QuerySet

from cairn.core import clock
from cairn.core.walls import acting_in
from cairn.mentorship import notices
from cairn.mentorship.models import Booking, Meeting
from cairn.people import queries as people

BEFORE = timedelta(hours=24)
AFTER = timedelta(hours=3)


def remind() -> None:
    """Remind and ask, in every organization; each booking once."""
    for organization_id in people.organizations():
        with acting_in(organization_id):
            _remind()


def _remind() -> None:
    """Look among what is agreed alone: what was told of long since is no part of its index."""
    now = clock.now()
    agreed = Booking.objects.filter(meeting__state=Meeting.State.AGREED)
    near = agreed.filter(meeting__starts_at__gt=now, meeting__starts_at__lte=now + BEFORE)
    in_time = near.filter(created_at__lt=F("starts_at") - BEFORE)
    _tell("soon", in_time.filter(reminded_at=None), "reminded_at")
    begun = agreed.filter(meeting__starts_at__lt=now - AFTER)
    over = begun.filter(meeting__ends_at__lt=now - AFTER)
    _tell("to_tell", over.filter(asked_at=None), "asked_at")


def _tell(what: str, rows: QuerySet[Booking], mark: str) -> None:
    related = rows.select_related(
        "person", "meeting__mentorship__mentee", "meeting__mentorship__mentor"
    )
    found = list(related.select_for_update(of=["self"]).order_by("pk"))
    for booking in found:
        notices.remind(what, booking.meeting, booking.person)
    told: list[UUID] = [booking.pk for booking in found]
    Booking.objects.filter(pk__in=told).update(**{mark: clock.now()})
