"""What a mentee and a mentor do: choose, leave it to us, say yes, be not free just now."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from cairn.audit import records
from cairn.consent import actions as consent
from cairn.consent import queries as ledger
from cairn.consent.kinds import BEFORE_YES
from cairn.matching import asking, notices, policies
from cairn.matching.models import Offer
from cairn.mentorship import actions as mentorship
from cairn.mentorship.models import Mentorship
from cairn.people.models import Person
from cairn.programs.models import Enrollment


def choose(*, by: Person, offer: Offer, shares: Mapping[str, bool] | None = None) -> Offer:
    """Ask the mentor of an offer; it comes back closed when they are not free any more.

    `shares` says, topic by topic, what mentors may see of the mentee before they answer.
    """
    policies.can_choose(by, asking.locked(offer)).require()
    _share(by, shares)
    asking.ask(offer)
    _record("choose", by, offer)
    return offer


def you_choose(
    *, by: Person, mentee: Enrollment, shares: Mapping[str, bool] | None = None
) -> Offer | None:
    """Leave the choice to us: the first who is free is asked, and the next after a no."""
    policies.can_leave_it_to_us(by, asking.locked_choice(mentee)).require()
    _share(by, shares)
    shown = asking.still_shown(mentee)
    shown.update(is_left_to_us=True)
    offer = asking.ask_the_first(asking.still_shown(mentee))
    _record_for("you_choose", by, mentee.pk, by.pk)
    return offer


def ask_for_others(*, by: Person, mentee: Enrollment) -> None:
    """Pass over everybody shown; the coordinators look for others. The wait goes on counting."""
    policies.can_leave_it_to_us(by, asking.locked_choice(mentee)).require()
    asking.close(asking.still_shown(mentee), Offer.Outcome.PASSED)
    _record_for("ask_for_others", by, mentee.pk, by.pk)
    notices.tell_coordinators(mentee)


def accept(*, by: Person, offer: Offer) -> Mentorship:
    """Say yes: the two are matched."""
    policies.can_answer(by, asking.locked(offer)).require()
    policies.is_still_open(is_possible=asking.may_still_be(offer)).require()
    matched = mentorship.match(by=by, program=offer.mentee.program, mentee=offer.person, mentor=by)
    asking.accepted(offer)
    _record("accept", by, offer)
    return matched


def not_free(*, by: Person, offer: Offer) -> Offer:
    """Be not free just now: the mentee's others are still there, and nobody is told of a no."""
    policies.can_answer(by, asking.locked(offer)).require()
    asking.move_on(offer, Offer.Outcome.NOT_FREE)
    _record("not_free", by, offer)
    return offer


def _share(person: Person, shares: Mapping[str, bool] | None) -> None:
    """Consent to what whoever is asked may see: what stood ticked, with what is said now."""
    ticked = dict.fromkeys(ledger.ticked_before_yes(person), True)
    said = {topic: is_so for topic, is_so in (shares or {}).items() if topic in BEFORE_YES}
    kinds = [topic for topic, is_so in (ticked | said).items() if is_so]
    consent.share(by=person, kinds=kinds)


def _record(act: str, by: Person, offer: Offer) -> None:
    _record_for(act, by, offer.pk, offer.person_id)


def _record_for(act: str, by: Person, about: UUID, person_id: UUID) -> None:
    records.record(
        f"matching.{act}",
        organization_id=by.organization_id,
        actor_id=by.pk,
        about=about,
        person_id=person_id,
    )
