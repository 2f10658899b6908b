"""Everything a board needs of a program, read once, in a few queries whatever its size."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet

from cairn.core import clock
from cairn.matching.models import Direction, Offer, Run
from cairn.matching.queries.pool import (
    both_sides,
    by_side,
    offering_in,
    places_left,
    waiting_in,
)
from cairn.people.apart import kept_from
from cairn.people.models import Person
from cairn.programs.models import Enrollment, Program

GIVEN_UP_AFTER = timedelta(minutes=15)
"""A run that has not come back by then is not waited for any more."""

_NAMED = (
    "program_id",
    "side",
    "capacity",
    "caseload_elsewhere",
    "waiting_since",
    "cleared_at",
    "trained_at",
    "paused_at",
    "person__display_name",
    "person__joined_at",
)


@dataclass(frozen=True)
class Proposed:
    """What a run proposed to one mentee, without its detail."""

    pk: UUID
    mentee: UUID
    mentor: UUID | None
    is_approved: bool


@dataclass(frozen=True)
class Sheet:
    """A program today: who waits, who offers places, the latest run and what came of it.

    `newest` is the newest run, `run` the newest that is done; `offers` are those still open and
    those closed since, in the order they were shown; `directions` are those standing or changed
    since.
    """

    program: Program
    today: date
    run: Run | None
    newest: Run | None
    waiting: list[Enrollment]
    mentors: dict[UUID, Enrollment]
    proposed: list[Proposed]
    offers: dict[UUID, list[Offer]]
    directions: list[Direction] = field(default_factory=list)

    @cached_property
    def held(self) -> Counter[UUID]:
        """How many mentees hold a place of each mentor: the one asked, else the first shown."""
        found = (under_way(offers) for offers in self.offers.values())
        return Counter(offer.mentor_id for offer in found if offer)

    @cached_property
    def ready(self) -> list[Proposed]:
        """What can be approved now: a mentor, somebody who waits, nothing offered yet."""
        here = {each.pk for each in self.waiting}
        offered = {mentee for mentee, offers in self.offers.items() if under_way(offers)}
        free = here - offered
        return [
            each
            for each in self.proposed
            if each.mentor in self.mentors
            and not each.is_approved
            and each.mentee in free
            and not self.is_ruled_out(each.mentee, each.mentor)
        ]

    @cached_property
    def full(self) -> set[UUID]:
        """The mentors without a free place once everything proposed and held has come true."""
        coming = self.held + Counter(each.mentor for each in self.ready if each.mentor)
        return {pk for pk, mentor in self.mentors.items() if places_left(mentor) <= coming[pk]}

    @property
    def free_mentors(self) -> int:
        """How many mentors are ready and have a place that nobody holds."""
        ready = [each for each in self.mentors.values() if each.is_ready]
        return sum(places_left(mentor) > self.held[mentor.pk] for mentor in ready)

    @property
    def directions_since(self) -> int:
        """How many wishes were given or taken back since the run: it knows nothing of them."""
        if self.run is None:
            return 0
        asked_at = self.run.created_at
        return sum(
            each.created_at > asked_at or bool(each.lifted_at and each.lifted_at > asked_at)
            for each in self.directions
        )

    @property
    def under_way(self) -> Run | None:
        """The run that is queued or running now."""
        newest = self.newest
        is_queued = newest is not None and newest.state == Run.State.QUEUED
        return newest if newest and is_queued and not _is_given_up(newest) else None

    @property
    def has_failed(self) -> bool:
        """Whether the newest run failed, or was given up."""
        newest = self.newest
        if newest is None or newest.state == Run.State.DONE:
            return False
        return newest.state == Run.State.FAILED or _is_given_up(newest)

    def standing(self, mentee: UUID) -> list[Direction]:
        """Return the wishes about a mentee that were not taken back."""
        return [each for each in self._standing if each.mentee_id == mentee]

    @cached_property
    def _standing(self) -> list[Direction]:
        return [each for each in self.directions if each.lifted_at is None]

    def is_ruled_out(self, mentee: UUID, mentor: UUID | None) -> bool:
        """Whether a coordinator has ruled a pair out."""
        return any(
            each.mentor_id == mentor and each.kind == Direction.Kind.FORBID
            for each in self.standing(mentee)
        )


def sheet_of(program: Program, seen_by: Person) -> Sheet:
    """Return a program's sheet as one of its staff sees it: without whom they are kept from."""
    run, newest = _runs(program)
    both = both_sides(waiting_in(program), offering_in(program))
    seen = both.exclude(person__in=kept_from(seen_by))
    waiting, mentors = by_side(seen.select_related("person").only(*_NAMED))
    return Sheet(
        program=program,
        today=clock.today(program.time_zone),
        run=run,
        newest=newest,
        waiting=waiting,
        mentors={each.pk: each for each in mentors},
        proposed=list(_proposed(run)) if run else [],
        offers=_offers(program, run),
        directions=list(_directions(program, run)),
    )


def under_way(offers: Iterable[Offer]) -> Offer | None:
    """Return the open offer that counts: the one put to a mentor, else the first one shown."""
    is_open = [each for each in offers if each.closed_at is None]
    asked = [each for each in is_open if each.asked_at]
    return next(iter([*asked, *is_open]), None)


def _runs(program: Program) -> tuple[Run | None, Run | None]:
    """The newest run that is done, and the newest of all, in one query."""
    latest = Run.objects.filter(program=OuterRef("program")).order_by("-created_at").values("pk")
    done = latest.filter(state=Run.State.DONE)[:1]
    found = list(Run.objects.filter(Q(pk=done) | Q(pk=latest[:1]), program=program))
    found.sort(key=lambda run: run.created_at)
    is_done = [run for run in found if run.state == Run.State.DONE]
    return next(iter(is_done), None), next(iter(found[-1:]), None)


def _proposed(run: Run) -> Iterable[Proposed]:
    rows = run.proposals.values_list("pk", "mentee_id", "mentor_id", "approved_at")
    return (Proposed(pk, mentee, mentor, at is not None) for pk, mentee, mentor, at in rows)


def _offers(program: Program, run: Run | None) -> dict[UUID, list[Offer]]:
    since = Q(closed_at__gt=run.created_at) if run else Q()
    found = Offer.objects.filter(Q(closed_at=None) | since, mentee__program=program)
    by_mentee: dict[UUID, list[Offer]] = defaultdict(list)
    for offer in found.defer("detail").order_by("place", "pk"):
        by_mentee[offer.mentee_id].append(offer)
    return dict(by_mentee)


def _directions(program: Program, run: Run | None) -> QuerySet[Direction]:
    since = Q(lifted_at__gt=run.created_at) if run else Q()
    return Direction.objects.filter(Q(lifted_at=None) | since, program=program).defer("reason")


def _is_given_up(run: Run) -> bool:
    return run.created_at <= clock.now() - GIVEN_UP_AFTER
