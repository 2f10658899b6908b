"""Reads of what staff said they would do, and of who of them may."""

from dataclasses import dataclass

from django.db.models import F, QuerySet

from cairn.core import clock
from cairn.mentorship import policies
from cairn.mentorship.models import Errand, SupportContact
from cairn.mentorship.queries.walks import DueContact, due, due_rows
from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.programs import queries as programs

PAGE = 50


@dataclass(frozen=True)
class DueErrand:
    """What staff said they would do, as it stands on the reader's today."""

    errand: Errand
    days_late: int


def due_errands(person: Person, most: int = PAGE) -> list[DueErrand]:
    """Return what is due by today in programs a person serves, the longest overdue first."""
    today = clock.today(person.time_zone)
    rows = Errand.objects.visible_to(person).open().filter(due_on__lte=today)
    found = _related(rows).order_by("due_on", "pk")[:most]
    return [DueErrand(errand, (today - errand.due_on).days) for errand in found]


def contacts_of_today(person: Person, most: int) -> tuple[list[DueContact], list[SupportContact]]:
    """Return what is due, as `due_contacts` does, and what the person may still take back.

    The latter are those that they wrote down themself, the newest first. One query.
    """
    seen = SupportContact.objects.visible_to(person).filter(mentorship__ended_at=None)
    own = seen.filter(kept_by=person, kept_at__gte=clock.now() - policies.TAKE_BACK)
    related = own.select_related("person", "mentorship__mentee", "mentorship__mentor")
    kept = related.order_by("-kept_at", "pk")[:most]
    found = list(due_rows(person)[:most].union(kept, all=True))
    owed = [due(contact, person) for contact in found if contact.kept_at is None]
    return owed, [contact for contact in found if contact.kept_at]


def errands_for(person: Person) -> list[Errand]:
    """Return what staff said they would do: what is open by its day, then what was done last.

    One query, and one for keys.
    """
    rows = Errand.objects.visible_to(person).filter(mentorship__ended_at=None)
    latest = F("done_at").desc(nulls_first=True)
    found = list(_related(rows).order_by(latest, "due_on", "pk")[:PAGE])
    keys.warm(errand.person_id for errand in found)
    return found


def staff_for(contact: SupportContact, person: Person) -> list[Person]:
    """Return who else of the staff may do what is said at a contact. One query."""
    pair = contact.mentorship.pair
    found = programs.coordinators_of(contact.mentorship.program, pair).exclude(pk=person.pk)
    return [each for each in found.order_by("pk") if not contact.mentorship.has(each)]


def _related(rows: QuerySet[Errand]) -> QuerySet[Errand]:
    two = ("mentorship__mentee", "mentorship__mentor", "mentorship__program")
    return rows.select_related("person", "who", "done_by", *two)
