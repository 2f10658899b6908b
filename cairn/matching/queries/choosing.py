"""What a mentee chooses from, and what a mentor is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from cairn.consent import queries as ledger
from cairn.core import clock
from cairn.matching import pool as values
from cairn.matching import telling
from cairn.matching.engine import Mentee, weeks
from cairn.matching.models import Offer, OfferQuerySet
from cairn.matching.pool import MENTEE, Facts
from cairn.matching.queries.pool import (
    facts_of,
    free_places,
    profile_of,
    settings_of,
    topics_of,
    waiting,
)
from cairn.matching.queries.waits import Wait, wait_of
from cairn.people.answers import Answers
from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.programs.models import Enrollment

RECENT = timedelta(days=14)
"""How long a page still says how many were not free."""


@dataclass(frozen=True)
class Candidate:
    """A mentor as the mentee sees them: the story first, then what they share."""

    offer: Offer
    person: Person
    story: str
    answers: Answers
    topics: frozenset[str]
    years_in_recovery: int | None
    reasons: list[dict[str, Any]]
    difference: dict[str, Any] | None


@dataclass(frozen=True)
class Choice:
    """What a mentee chooses from in one program: open offers, and the one asked.

    `not_free` counts who was shown and is not free any more. No name: full, away and kept apart
    read the same. With nobody to choose from, `wait` is what they are told of
    their wait.
    """

    mentee: Enrollment
    candidates: list[Candidate] = field(default_factory=list)
    asked: Candidate | None = None
    not_free: int = 0
    wait: Wait | None = None

    @property
    def answer_days(self) -> int:
        """How many days a mentor has to answer, at least one."""
        return max(1, round(self.mentee.program.answer_hours / 24))

    @property
    def held_until(self) -> datetime:
        """Until when all of them can be chosen."""
        return min(each.offer.held_until for each in self.candidates)


@dataclass(frozen=True)
class Request:
    """What a mentor sees of somebody who asks for them: what that person ticked, no more."""

    offer: Offer
    person: Person
    topics: frozenset[str]
    answers: Answers
    story: str
    shared_minutes: int | None


def offers_to(person: Person) -> OfferQuerySet:
    """Return what a person is offered as a mentee, with what a choice looks at."""
    mine = Offer.objects.visible_to(person).filter(person=person)
    told = "person", "mentee__program", "mentee__person__profile", "mentor__person__profile"
    return mine.select_related(*told)


def offers_of(person: Person) -> OfferQuerySet:
    """Return the requests put to a person as a mentor, with what an answer looks at."""
    mine = Offer.objects.visible_to(person).asked().filter(mentor__person=person)
    told = "mentee__person__profile", "mentor__person__profile"
    return mine.select_related("person__profile", "mentee__program", *told)


def choices_of(person: Person) -> list[Choice]:
    """Return what a person chooses from, one choice for each program they wait in."""
    waits = list(waiting().filter(person=person).select_related("program", "person__profile"))
    mine = offers_to(person).filter(mentee__in=waits).order_by("place", "pk")
    offers = list(mine)
    if offers:
        keys.warm([person.pk, *(offer.mentor.person_id for offer in offers)])
    free = places_to_ask(offer.mentor for offer in offers)
    return [_choice(each, [o for o in offers if o.mentee_id == each.pk], free) for each in waits]


def shown_to(person: Person) -> list[Offer]:
    """Return the offers whose mentors somebody is shown: the one asked, else those to choose."""
    shown = ([each.asked] if each.asked else each.candidates for each in choices_of(person))
    return [candidate.offer for some in shown for candidate in some]


def requests_of(person: Person) -> list[Offer]:
    """Return the requests a mentor has to answer, the most urgent first."""
    return list(offers_of(person).open().order_by("answer_by"))


def request(offer: Offer) -> Request:
    """Return what the mentor of a request sees: once it is closed, nothing but that it was."""
    person = offer.person
    keys.warm([person.pk, offer.mentor.person_id])
    profile = profile_of(person)
    topics = frozenset() if offer.closed_at else ledger.shared_before_yes(person)
    return Request(
        offer=offer,
        person=person,
        topics=topics,
        answers=profile.answers if profile else Answers(),
        story=profile.story if profile and "story" in topics else "",
        shared_minutes=_shared_minutes(offer) if "availability" in topics else None,
    )


def places_to_ask(mentors: Iterable[Enrollment]) -> dict[UUID, int]:
    """Return how many places each mentor has that nobody walks in and nobody asked for."""
    every = list({each.pk: each for each in mentors}.values())
    asked = Counter(
        Offer.objects.open().asked().filter(mentor__in=every).values_list("mentor_id", flat=True)
    )
    return {pk: places - asked[pk] for pk, places in free_places(every).items()}


def _choice(mentee: Enrollment, offers: Collection[Offer], free: dict[UUID, int]) -> Choice:
    now = clock.now()
    asked = next((each for each in offers if each.asked_at and not each.closed_at), None)
    shown = [each for each in offers if not each.closed_at and not each.asked_at]
    can_be = [each for each in shown if each.held_until > now and free[each.mentor_id] > 0]
    gone = [each for each in shown if each not in can_be]
    gone += [each for each in offers if each.closed_at and each.closed_at > now - RECENT]
    has_nobody = not can_be and asked is None
    return Choice(
        mentee=mentee,
        wait=wait_of(mentee) if has_nobody else None,
        candidates=[_candidate(each) for each in can_be],
        asked=_candidate(asked) if asked else None,
        not_free=sum(each.outcome != Offer.Outcome.PASSED for each in gone),
    )


def told_now(offer: Offer) -> telling.Detail:
    """Return why a mentor is shown, and one difference: what is so now, and may be told."""
    program, topics = offer.mentee.program, topics_of(offer.mentor.person)
    told = telling.told(
        values.mentee(facts_of(offer.mentee)),
        values.mentor(facts_of(offer.mentor)),
        topics,
        settings=settings_of(program),
        on=clock.today(program.time_zone),
    )
    return telling.still_shared(told, topics)


def _candidate(offer: Offer) -> Candidate:
    person = offer.mentor.person
    profile, topics = profile_of(person), topics_of(person)
    told = told_now(offer)
    return Candidate(
        offer=offer,
        person=person,
        story=profile.story if profile and "story" in topics else "",
        answers=profile.answers if profile else Answers(),
        topics=topics,
        years_in_recovery=_years(offer.mentor) if "recovery" in topics else None,
        reasons=told["reasons"],
        difference=told["difference"],
    )


def _years(mentor: Enrollment) -> int | None:
    if not mentor.recovery_since:
        return None
    today = clock.today(mentor.person.time_zone)
    since = date.fromisoformat(mentor.recovery_since)
    return today.year - since.year - ((today.month, today.day) < (since.month, since.day))


def _shared_minutes(offer: Offer) -> int | None:
    one, other = (_as_free(each.person) for each in (offer.mentee, offer.mentor))
    return weeks.shared_minutes(one, other, clock.now().year)


def _as_free(person: Person) -> Mentee:
    profile = profile_of(person)
    answers = profile.answers if profile else Answers()
    return values.mentee(Facts(ref=str(person.pk), sides=(MENTEE,), answers=answers))
