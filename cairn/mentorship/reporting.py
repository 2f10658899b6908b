"""Reads the figures that leave the programs: whole numbers, no person, and few enough hidden."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from cairn.core import clock
from cairn.mentorship import figures
from cairn.mentorship.figures import Counted, Shown
from cairn.mentorship.models import Mentorship, SupportContact
from cairn.people.models import Person
from cairn.programs import queries as programs
from cairn.programs.models import Enrollment, Program

PERIOD = timedelta(days=90)
"""How far back follow-ups are counted."""


@dataclass(frozen=True)
class ProgramFigures(Shown):
    """The figures of one program, under its name."""

    program: str


@dataclass(frozen=True)
class Figures:
    """The figures of each program a funder reads, and their sums."""

    programs: list[ProgramFigures]
    total: Shown


def figures_for(person: Person) -> Figures:
    """Return the figures of the programs a person funds. Five queries."""
    funded = list(programs.funded(person))
    counted = _counted(funded, person)
    rows = [
        ProgramFigures(**vars(figures.shown(counted[program.pk])), program=program.name)
        for program in funded
    ]
    return Figures(rows, figures.total(rows))


def _counted(funded: list[Program], person: Person) -> dict[UUID, Counted]:
    waiting = Enrollment.objects.active().mentees().filter(program__in=funded)
    matched = Mentorship.objects.live().filter(program__in=funded)
    today = clock.today(person.time_zone)
    period = Q(due_on__gt=today - PERIOD, due_on__lte=today, mentorship__program__in=funded)
    due = SupportContact.objects.filter(period)
    due = due.exclude(mentorship__ended_at__isnull=False, kept_at=None)
    waits = _by_program(waiting.exclude(waiting_since=None), "program", "person")
    pairs = _by_program(matched, "program", "mentee")
    owed = _by_program(due, "mentorship__program", "pk")
    kept = _by_program(due.exclude(kept_at=None), "mentorship__program", "pk")
    return {
        program.pk: Counted(*(found.get(program.pk, 0) for found in (waits, pairs, owed, kept)))
        for program in funded
    }


def _by_program(rows: QuerySet[Any], program: str, what: str) -> dict[UUID, int]:
    """Count distinct values by program."""
    grouped = rows.order_by().values(of=F(program))
    return dict(grouped.annotate(count=Count(what, distinct=True)).values_list("of", "count"))
