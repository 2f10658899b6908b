"""What stands around every page: the places one can go, by role."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from cairn.home import roles
from cairn.people.models import Person

_LABELS = {
    "today": (_("Today"), "sunrise"),
    "talk": (_("Talk"), "messages"),
    "plan": (_("Plan"), "flag"),
    "matching": (_("Matching"), "matching"),
    "people": (_("People"), "people"),
    "me": (_("Me"), "person"),
}


@dataclass(frozen=True)
class Place:
    """One place of the navigation."""

    label: Any
    url: str
    icon: str
    current: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return what base templates need; the places are worked out only where they are shown."""
    person = getattr(request, "person", None)
    return {
        "person": person,
        "places": SimpleLazyObject(lambda: _places(request, person)),
        "support_url": reverse("support"),
        "quick_exit_url": reverse("quick_exit"),
        "is_demo": settings.DEMO,
    }


def _places(request: HttpRequest, person: Person | None) -> list[Place]:
    if person is None:
        return []
    here = getattr(request, "place", None) or request.path.strip("/").partition("/")[0]
    return [
        Place(*_labeled(name), current=name == (here or "today"))
        for name in roles.places_of(person)
    ]


def _labeled(name: str) -> tuple[Any, str, str]:
    label, icon = _LABELS[name]
    return label, reverse(name), icon
