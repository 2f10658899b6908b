"""What the clock does about the pulse: it asks both of a mentorship after 30, 90 and 180 days.

Nobody is asked late: a mentorship that is much older is asked the next time. No answer ends
nothing, and nobody is asked twice.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from cairn.core import clock
from cairn.core.walls import acting_in
from cairn.mentorship import notices
from cairn.mentorship.models import Mentorship, Pulse
from cairn.mentorship.pulses import DAYS
from cairn.people import queries as people
from cairn.people.keys import store as keys

_LATEST = timedelta(days=21)


def ask_pulses() -> None:
    """Ask wherever it is time, each mentorship in a transaction of its own."""
    for organization_id in people.organizations():
        for day in DAYS:
            with acting_in(organization_id):
                due = list(_due(day).values_list("pk", flat=True))
            for pk in due:
                with keys.keep_in_mind(), acting_in(organization_id):
                    _ask(pk, day)


def _due(day: int) -> QuerySet[Mentorship]:
    at = clock.now() - timedelta(days=day)
    walks = Mentorship.objects.live().begun().filter(begun_at__lte=at, begun_at__gt=at - _LATEST)
    return walks.exclude(pulses__day=day)


def _ask(pk: UUID, day: int) -> None:
    walk = _due(day).filter(pk=pk).select_for_update(of=("self",)).first()
    if walk is None:
        return
    for person in walk.pair:
        pulse = Pulse.objects.create(
            organization_id=walk.organization_id, walk=walk, person=person, day=day
        )
        notices.tell_of_pulse(pulse)
