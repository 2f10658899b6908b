"""Reads about a person's own calendars."""

from dataclasses import dataclass
from typing import Any

from cairn.mentorship import refusing
from cairn.mentorship.models import Feed, MailedCalendar, OwnCalendar
from cairn.people.models import Person


@dataclass(frozen=True)
class CalendarView:
    """What leads to and from a person's own calendar."""

    has_feed: bool
    is_mailed: bool
    own: OwnCalendar | None

    @property
    def problem(self) -> Any:
        """Why the own calendar could not be read last, in words; empty where it could."""
        return refusing.words(self.own.problem) if self.own else ""


def calendar_of(person: Person) -> CalendarView:
    """Return what a person's page about calendars shows. Three queries."""
    return CalendarView(
        has_feed=Feed.objects.visible_to(person).exists(),
        is_mailed=MailedCalendar.objects.visible_to(person).exists(),
        own=OwnCalendar.objects.visible_to(person).first(),
    )
