"""Two people are kept apart: what they had ends at once, kindly, and without a fault of either.

Nobody is told why, nor by whose wish. Both read the same, and the coordinators learn that each of
the two needs somebody to talk with. See docs/adr/0050-a-block-reads-as-not-available.md.
"""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from cairn.audit import records
from cairn.core import clock
from cairn.mentorship import calling_off, closing, notices, queries
from cairn.mentorship.models import Mentorship
from cairn.people import apart
from cairn.people.models import Person
from cairn.programs.models import Enrollment


def part(one: Person, other: Person) -> None:
    """Close all that the two have or had together, whichever of them was the mentor."""
    _part(Mentorship.objects.between(one, other))


def part_kept_apart() -> None:
    """Close what people have together whom something keeps apart, in the organization acted in."""
    live = Mentorship.objects.live()
    people = {pk for pair in live.values_list("mentee_id", "mentor_id") for pk in pair}
    apart_now = apart.pairs_among(people)
    found = [row.pk for row in live if (row.mentee_id, row.mentor_id) in apart_now]
    _part(Mentorship.objects.filter(pk__in=found))


def _part(rows: Iterable[Mentorship]) -> None:
    open_still = Mentorship.objects.filter(pk__in=[row.pk for row in rows], parted_at=None)
    for row in open_still.select_for_update().order_by("pk"):
        _close(row, clock.now())


def _close(row: Mentorship, now: datetime) -> None:
    was_live = row.ended_at is None
    row.parted_at, row.ended_at = now, row.ended_at or now
    row.save(update_fields=["parted_at", "ended_at"])
    calling_off.call_off(row)
    notices.forget(row)
    if was_live:
        wait_again(row)
        closing.owe_talks(row)
        notices.tell_of_parting(row)
    records.record(
        "mentorship.part", organization_id=row.organization_id, actor_id=None, about=row.pk
    )


def wait_again(row: Mentorship) -> None:
    """Let the mentee wait again from the day they had waited since: no time is lost."""
    zone = ZoneInfo(row.program.time_zone)
    since = row.waiting_since or row.matched_at.astimezone(zone).date()
    place = queries.place_of(row.program, row.mentee, Enrollment.Side.MENTEE)
    place.filter(waiting_since=None).update(waiting_since=since)
