"""Everything a board needs of a program, read once, in a few queries whatever its size."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value

from cairn.core import clock
from cairn.matching.models import Direction, Offer, Run
from cairn.matching.queries.pool import (
    both_sides,
    by_side,
    offering_in,
    places_left,
    waiting_in,
    with_proposals,
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
_SAID = {
    "said_pk": F("said__pk"),
    "said_mentor": F("said__mentor"),
    "said_approved_at": F("said__approved_at"),
}


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
        offered = {mentee for mentee, offers in self.offers.items() if under_way(offers)}
        return [
            each
            for each in self.proposed
            if each.mentor in self.mentors
            and not each.is_approved
            and each.mentee not in offered
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

    @property
    def ruled_out(self) -> list[tuple[UUID, UUID]]:
        """The persons of each pair that a coordinator has ruled out."""
        forbids = [each for each in self._standing if each.kind == Direction.Kind.FORBID]
        return [(each.mentee.person_id, each.mentor.person_id) for each in forbids]

    def is_ruled_out(self, mentee: UUID, mentor: UUID | None) -> bool:
        """Whether a coordinator has ruled a pair out."""
        return any(
            each.mentor_id == mentor and each.kind == Direction.Kind.FORBID
            for each in self.standing(mentee)
        )


def with_runs(programs: QuerySet[Program]) -> QuerySet[Program]:
    """Return programs along with their newest run, and the newest that is done: see `runs_of`."""
    latest = Run.objects.filter(program=OuterRef("pk")).order_by("-created_at").values("pk")
    runs = {"newest_run": latest, "done_run": latest.filter(state=Run.State.DONE)}
    joined = {
        name: FilteredRelation("runs", condition=Q(runs__pk=Subquery(some[:1])))
        for name, some in runs.items()
    }
    return programs.annotate(**joined, knows_runs=Value(value=True)).select_related(*joined)


def runs_of(program: Program) -> tuple[Run | None, Run | None]:
    """Return the newest run of all, and the newest that is done; asked for if they did not come."""
    if not hasattr(program, "knows_runs"):
        program = with_runs(Program.objects.filter(pk=program.pk)).get()
    return getattr(program, "newest_run", None), getattr(program, "done_run", None)


def sheet_of(program: Program, seen_by: Person) -> Sheet:
    """Return a program's sheet as one of its staff sees it: without whom they are kept from."""
    newest, run = runs_of(program)
    both = both_sides(waiting_in(program), offering_in(program))
    seen = with_proposals(both.exclude(person__in=kept_from(seen_by)), run).annotate(**_SAID)
    waiting, mentors = by_side(seen.select_related("person").only(*_NAMED))
    return Sheet(
        program=program,
        today=clock.today(program.time_zone),
        run=run,
        newest=newest,
        waiting=waiting,
        mentors={each.pk: each for each in mentors},
        proposed=list(_proposed(waiting)),
        offers=_offers(program, run),
        directions=list(_directions(program, run)),
    )


def under_way(offers: Iterable[Offer]) -> Offer | None:
    """Return the open offer that counts: the one put to a mentor, else the first one shown."""
    is_open = [each for each in offers if each.closed_at is None]
    asked = [each for each in is_open if each.asked_at]
    return next(iter([*asked, *is_open]), None)


def _proposed(waiting: Iterable[Any]) -> Iterator[Proposed]:
    for each in waiting:
        if each.said_pk:
            is_approved = each.said_approved_at is not None
            yield Proposed(each.said_pk, each.pk, each.said_mentor, is_approved)


def _offers(program: Program, run: Run | None) -> dict[UUID, list[Offer]]:
    since = Q(closed_at__gt=run.created_at) if run else Q()
    found = Offer.objects.filter(Q(closed_at=None) | since, mentee__program=program)
    by_mentee: dict[UUID, list[Offer]] = defaultdict(list)
    for offer in found.order_by("place", "pk"):
        by_mentee[offer.mentee_id].append(offer)
    return dict(by_mentee)


def _directions(program: Program, run: Run | None) -> QuerySet[Direction]:
    since = Q(lifted_at__gt=run.created_at) if run else Q()
    found = Direction.objects.filter(Q(lifted_at=None) | since, program=program).defer("reason")
    return found.select_related("mentee", "mentor")


def _is_given_up(run: Run) -> bool:
    return run.created_at <= clock.now() - GIVEN_UP_AFTER
