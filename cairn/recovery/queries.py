"""A person's own days, read for that person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from cairn.core import clock
from cairn.mentorship.models import Mentorship
from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.recovery.models import CheckIn, Stretch, Suggestion, WrittenPlan
from cairn.recovery.parts import PlanKind, contact
from cairn.recovery.support import Contact, Place, Plan


@dataclass(frozen=True)
class Day:
    """One day of a pattern: the strongest craving and the latest mood said that day, if any."""

    on: date
    mood: int | None
    craving: int | None


def written_plan(person: Person, kind: str) -> WrittenPlan | None:
    """Return the newest version of a plan of a person's own."""
    return _versions(person, kind).first()


def written_plans(person: Person, kind: str) -> list[WrittenPlan]:
    """Return all versions of a plan of a person's own, the newest first."""
    return list(_versions(person, kind).select_related("idea__by"))


def plan_of(person: Person) -> Plan:
    """Return a person's plan as a value: own steps, own people, then the mentors who walk along."""
    written = written_plan(person, PlanKind.COPING)
    block = written.block if written else {}
    own = [contact(row) for row in block.get("people", [])]
    return Plan(tuple(block.get("steps", ())), (*own, *mentors_of(person)))


def suggested_to(person: Person) -> list[Suggestion]:
    """Return what waits for a person's yes or no, the oldest first."""
    waiting = Suggestion.objects.visible_to(person).open()
    found = list(waiting.select_related("by").order_by("pk"))
    keys.warm(each.by_id for each in found)
    return found


def _versions(person: Person, kind: str) -> QuerySet[WrittenPlan]:
    return WrittenPlan.objects.visible_to(person).filter(kind=kind).order_by("-version")


def mentors_of(person: Person) -> list[Contact]:
    """Return the mentors one can write to now."""
    walks = Mentorship.objects.of(person).live().begun().filter(mentee=person)
    return [
        Contact(name=walk.mentor.display_name, writes=True, zone=walk.mentor.time_zone)
        for walk in walks.select_related("mentor")
    ]


def place_of(person: Person) -> Place:
    """Return where a person is, as far as Cairn knows: the organization's country, own zone."""
    return Place(person.organization.country, person.time_zone)


def present_start(person: Person) -> date | None:
    """Return the day the present stretch began, None where none was said."""
    return present_of(Stretch.objects.visible_to(person))


def present_of(stretches: Iterable[Stretch]) -> date | None:
    """Return the day the present one of some stretches began, None where none was said."""
    starts = [
        date.fromisoformat(stretch.block["started_on"])
        for stretch in stretches
        if stretch.block.get("started_on") and not stretch.block.get("ended_on")
    ]
    return max(starts, default=None)


def pattern_of(person: Person, days: int = 28) -> list[Day]:
    """Return the last days up to today, by the person's own calendar, each with what was said."""
    zone = ZoneInfo(person.time_zone)
    today = clock.today(person.time_zone)
    since = clock.now() - timedelta(days=days)
    said: dict[date, list[CheckIn]] = {}
    for row in CheckIn.objects.visible_to(person).filter(at__gte=since).order_by("at"):
        said.setdefault(row.at.astimezone(zone).date(), []).append(row)
    span = (today - timedelta(days=back) for back in range(days - 1, -1, -1))
    return [_day(on, said.get(on, [])) for on in span]


def _day(on: date, rows: list[CheckIn]) -> Day:
    moods = [value for row in rows if (value := row.answers.get("mood")) is not None]
    cravings = [value for row in rows if (value := row.answers.get("craving")) is not None]
    return Day(on, moods[-1] if moods else None, max(cravings, default=None))
