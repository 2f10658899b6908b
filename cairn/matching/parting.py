"""Two people are kept apart, or one avoids the other: what was open between them ends.

It reads as “not free just now”.
"""

from django.db.models import Q

from cairn.matching import asking, queries
from cairn.matching.models import Offer
from cairn.people import apart
from cairn.people.models import Person


def part(one: Person, other: Person) -> None:
    """Close what is open between the two, whichever of them was shown to the other."""
    _close(
        Q(person=one, mentor__person=other) | Q(person=other, mentor__person=one),
    )


def part_kept_apart() -> None:
    """Close what is open between people whom something keeps apart, in this organization."""
    rows = list(Offer.objects.open().values_list("pk", "person_id", "mentor__person_id"))
    apart_now = apart.pairs_among({person for _pk, *pair in rows for person in pair})
    _close(Q(pk__in=[pk for pk, *pair in rows if tuple(pair) in apart_now]))


def part_avoided(by: Person) -> None:
    """Close what is open between a person and whoever they say they are never matched with."""
    mine = Offer.objects.open().filter(Q(person=by) | Q(mentor__person=by))
    rows = list(mine.values_list("pk", "person_id", "mentor__person_id"))
    avoided = queries.avoided_of(by, {person for _pk, *pair in rows for person in pair})
    _close(Q(pk__in=[pk for pk, *pair in rows if not avoided.isdisjoint(pair)]))


def _close(which: Q) -> None:
    """End offers as a mentor's “not free just now” ends them."""
    found = Offer.objects.open().filter(which).select_related("mentee__program", "mentor__person")
    for offer in found.order_by("pk"):
        asking.locked(offer)
        if offer.closed_at is None and offer.asked_at:
            asking.move_on(offer, Offer.Outcome.NOT_FREE)
        elif offer.closed_at is None:
            asking.close([offer], Offer.Outcome.NOT_FREE)
