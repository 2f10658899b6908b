"""What follows when somebody is asked, answers, or lets the time pass. Locks are held by callers.

A no is never told as one: whoever said it, and whether anybody did, the mentee reads “not free
just now”, and the others are still there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet

from cairn.core import clock
from cairn.matching import notices, queries
from cairn.matching.models import Offer
from cairn.matching.offering import lock
from cairn.programs.models import Enrollment


def locked(offer: Offer) -> Offer:
    """Take both sides of an offer for this transaction, and read it as it is now."""
    lock([offer.mentee_id, offer.mentor_id])
    offer.refresh_from_db()
    return offer


def locked_choice(mentee: Enrollment) -> Enrollment:
    """Take a mentee's place, and those of everybody shown to them, for this transaction."""
    mentors = mentee.offers_seen.open().values_list("mentor_id", flat=True)
    lock([mentee.pk, *mentors])
    return mentee


def ask(offer: Offer) -> bool:
    """Ask the mentor of an offer; False, and the offer closed, when they can't be any more."""
    if not _can_be(offer):
        close([offer], Offer.Outcome.NOT_FREE)
        return False
    program = offer.mentee.program
    offer.asked_at = clock.now()
    offer.answer_by = offer.asked_at + timedelta(hours=program.answer_hours)
    offer.save(update_fields=["asked_at", "answer_by"])
    notices.tell_mentor(offer)
    _withdraw_if_full(offer.mentor)
    return True


def ask_the_first(offers: Iterable[Offer]) -> Offer | None:
    """Ask whoever of these can be asked, in their order; None when nobody can."""
    return next((offer for offer in offers if ask(offer)), None)


def accepted(offer: Offer) -> None:
    """Close what an accepted request ends: itself, the mentee's others, the mentor's last place."""
    close([offer], Offer.Outcome.ACCEPTED)
    close(still_shown(offer.mentee), Offer.Outcome.PASSED)
    _withdraw_if_full(offer.mentor)


def move_on(offer: Offer, outcome: Offer.Outcome) -> None:
    """Close a request that came to nothing; the next is asked, or can be chosen."""
    close([offer], outcome)
    rest = list(still_shown(offer.mentee))
    if offer.is_left_to_us and ask_the_first(rest):
        return
    still_shown(offer.mentee).update(held_until=_held_anew(offer.mentee))
    notices.tell_mentee_of_next(offer.mentee)
    if not still_shown(offer.mentee).exists():
        notices.tell_coordinators(offer.mentee)


def close(offers: Iterable[Offer], outcome: Offer.Outcome) -> None:
    """End some offers now."""
    for offer in offers:
        offer.closed_at, offer.outcome = clock.now(), outcome
        offer.save(update_fields=["closed_at", "outcome"])
        notices.forget_request(offer)


def still_shown(mentee: Enrollment) -> QuerySet[Offer]:
    """Return the offers a mentee can still choose, in their order."""
    shown = mentee.offers_seen.open().filter(asked_at=None).order_by("place", "pk")
    return shown.select_related("mentee__program", "mentor__person")


def _can_be(offer: Offer) -> bool:
    if offer.closed_at or offer.held_until <= clock.now():
        return False
    if queries.places_to_ask([offer.mentor])[offer.mentor_id] <= 0:
        return False
    return may_still_be(offer)


def may_still_be(offer: Offer) -> bool:
    """Return whether nothing came between the two since they were proposed."""
    wanted = {offer.mentee_id: [offer.mentor_id]}
    return bool(queries.possible_pairs(offer.mentee.program, wanted))


def _withdraw_if_full(mentor: Enrollment) -> None:
    """Show a mentor to nobody any more once the last place is asked for or taken."""
    if queries.places_to_ask([mentor])[mentor.pk] <= 0:
        Offer.objects.open().filter(mentor=mentor, asked_at=None).update(
            closed_at=clock.now(), outcome=Offer.Outcome.NOT_FREE
        )


def _held_anew(mentee: Enrollment) -> object:
    return clock.now() + timedelta(days=mentee.program.hold_days)
