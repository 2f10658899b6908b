"""What stands around every page: the places one can go, by role."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from cairn.home import roles
from cairn.people import devices
from cairn.people.models import Person
from cairn.programs import policies as programs
from cairn.programs.queries import sides_of

NEUTRAL_PLACE = "https://www.wikipedia.org/"  # where quick exit leads: a page anybody might read
_LABELS = {
    "today": (_("Today"), "today"),
    "talk": (_("Talk"), "messages-square"),
    "plan": (_("Plan"), "flag"),
    "matching": (_("Matching"), "workflow"),
    "people": (_("People"), "users"),
    "figures": (_("Figures"), "chart-line"),
    "me": (_("Me"), "user"),
}


@dataclass(frozen=True)
class Place:
    """One place of the navigation."""

    label: Any
    url: str
    icon: str
    current: bool


@dataclass(frozen=True)
class Whoami:
    """Who is signed in, as the rail says it."""

    name: str
    role: Any


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return what the base templates need; it is worked out only where it is shown."""
    person: Person | None = getattr(request, "person", None)
    around: dict[str, Any] = {
        "person": person,
        "support_url": reverse("support"),
        "quick_exit_url": reverse("quick_exit"),
        "leave_to": NEUTRAL_PLACE,
        "home_url": reverse("today"),
        "is_demo": settings.DEMO,
        "banner": _("A demo: everyone here is made up.") if settings.DEMO else "",
    }
    return around | _own(request, person) if person else around


def _own(request: HttpRequest, person: Person) -> dict[str, Any]:
    return {
        "places": SimpleLazyObject(lambda: _places(request, person)),
        "whoami": SimpleLazyObject(lambda: Whoami(person.display_name, roles.role_of(person))),
        "live_url": "/live",
        "closing": devices.closing(request),
        "devices_url": reverse("devices"),
        "reviews": SimpleLazyObject(lambda: programs.reviews(person)),
        "serves": SimpleLazyObject(lambda: sides_of(person).kinds),
        "theme": person.account.theme if person.account else "",
    }


def _places(request: HttpRequest, person: Person) -> list[Place]:
    here = request.path.strip("/").partition("/")[0] or "today"
    names = roles.places_of(person)
    return [_place(name, is_current=roles.leads(name, here)) for name in names]


def _place(name: str, *, is_current: bool) -> Place:
    label, icon = _LABELS[name]
    return Place(label, reverse(name), icon, is_current)
