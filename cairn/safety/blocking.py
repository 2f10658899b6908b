"""Whom a person meets here, and so may keep away."""

from django.db.models import Q, QuerySet

from cairn.matching.models import Offer
from cairn.mentorship.models import Mentorship
from cairn.people.models import Block, Person


def people_met(person: Person) -> QuerySet[Person]:
    """Return everybody a person sees somewhere: walking, to choose, asking, in a program served.

    Nobody they are kept from: an unknown person and one who is not available read the same.
    """
    walks = Mentorship.objects.of(person)
    shown = Offer.objects.visible_to(person).open()
    met = (
        Q(pk__in=Person.objects.visible_to(person).values("pk"))
        | Q(pk__in=walks.values("mentee"))
        | Q(pk__in=walks.values("mentor"))
        | Q(pk__in=shown.values("person"))
        | Q(pk__in=shown.values("mentor__person"))
    )
    return Person.objects.filter(met).exclude(pk=person.pk)


def blocks_of(person: Person) -> list[Block]:
    """Return whom a person keeps away, the latest first."""
    return list(Block.objects.visible_to(person).standing().order_by("-created_at", "-pk"))
