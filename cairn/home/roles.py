"""Which places a person finds, from what they are enrolled and serve as."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cairn.people.models import Person
from cairn.programs import queries as programs
from cairn.programs.models import StaffRole
from cairn.programs.queries import Sides

_STAFF = ("today", "matching", "people", "me")
_MENTOR = ("today", "talk", "people", "me")
_MENTEE = ("today", "talk", "plan", "me")
_HOUSE = ("today", "plan", "me")
_FUNDER = ("figures", "me")

# The first part of a page's path, and the place it belongs to where the two differ.
_UNDER = {
    "check-in": "plan",
    "stones": "today",
    "choose": "today",
    "requests": "today",
    "walk": "talk",
    "silence": "talk",
    "pulse": "talk",
    "handover": "talk",
    "farewell": "talk",
    "talks": "today",
    "alumni": "today",
    "contacts": "today",
    "arrivals": "today",
    "orientation": "today",
    "programs": "people",
}


def places_of(person: Person) -> tuple[str, ...]:
    """Return the names of a person's places, at most five, in the order they are shown.

    Someone who is both mentee and mentor finds the mentee's places, and both on Today.
    """
    sides = programs.sides_of(person)
    if reads_only_figures(sides):
        return _FUNDER
    *places, me = _places_of(sides)
    return (*places, "figures", me) if sides.funder else (*places, me)


def reads_only_figures(sides: Sides) -> bool:
    """Whether somebody is here for the figures and for nothing else."""
    return sides.funder and not (sides.staff or sides.mentor or sides.mentee)


def _places_of(sides: Sides) -> tuple[str, ...]:
    if sides.staff:
        return _STAFF
    if sides.house and not (sides.mentor or sides.mentee):
        return _HOUSE
    return _MENTOR if sides.mentor and not sides.mentee else _MENTEE


def role_of(person: Person) -> Promise:
    """Return what a person is here, in a word."""
    sides = programs.sides_of(person)
    if sides.staff:
        return _("Coordinator")
    if sides.mentor:
        return _("Mentor")
    known = StaffRole.HOUSE if sides.house else tuple(StaffRole.Kind)
    others = [kind.label for kind in known if kind in sides.kinds]
    return others[0] if others and not sides.mentee else _("Mentee")


def leads(place: str, here: str) -> bool:
    """Whether a page whose path begins with `here` belongs to a place."""
    return _UNDER.get(here, here) == place
