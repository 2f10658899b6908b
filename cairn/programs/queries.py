"""Reads that join."""

from dataclasses import dataclass

from django.db.models import Q

from cairn.people.models import Person
from cairn.programs.models import Enrollment, StaffRole


@dataclass(frozen=True)
class Sides:
    """What a person is in their organization's programs."""

    mentee: bool
    mentor: bool
    staff: bool


def sides_of(person: Person) -> Sides:
    """Return which sides a person is on now, in one query; remembered on the person."""
    known: Sides | None = vars(person).get("sides")
    if known is None:
        known = vars(person)["sides"] = _read_sides(person)
    return known


def _read_sides(person: Person) -> Sides:
    enrolled = Enrollment.objects.active().filter(person=person)
    served = (
        StaffRole.objects.active().filter(person=person).exclude(Q(kind=StaffRole.Kind.FACILITATOR))
    )
    found = set(
        enrolled.values_list("side", flat=True).union(
            served.values_list("kind", flat=True), all=True
        )
    )
    return Sides(
        mentee=Enrollment.Side.MENTEE in found,
        mentor=Enrollment.Side.MENTOR in found,
        staff=bool(found - {Enrollment.Side.MENTEE, Enrollment.Side.MENTOR}),
    )
