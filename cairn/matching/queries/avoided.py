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
    said = Avoidance.objects.filter(person=person)
    return avoided_among(said, among).get(person.pk, frozenset())


def avoided_among(
    said: Iterable[Avoidance], among: Collection[UUID]
) -> dict[UUID, frozenset[UUID]]:
    """Return by person which of some people they avoid. One query, none where nobody does."""
    signs = {each.person_id: _signs(each.own) for each in said if each.own}
    by_sign = _by_sign(among) if signs else {}
    return {
        person: frozenset(found for sign in some for found in by_sign.get(sign, ())) - {person}
        for person, some in signs.items()
    }


def _signs(own: Iterable[Avoided]) -> set[str]:
    return {sign for each in own for sign in lookup.signs_of(each.called)}


def _by_sign(among: Collection[UUID]) -> dict[str, set[UUID]]:
    """Return who is found by each sign."""
    rows = Person.objects.filter(pk__in=among)
    found: dict[str, set[UUID]] = defaultdict(set)
    for pk, *known in rows.values_list("pk", "display_name", "email_hash", "account__email"):
        for sign in lookup.signs_kept(*(each or "" for each in known)):
            found[sign].add(pk)
    return found
