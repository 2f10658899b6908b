"""What staff owe people on Today, beside contacts: errands by their day, and talks afterwards."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet, Value
from django.db.models.functions import JSONObject

from cairn.core import clock
from cairn.mentorship.models import Errand, ExitTalk
from cairn.people.models import Person


@dataclass(frozen=True)
class OwedErrand:
    """What one of the staff said they would do for somebody; `is_own`: the reader said it."""

    who: str
    is_own: bool
    days_late: int


@dataclass(frozen=True)
class OwedAfter:
    """With whom a talk is owed, and when what they had ended."""

    pk: UUID
    who: str
    ended_on: date


@dataclass(frozen=True)
class Owed:
    """Both, the longest waiting first."""

    errands: list[OwedErrand]
    talks: list[OwedAfter]


def owed_today(person: Person, most: int) -> Owed:
    """Return what is due by today in programs a person serves, so many of each. One query."""
    today = clock.today(person.time_zone)
    errands = Errand.objects.visible_to(person).open().filter(due_on__lte=today)
    talks = ExitTalk.objects.visible_to(person).open()
    first = _said(errands, "errand", day="due_on", by="who_id")[:most]
    then = _said(talks, "talk", day="walk__ended_at")[:most]
    found = [row for (row,) in first.union(then, all=True)]
    return Owed(
        [_errand(row, person, today) for row in _of("errand", found)],
        [_talk(row, person) for row in _of("talk", found)],
    )


def _said(rows: QuerySet[Any], kind: str, *, day: str, by: str = "person_id") -> QuerySet[Any, Any]:
    said = JSONObject(kind=Value(kind), pk="pk", who="person__display_name", day=day, by=by)
    return rows.order_by(day, "pk").values_list(said)


def _of(kind: str, found: list[dict[str, str]]) -> list[dict[str, str]]:
    mine = [row for row in found if row["kind"] == kind]
    return sorted(mine, key=lambda row: (row["day"], row["pk"]))


def _errand(row: dict[str, str], person: Person, today: date) -> OwedErrand:
    late = (today - date.fromisoformat(row["day"])).days
    return OwedErrand(row["who"], row["by"] == str(person.pk), late)


def _talk(row: dict[str, str], person: Person) -> OwedAfter:
    ended_at = datetime.fromisoformat(row["day"]).astimezone(ZoneInfo(person.time_zone))
    return OwedAfter(UUID(row["pk"]), row["who"], ended_at.date())
