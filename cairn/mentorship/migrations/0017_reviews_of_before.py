"""Owe reviews to pairs that began before there were any.

Whose day has not come yet is owed on its day. One whose day passed within three weeks is owed in
a week: nobody missed it, so no list begins with it overdue. What lies further back is passed over:
what was to be said then has been said at a contact since, and the next review is near enough. Three
weeks is also as late as the five questions are asked.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import migrations

from cairn.core import clock
from cairn.people.encryption import Sealed

_USUAL = (30, 90, 180)
_LATEST, _SOON = timedelta(days=21), timedelta(days=7)
_AT_ONCE = 2000
_EMPTY = Sealed(b"")  # nothing was answered yet, which no key has to seal


def owe_reviews(apps: Any, schema_editor: Any) -> None:
    """Owe both of each live pair that has no review the ones still to come; a second run adds none.

    The days are those of its program; one that set none wants none.
    """
    alias = schema_editor.connection.alias
    contact = apps.get_model("mentorship", "SupportContact").objects.using(alias)
    days = dict(_set_days(apps, alias))
    walks = apps.get_model("mentorship", "Mentorship").objects.using(alias)
    live = walks.filter(ended_at=None).exclude(begun_at=None).exclude(contacts__kind="review")
    rows = [
        contact.model(
            organization_id=walk.organization_id,
            mentorship_id=walk.pk,
            person_id=person_id,
            due_on=due_on,
            kind="review",
            answers=_EMPTY,
        )
        for walk in live.select_related("program").iterator()
        for due_on in _owed(walk, days.get(walk.program_id, _USUAL))
        for person_id in (walk.mentee_id, walk.mentor_id)
    ]
    contact.bulk_create(rows, batch_size=_AT_ONCE)


def _set_days(apps: Any, alias: str) -> Any:
    rhythms = apps.get_model("mentorship", "Rhythm").objects.using(alias)
    return rhythms.values_list("program_id", "review_days")


def _owed(walk: Any, review_days: Sequence[int]) -> set[date]:
    """Return the days of the reviews of a pair that are owed: no two on one."""
    zone = walk.program.time_zone
    today, begun_on = clock.today(zone), walk.begun_at.astimezone(ZoneInfo(zone)).date()
    days = [begun_on + timedelta(days=each) for each in review_days]
    return {max(day, today + _SOON) if day < today else day for day in days if day >= today - _LATEST}


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0016_support")]

    operations = [migrations.RunPython(owe_reviews, migrations.RunPython.noop)]
