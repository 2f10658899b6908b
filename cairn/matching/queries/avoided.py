"""Whom people say they are never matched with, found by the name and the addresses they have now.

Told to nobody: not to whoever said so, whether anybody was found; nor to whoever was found.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q

from cairn.matching.models import Offer
from cairn.people import lookup
from cairn.people.avoiding import Avoided
from cairn.people.models import Avoidance, Person


def said_by(person: Person) -> list[Avoided]:
    """Return whom a person says they are never matched with, in the order they did."""
    found = Avoidance.objects.filter(person=person).first()
    return found.own if found else []


def places_about(person: Person) -> set[UUID]:
    """Return a person's places in programs, and those of the other side of what is open."""
    mine = Q(person=person) | Q(mentor__person=person)
    shown = Offer.objects.open().filter(mine).values_list("mentee_id", "mentor_id")
    places = person.enrollments.values_list("pk", flat=True)
    return {*places, *(place for pair in shown for place in pair)}


def avoided_of(person: Person, among: Collection[UUID]) -> frozenset[UUID]:
    """Return which of some people a person says they are never matched with."""
    people = Person.objects.filter(pk__in={person.pk, *among})
    named = avoided_among(people.select_related("account", "avoidance"))
    return named.get(person.pk, frozenset())


def avoided_among(people: Iterable[Person]) -> dict[UUID, frozenset[UUID]]:
    """Return by person which of the others they avoid; each is read with account and avoidance."""
    everybody = list(people)
    said = ((each.pk, avoidance_of(each)) for each in everybody)
    signs = {pk: _signs(found.own) for pk, found in said if found and found.own}
    by_sign = _by_sign(everybody) if signs else {}
    return {
        person: frozenset(found for sign in some for found in by_sign.get(sign, ())) - {person}
        for person, some in signs.items()
    }


def avoidance_of(person: Person) -> Avoidance | None:
    """Return what is kept of whom a person avoids, None where nothing is."""
    return getattr(person, "avoidance", None)


def _signs(own: Iterable[Avoided]) -> set[str]:
    return {sign for each in own for sign in lookup.signs_of(each.called)}


def _by_sign(people: Iterable[Person]) -> dict[str, set[UUID]]:
    """Return who is found by each sign."""
    found: dict[str, set[UUID]] = defaultdict(set)
    for each in people:
        alias = each.account.email if each.account else ""
        for sign in lookup.signs_kept(each.display_name, each.email_hash, alias):
            found[sign].add(each.pk)
    return found
