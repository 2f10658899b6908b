"""One page of those who wait, each with where they stand, read once for all of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q

from cairn.matching.engine import Mentee, Mentor, feasible, obstacles
from cairn.matching.models import Direction, Offer, Proposal, Run
from cairn.matching.queries.pool import (
    assembled,
    free_places,
    holds_in,
    offering_in,
    settings_of,
    waiting_in,
)
from cairn.people.keys import store as keys
from cairn.programs.models import Enrollment, Program

NO_ANSWERS: dict[str, Any] = {"code": "no_answers", "mentors": 0, "nobody": True, "nearest": None}


class State(StrEnum):
    """Where somebody who waits stands."""

    READY = "ready"  # proposed, for the coordinator to approve
    CHOOSING = "choosing"  # shown to the mentee
    ASKED = "asked"  # put to a mentor
    STILL = "still"  # nobody proposed
    NO_CHOICE = "no_choice"  # shown, and not answered in time
    NOBODY_LEFT = "nobody_left"  # none of those shown was free
    OTHERS = "others"  # the mentee would like others
    NEW = "new"  # came after the run


@dataclass(frozen=True)
class Row:
    """Somebody who waits. `days` is None where nobody knows since when.

    `causes` are what stands in the way, in codes; `languages` go into their words.
    """

    mentee: Enrollment
    days: int | None
    state: State
    proposal: Proposal | None = None
    offer: Offer | None = None
    pin: Direction | None = None
    causes: Collection[dict[str, Any]] = ()
    languages: Collection[str] = ()
    is_then_full: bool = False

    @cached_property
    def detail(self) -> dict[str, Any]:
        """What the run said of them."""
        return self.proposal.detail if self.proposal else {}

    @property
    def next_best(self) -> dict[str, Any] | None:
        """The other mentor that costs the whole least."""
        return next(iter(self.detail.get("runners_up", ())), None)


def rows_of(
    program: Program, run: Run | None, people: list[Enrollment], today: date
) -> tuple[list[Row], dict[str, str]]:
    """Return a row for each of some who wait, and the names of the mentors their details name."""
    reading = _Reading(program, run, people, today)
    return reading.rows(), reading.names()


def days_between(since: date | None, today: date) -> int | None:
    """Return how many days somebody has waited, None where nobody knows since when."""
    return max(0, (today - since).days) if since else None


class _Reading:
    def __init__(
        self, program: Program, run: Run | None, people: list[Enrollment], today: date
    ) -> None:
        self.program, self.run, self.people, self.today = program, run, people, today
        keys.warm(each.person_id for each in people)
        self.proposals = self._proposals()
        self.offers = self._offers()
        self.pins = self._pins()
        self.full = _full_after(run) if run else set()
        self.causes = self._causes_now()

    def rows(self) -> list[Row]:
        return [self._row(each) for each in self.people]

    def _row(self, mentee: Enrollment) -> Row:
        proposal, offers = self.proposals.get(mentee.pk), self.offers[mentee.pk]
        state = _state(proposal, offers)
        stored = proposal.detail if proposal else {}
        causes, languages = self.causes.get(
            mentee.pk, (stored.get("causes", ()), stored.get("languages", ()))
        )
        return Row(
            mentee=mentee,
            days=days_between(mentee.waiting_since, self.today),
            state=state,
            proposal=proposal,
            offer=_under_way(offers),
            pin=self.pins.get(mentee.pk),
            causes=causes,
            languages=languages,
            is_then_full=bool(proposal and proposal.mentor_id in self.full),
        )

    def _proposals(self) -> dict[UUID, Proposal]:
        if self.run is None:
            return {}
        found = self.run.proposals.filter(mentee__in=self.people)
        return {each.mentee_id: each for each in found.select_related("mentor__person")}

    def _offers(self) -> dict[UUID, list[Offer]]:
        """The offers still open, and those of the latest run."""
        wanted = Q(closed_at=None) | Q(proposal__run=self.run) if self.run else Q(closed_at=None)
        by_mentee: dict[UUID, list[Offer]] = defaultdict(list)
        found = Offer.objects.filter(wanted, mentee__in=self.people).order_by("place")
        for offer in found.select_related("mentor__person"):
            by_mentee[offer.mentee_id].append(offer)
        return by_mentee

    def _pins(self) -> dict[UUID, Direction]:
        standing = Direction.objects.standing().filter(kind=Direction.Kind.PIN)
        found = standing.filter(mentee__in=self.people).select_related("mentor__person")
        return {each.mentee_id: each for each in found}

    def _causes_now(self) -> dict[UUID, tuple[list[dict[str, Any]], tuple[str, ...]]]:
        """What stands in the way of those no run has spoken of."""
        silent = [each.pk for each in self.people if each.pk not in self.proposals]
        if not silent:
            return {}
        some = waiting_in(self.program).filter(pk__in=silent)
        known = assembled(self.program, some, offering_in(self.program), self.today)
        terms = feasible.Terms.of(known.pool, settings_of(self.program), self.today)
        causes = causes_of(known.pool.mentees, known.pool.mentors, terms)
        return {
            known.mentees[mentee.ref].pk: (found, mentee.languages)
            for mentee, found in zip(known.pool.mentees, causes, strict=True)
        }

    def names(self) -> dict[str, str]:
        told = {
            other["mentor"]
            for each in self.proposals.values()
            for other in each.detail.get("runners_up", ())
        }
        found = offering_in(self.program).filter(pk__in=told)
        return {str(pk): name for pk, name in found.values_list("pk", "person__display_name")}


def causes_of(
    people: Sequence[Mentee], mentors: Sequence[Mentor], terms: feasible.Terms
) -> list[list[dict[str, Any]]]:
    """Return for each of some who wait what stands in the way; nothing where a mentor fits."""
    found = obstacles.causes_for(people, mentors, terms)
    return [
        [asdict(each) for each in causes] if mentee.languages else [NO_ANSWERS]
        for mentee, causes in zip(people, found, strict=True)
    ]


def _state(proposal: Proposal | None, offers: list[Offer]) -> State:
    if open_now := _under_way(offers):
        return State.ASKED if open_now.asked_at else State.CHOOSING
    if offers:
        return _how_it_ended(offers)
    if proposal is None:
        return State.NEW
    return State.READY if proposal.mentor_id else State.STILL


def _under_way(offers: list[Offer]) -> Offer | None:
    """The open offer that counts: the one put to a mentor, else the first one shown."""
    is_open = [each for each in offers if each.closed_at is None]
    asked = [each for each in is_open if each.asked_at]
    return next(iter([*asked, *is_open]), None)


def _how_it_ended(offers: list[Offer]) -> State:
    outcomes = {each.outcome for each in offers}
    if Offer.Outcome.PASSED in outcomes:
        return State.OTHERS
    never_asked = all(each.asked_at is None for each in offers)
    if outcomes == {Offer.Outcome.LAPSED} and never_asked:
        return State.NO_CHOICE
    return State.NOBODY_LEFT


def _full_after(run: Run) -> set[UUID]:
    """The mentors without a free place once everything proposed and held has come true."""
    proposed = run.proposals.filter(approved_at=None).exclude(mentor=None)
    taken = Counter(proposed.values_list("mentor_id", flat=True))
    taken.update(holds_in(run.program).values())
    mentors = offering_in(run.program).filter(pk__in=list(taken))
    free = free_places(list(mentors))
    return {pk for pk, places in free.items() if places <= taken[pk]}
