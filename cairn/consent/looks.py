"""Who looked at me: each look of somebody else at something sensitive, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cairn.audit import records
from cairn.audit.models import Event
from cairn.mentorship.models import Mentorship
from cairn.people.apart import kept_from
from cairn.people.models import Person
from cairn.programs.models import StaffRole
from cairn.ui.templatetags.ui import name

PAGE = 200

_Names = dict[UUID | None, tuple[str, bool]]

_WORDS: dict[str, Promise] = {
    "asking": _("{who}, {role}, read what you asked for"),
    "contact": _("{who}, {role}, opened your legal name and contact details"),
    "exit": _("{who}, {role}, read what you said after an ending"),
    "follow_up": _("{who}, {role}, read what you said in a follow-up"),
    "matching": _("{who}, {role}, read how you fit with someone"),
    "note": _("{who}, your mentor, read the notes of a meeting"),
    "parting": _("{who}, {role}, read why you ended a mentorship"),
    "request": _("{who}, a mentor you asked, read what you let them see"),
    "shared": _("{who}, your mentor, read what you share"),
}


@dataclass(frozen=True)
class Look:
    """Somebody looked at one thing on one day, once or several times."""

    what: str
    who: str
    role: str
    on: date
    times: int

    @property
    def words(self) -> SafeString:
        """Who looked at what, as a sentence without its day."""
        return format_html(str(_WORDS[self.what]), who=name(self.who), role=self.role)


@dataclass(frozen=True)
class Page:
    """Looks, the newest day first; `more` is the key of the last event when others follow."""

    looks: list[Look]
    more: UUID | None


def looks_at(person: Person, before: UUID | None = None) -> Page:
    """Return who looked at a person, up to the look of a key. Three queries.

    Whoever left or is kept from the person is named “Someone”, and not told from each other. So
    is a mentor who was asked, until the two walk: not free, away and kept apart read the same.
    """
    events = records.looks_at(person)
    found = list((events.filter(pk__lt=before) if before else events)[: PAGE + 1])
    shown = found[:PAGE]
    names, roles = _names(shown, person), _roles(shown)
    looks = [
        Look(
            what=act.removeprefix(records.LOOK),
            who=_who(actor, act, names),
            role=_role(same[0], roles),
            on=on,
            times=len(same),
        )
        for (on, actor, act), same in _alike(shown, ZoneInfo(person.time_zone))
    ]
    return Page(looks, shown[-1].pk if len(found) > PAGE else None)


def _alike(
    events: Iterable[Event], zone: ZoneInfo
) -> Iterable[tuple[tuple[date, UUID | None, str], list[Event]]]:
    """Return looks of the same person at the same thing on the same day together."""

    def of(event: Event) -> tuple[date, UUID | None, str]:
        return event.created_at.astimezone(zone).date(), event.actor_id, event.act

    by_day = sorted(events, key=lambda event: (of(event)[0], str(event.actor_id), event.act))
    by_day.sort(key=lambda event: of(event)[0], reverse=True)
    return ((key, list(same)) for key, same in groupby(by_day, key=of))


def _who(actor: UUID | None, act: str, names: _Names) -> str:
    said, has_walked = names.get(actor, ("", False))
    is_told = has_walked or act != f"{records.LOOK}request"
    return said if said and is_told else str(_("Someone"))


def _names(events: Iterable[Event], person: Person) -> _Names:
    """Return the name of each who looked, and whether the two walk or walked together."""
    found = Person.objects.active().filter(pk__in={event.actor_id for event in events})
    named = found.exclude(pk__in=kept_from(person))
    walks = Mentorship.objects.of(person).filter(mentor=OuterRef("pk"))
    rows = named.annotate(has_walked=Exists(walks))
    return {
        pk: (said, has_walked)
        for pk, said, has_walked in rows.values_list("pk", "display_name", "has_walked")
    }


def _roles(events: Iterable[Event]) -> list[StaffRole]:
    held = StaffRole.objects.filter(person__in={event.actor_id for event in events})
    return list(held.filter(kind__in=StaffRole.STAFF).order_by("created_at"))


def _role(look: Event, roles: Iterable[StaffRole]) -> str:
    """Return what somebody served as when they looked."""
    at = look.created_at
    held = [
        role.get_kind_display()
        for role in roles
        if role.person_id == look.actor_id
        and role.created_at <= at
        and (role.ended_at is None or role.ended_at > at)
    ]
    return held[0].lower() if held else str(_("of the staff"))
