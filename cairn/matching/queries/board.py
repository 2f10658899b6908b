"""The waiting list and the board: who waits, what is proposed, what stands in the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from cairn.core import clock
from cairn.matching.models import Direction, Offer, Proposal, Run
from cairn.matching.queries.pool import (
    free_places,
    holds_in,
    offering_in,
    waiting,
    waiting_in,
)
from cairn.matching.queries.rows import Row, State, days_between, rows_of
from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.programs.models import Program

PAGE = 50
GIVEN_UP_AFTER = timedelta(minutes=15)
"""A run that has not come back by then is not waited for any more."""


@dataclass(frozen=True)
class Waiting:
    """A program with how many wait there, since when, and how many proposals wait for approval."""

    program: Program
    people: int
    longest_days: int


@dataclass(frozen=True)
class Board:
    """One page of a program's waiting list, with what the latest run says."""

    program: Program
    run: Run | None
    under_way: Run | None
    has_failed: bool
    days_waited: list[int]
    free_mentors: int
    ready: int
    directions_since: int
    rows: list[Row]
    names: dict[str, str]
    page: int

    def chosen(self, mentee: str) -> Row | None:
        """The row asked for by its mentee's enrollment, else the first that can be approved."""
        ready = [row for row in self.rows if row.state is State.READY]
        asked = [row for row in self.rows if str(row.mentee.pk) == mentee]
        return next(iter([*asked, *ready]), None)

    @property
    def waiting(self) -> int:
        """How many wait in all."""
        return len(self.days_waited)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.waiting // PAGE))

    @property
    def middle_wait(self) -> int:
        """Half of all have waited so many days or fewer."""
        return round(median(self.days_waited)) if self.days_waited else 0


def served(person: Person) -> QuerySet[Program]:
    """Return the programs whose board a person may see."""
    return Program.objects.served_by(person)


def waiting_counts(person: Person) -> list[Waiting]:
    """Return the programs a person serves, those with the most waiting first."""
    programs = served(person).order_by("name")
    counted = waiting().filter(program__in=programs).order_by().values_list("program")
    found = dict(counted.annotate(people=Count("pk")))
    since: dict[UUID, date] = {}
    for program, day in (
        waiting().filter(program__in=programs).values_list("program", "waiting_since")
    ):
        if day:
            since.setdefault(program, day)
    lines = [
        _line(program, found.get(program.pk, 0), since.get(program.pk)) for program in programs
    ]
    return sorted(lines, key=lambda line: -line.people)


def board(program: Program, page: int = 1) -> Board:
    """Return a page of a program's board."""
    everyone = waiting_in(program)
    today = clock.today(program.time_zone)
    days = [
        days_between(since, today) or 0
        for since in everyone.values_list("waiting_since", flat=True)
    ]
    last = max(1, -(-len(days) // PAGE))
    page = min(max(page, 1), last)
    some = list(everyone.select_related("person")[(page - 1) * PAGE : page * PAGE])
    run = latest_run(program)
    rows, names = rows_of(program, run, some, today)
    return Board(
        program=program,
        run=run,
        under_way=run_under_way(program),
        has_failed=_last_failed(program),
        days_waited=days,
        free_mentors=_free_mentors(program),
        ready=approvable(run).count() if run else 0,
        directions_since=_directions_since(program, run),
        rows=rows,
        names=names,
        page=page,
    )


def latest_run(program: Program) -> Run | None:
    """Return a program's latest finished run."""
    return program.runs.filter(state=Run.State.DONE).order_by("-created_at").first()


def run_under_way(program: Program) -> Run | None:
    """Return the run that is queued or running now."""
    lately = clock.now() - GIVEN_UP_AFTER
    queued = program.runs.filter(state=Run.State.QUEUED, created_at__gt=lately)
    return queued.order_by("-created_at").first()


def proposals_of(run: Run) -> list[Proposal]:
    """Return what a run says of everybody, the longest wait first."""
    found = list(run.proposals.order_by("mentee__waiting_since", "mentee"))
    keys.warm(each.person_id for each in found)
    return found


def approvable(run: Run) -> QuerySet[Proposal]:
    """Return a run's proposals that can be approved: a mentor, somebody who waits, no offer yet."""
    offered = Offer.objects.open().filter(mentee__program=run.program_id)
    return (
        run.proposals.filter(approved_at=None, mentee__in=waiting_in(run.program).order_by())
        .exclude(mentor=None)
        .exclude(mentee__in=offered.values("mentee"))
    )


def _last_failed(program: Program) -> bool:
    """Whether the newest run failed, or was given up."""
    newest = program.runs.order_by("-created_at").first()
    if newest is None or newest.state == Run.State.DONE:
        return False
    is_late = newest.created_at <= clock.now() - GIVEN_UP_AFTER
    return newest.state == Run.State.FAILED or is_late


def _line(program: Program, people: int, since: date | None) -> Waiting:
    today = clock.today(program.time_zone)
    return Waiting(program, people, days_between(since, today) or 0)


def _free_mentors(program: Program) -> int:
    """How many mentors are ready and have a place that nobody holds."""
    ready = offering_in(program).filter(paused_at=None)
    ready = ready.exclude(cleared_at=None).exclude(trained_at=None)
    held = Counter(holds_in(program).values())
    free = free_places(list(ready))
    return sum(places > held[pk] for pk, places in free.items())


def _directions_since(program: Program, run: Run | None) -> int:
    """How many wishes were given or taken back since a run: it knows nothing of them."""
    if run is None:
        return 0
    since = Q(created_at__gt=run.created_at) | Q(lifted_at__gt=run.created_at)
    return Direction.objects.filter(since, program=program).count()
