"""What the clock does: requests without an answer move on, offers nobody chose from end.

Nobody loses their place in time by not answering; the board says who should be called.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from cairn.audit import records
from cairn.core import clock
from cairn.core.walls import acting_in
from cairn.matching import asking
from cairn.matching.models import Offer
from cairn.people import queries as people
from cairn.people.keys import store as keys


def lapse_overdue() -> None:
    """Lapse what is overdue in every organization, each offer in a transaction of its own."""
    for organization_id in people.organizations():
        for offer_id in _overdue(organization_id):
            with keys.keep_in_mind(), acting_in(organization_id):
                _lapse(offer_id)


def _overdue(organization_id: UUID) -> list[UUID]:
    with acting_in(organization_id):
        return list((_unanswered() | _unchosen()).values_list("pk", flat=True))


def _unanswered() -> QuerySet[Offer]:
    return Offer.objects.open().filter(answer_by__lte=clock.now())


def _unchosen() -> QuerySet[Offer]:
    """Shown too long, and no request of the mentee open that they wait behind."""
    asked = Offer.objects.open().asked().filter(mentee=OuterRef("mentee"))
    return Offer.objects.open().filter(~Exists(asked), asked_at=None, held_until__lte=clock.now())


def _lapse(offer_id: UUID) -> None:
    offer = Offer.objects.select_related("mentee__program", "mentor__person").get(pk=offer_id)
    asking.locked(offer)
    still_overdue = (_unanswered() | _unchosen()).filter(pk=offer_id).exists()
    if not still_overdue:
        return
    if offer.asked_at:
        asking.move_on(offer, Offer.Outcome.LAPSED)
    else:
        asking.close([offer], Offer.Outcome.LAPSED)
    records.record(
        "matching.lapse",
        organization_id=offer.organization_id,
        actor_id=None,
        about=offer.pk,
        person_id=offer.person_id,
    )
