"""The waiting list and the board: who waits, what is proposed, what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Count, Min, QuerySet

from cairn.core import clock
from cairn.matching.models import Proposal, Run
from cairn.matching.queries.pool import waiting
from cairn.matching.queries.rows import Row, State, days_between, rows_of
from cairn.matching.queries.sheet import GIVEN_UP_AFTER, Sheet, sheet_of
from cairn.people.apart import kept_from
from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.programs.models import Enrollment, Program

PAGE = 50


@dataclass(frozen=True)
class Waiting:
    """A program with how many wait there, since when, and how many proposals wait for approval."""

    program: Program
    people: int
    longest_days: int


@dataclass(frozen=True)
class Board:
    """One page of a program's waiting list, with what the latest run says."""

    sheet: Sheet
    page: int
    rows: list[Row]

    @property
    def program(self) -> Program:
        """Whose board it is."""
        return self.sheet.program

    @property
    def names(self) -> dict[str, str]:
        """The mentors' names, by their enrollment."""
        return {str(pk): each.person.display_name for pk, each in self.sheet.mentors.items()}

    def chosen(self, mentee: str) -> Row | None:
        """The row asked for by its mentee's enrollment, else the first that can be approved."""
        ready = [row for row in self.rows if row.state is State.READY]
        asked = [row for row in self.rows if str(row.mentee.pk) == mentee]
        return next(iter([*asked, *ready]), None)

    @property
    def waiting(self) -> int:
        """How many wait in all."""
        return len(self.sheet.waiting)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return _pages(self.sheet)

    @property
    def middle_wait(self) -> int:
        """Half of all have waited so many days or fewer."""
        found = (days_between(each.waiting_since, self.sheet.today) for each in self.sheet.waiting)
        days = [each for each in found if each is not None]
        return round(median(days)) if days else 0


def served(person: Person) -> QuerySet[Program]:
    """Return the programs whose board a person may see."""
    return Program.objects.served_by(person)


def waiting_counts(person: Person) -> list[Waiting]:
    """Return the programs a person serves, those with the most waiting first."""
    programs = served(person).order_by("name")
    counted = waiting_seen_by(person).order_by().values_list("program")
    found = counted.annotate(people=Count("pk"), since=Min("waiting_since"))
    by_program = {program: (people, since) for program, people, since in found}
    lines = [_line(each, *by_program.get(each.pk, (0, None))) for each in programs]
    return sorted(lines, key=lambda line: -line.people)


def waiting_seen_by(person: Person) -> QuerySet[Enrollment]:
    """Return who waits in the programs a person serves, the longest wait first."""
    there = waiting().filter(program__in=served(person))
    return there.exclude(person__in=kept_from(person))


def board(program: Program, seen_by: Person, page: int | None = None, row: str = "") -> Board:
    """Return a page of a program's board as one of its staff sees it; the nearest there is.

    Without a page, that of the row asked for by its mentee's enrollment.
    """
    sheet = sheet_of(program, seen_by)
    page = min(max(page or _page_of(row, sheet), 1), _pages(sheet))
    rows = rows_of(sheet, sheet.waiting[(page - 1) * PAGE : page * PAGE])
    return Board(sheet, page, rows)


def run_under_way(program: Program) -> Run | None:
    """Return the run that is queued or running now."""
    lately = clock.now() - GIVEN_UP_AFTER
    queued = program.runs.filter(state=Run.State.QUEUED, created_at__gt=lately)
    return queued.order_by("-created_at").first()


def proposals_of(run: Run, seen_by: Person) -> list[Proposal]:
    """Return what a run says of everybody one of the staff sees, the longest wait first."""
    seen = Proposal.objects.visible_to(seen_by).filter(run=run).select_related("person")
    found = list(seen.order_by("mentee__waiting_since", "mentee"))
    keys.warm(each.person_id for each in found)
    return found


def approvable(run: Run, seen_by: Person) -> list[Proposal]:
    """Return a run's proposals that can be approved now, the longest wait first."""
    ready = [each.pk for each in sheet_of(run.program, seen_by).ready]
    found = run.proposals.filter(pk__in=ready).select_related("run__program", "person", "mentee")
    return list(found.order_by("mentee__waiting_since", "pk"))


def _page_of(row: str, sheet: Sheet) -> int:
    found = (place for place, each in enumerate(sheet.waiting) if str(each.pk) == row)
    return next(found, 0) // PAGE + 1


def _pages(sheet: Sheet) -> int:
    return max(1, -(-len(sheet.waiting) // PAGE))


def _line(program: Program, people: int, since: date | None) -> Waiting:
    today = clock.today(program.time_zone)
    return Waiting(program, people, days_between(since, today) or 0)
