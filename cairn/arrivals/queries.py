"""Reads for pages, each in one query or two, however many rows there are."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.arrivals import profiles
from cairn.arrivals.models import Asking, Door, FirstContact, Orientation
from cairn.arrivals.policies import DRAFT_LASTS
from cairn.core import clock
from cairn.people import lookup
from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.programs.models import Program

PAGE = 50
ALIKE = 5


@dataclass(frozen=True)
class DueFirst:
    """A first contact that staff owe, and with whom; `hours_late` below zero are hours to come."""

    contact: FirstContact
    name: str
    hours_late: int

    @property
    def is_overdue(self) -> bool:
        """Whether its time has passed."""
        return self.contact.is_overdue

    @property
    def has_asked(self) -> bool:
        """Whether they asked themselves; else staff enrolled them."""
        return self.contact.asking_id is not None

    @property
    def kind(self) -> str:
        """The kind of tag that says when it is due."""
        return "late" if self.is_overdue else "due"

    @property
    def words(self) -> str:
        """When it is due, or for how long it has been: in words, never by a color alone."""
        if not self.is_overdue:
            at = timezone.localtime(self.contact.due_at)
            return _("due %(day)s, %(time)s") % {
                "day": date_format(at, "l"),
                "time": date_format(at, "TIME_FORMAT"),
            }
        late = ngettext("overdue by %(hours)d hour", "overdue by %(hours)d hours", self.hours_late)
        return late % {"hours": self.hours_late} if self.hours_late else _("overdue just now")


@dataclass(frozen=True)
class Arrival:
    """Somebody who arrives, as staff read it: with whom the contact is, and what they said.

    `alike` are people whom the reader sees anyway and who may be the same.
    """

    due: DueFirst
    asking: Asking | None
    person: Person | None
    said: list[tuple[object, object]]
    alike: list[Person]

    @property
    def contact(self) -> FirstContact:
        """The first contact."""
        return self.due.contact


def first_contacts(person: Person, most: int = PAGE) -> list[DueFirst]:
    """Return the first contacts owed in programs a person serves, the longest overdue first.

    One query, and one for the keys of those who asked.
    """
    rows = FirstContact.objects.visible_to(person).open().select_related("asking", "person")
    found = list(rows.order_by("due_at", "pk")[:most])
    keys.warm(contact.holder_id for contact in found)
    return [_due(contact) for contact in found]


def arrival_of(contact: FirstContact, reader: Person) -> Arrival:
    """Return all that staff may read of somebody who arrives."""
    asking = contact.asking
    person = contact.person or (
        Person.objects.filter(pk=asking.pk).first() if asking and asking.welcomed_at else None
    )
    said = profiles.spoken(asking.answers) if asking else []
    alike = _alike(asking, reader) if asking and _is_undecided(asking) else []
    return Arrival(_due(contact), asking, person, said, alike)


def _is_undecided(asking: Asking) -> bool:
    return not (asking.welcomed_at or asking.taken_at or asking.set_aside_at)


def _alike(asking: Asking, reader: Person) -> list[Person]:
    """Return who may be the one who asked: whoever was signed in; else who has the same signs.

    Of people whom the reader sees anyway, by name or e-mail address; telephone numbers are found
    by nothing. One query.
    """
    if asking.known:
        return [asking.known]
    email, name = asking.answers.get("email", ""), asking.name.strip()
    name = name.replace("\x00", "")  # what is sealed can hold it, and no column can
    signs = Q(email_hash=lookup.email_hash(email)) if email.strip() else Q(pk=None)
    signs |= Q(display_name__iexact=name) if name else Q(pk=None)
    seen = Person.objects.visible_to(reader).active().exclude(pk=reader.pk)
    return list(seen.filter(signs).order_by("display_name", "pk")[:ALIKE])


def open_door(program: Program) -> Door | None:
    """Return the open door of a program: one or none."""
    return program.doors.filter(closed_at=None).first()


def latest_doors(program: Program) -> QuerySet[Door]:
    """Return who opened and closed doors of a program, and when, the newest first."""
    return program.doors.select_related("opened_by", "closed_by").order_by("-pk")[:PAGE]


def unread_of(program: Program) -> int:
    """Return how many askings of a program wait for staff, those begun within the hour too.

    What was begun long ago counts no more: nobody can keep others out by beginning.
    """
    fresh = Q(kept_at__gt=clock.now() - timedelta(hours=1))
    over = dict.fromkeys(("withdrawn_at", "welcomed_at", "taken_at", "set_aside_at"))
    return program.askings.filter(fresh | Q(sent_at__isnull=False), **over).count()


def left_for_too_long(program: Program) -> QuerySet[Asking]:
    """Return what was begun, never sent, and left: nobody can read it, and nobody will."""
    return program.askings.filter(sent_at=None, kept_at__lt=clock.now() - DRAFT_LASTS)


def asked_on(asking: Asking) -> date:
    """Return the day somebody asked, in the program's time zone."""
    at = asking.sent_at or clock.now()
    return at.astimezone(ZoneInfo(asking.program.time_zone)).date()


def has_joined(asking: Asking) -> bool:
    """Tell whether whoever asked has joined since."""
    return Person.objects.filter(pk=asking.pk, account__isnull=False).exists()


def orientation_of(person: Person) -> Orientation | None:
    """Return that somebody read their orientation, if they did."""
    return Orientation.objects.filter(person=person).first()


def contact_seen(person: Person, pk: UUID) -> QuerySet[FirstContact]:
    """Return one first contact with all that its page reads: one row or none."""
    asking = ("program", "welcomed_by", "known", "taken_by")
    related = ("person", "program", "kept_by", "tried_by", *(f"asking__{name}" for name in asking))
    return FirstContact.objects.visible_to(person).filter(pk=pk).select_related(*related)


def known_to(reader: Person, asking: Asking, pk: UUID) -> QuerySet[Person]:
    """Return somebody as whose asking staff may take one: one row or none."""
    seen = Person.objects.visible_to(reader).values("pk")
    return Person.objects.filter(Q(pk__in=seen) | Q(pk=asking.known_id), pk=pk)


def _due(contact: FirstContact) -> DueFirst:
    late = (clock.now() - contact.due_at) // timedelta(hours=1)
    name = contact.asking.name if contact.asking else ""
    return DueFirst(contact, contact.person.display_name if contact.person else name, late)
