"""Reads of the pulse: for the two what they said, for staff figures alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cairn.mentorship import pulses
from cairn.mentorship.models import Pulse
from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.programs.models import Program


@dataclass(frozen=True)
class PulsePage:
    """One's own pulse; `both` is set once both have answered: question, own, the other's."""

    pulse: Pulse
    other: Person
    said: list[tuple[Any, Any]]
    both: list[tuple[Any, Any, Any]]


@dataclass(frozen=True)
class PulseFigures:
    """The figures of a program after so many days."""

    program: Program
    day: int
    figures: list[pulses.Figure]


def pulse_page(pulse: Pulse, person: Person) -> PulsePage:
    """Return a pulse as the one it was asked of reads it. Two queries."""
    other = pulse.walk.other(person)
    theirs = Pulse.objects.filter(walk=pulse.walk, day=pulse.day, person=other).first()
    is_both = bool(pulse.answered_at and theirs and theirs.answered_at)
    both = pulses.side_by_side(pulse.answers, theirs.answers) if is_both and theirs else []
    return PulsePage(pulse, other, pulses.spoken(pulse.answers), both)


def pulse_figures(programs: QuerySet[Program]) -> list[PulseFigures]:
    """Return the figures of programs after each number of days. Two queries, and one for keys."""
    known = list(programs)
    rows = Pulse.objects.filter(walk__program__in=known).exclude(answered_at=None)
    answered = list(rows.select_related("walk").order_by("answered_at", "pk"))
    keys.warm(row.person_id for row in answered)
    return [
        PulseFigures(program, day, pulses.figures(_answers(answered, program, day)))
        for program in known
        for day in pulses.DAYS
    ]


def _answers(rows: list[Pulse], program: Program, day: int) -> Iterator[pulses.Told]:
    for row in rows:
        if row.walk.program_id == program.pk and row.day == day:
            yield row.person_id, row.answers
