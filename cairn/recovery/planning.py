"""What the pages of a plan show: all of it, one part to write, and how it came to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cairn.consent import queries as consent
from cairn.consent.queries import Reader
from cairn.people.models import Person
from cairn.recovery import parts, queries
from cairn.recovery.models import Suggestion, WrittenPlan
from cairn.recovery.parts import PARTS, Part, PlanKind, Section
from cairn.recovery.policies import SHARED_AS
from cairn.safety import lines, ways
from cairn.safety.lines import Line
from cairn.safety.ways import Way


@dataclass(frozen=True)
class Filled:
    """A part of a plan and what its sections hold; empty ones are left out."""

    number: int
    part: Part
    sections: list[tuple[Section, list[Any]]]

    @property
    def is_of_one(self) -> bool:
        """Whether its one section needs no title of its own."""
        return len(self.part.sections) == 1


@dataclass(frozen=True)
class Suggested:
    """What a mentor suggests for a section, by its title."""

    suggestion: Suggestion
    title: parts.Words


@dataclass(frozen=True)
class PlanPage:
    """A plan as it is now. `parts` hold something; `left_out` do not yet."""

    kind: PlanKind
    newest: WrittenPlan | None
    parts: list[Filled]
    left_out: list[Filled]
    suggested: list[Suggested]
    readers: list[Reader]
    lines: list[tuple[Line, Way]]

    @property
    def is_safety(self) -> bool:
        """Whether it is the plan to stay safe."""
        return self.kind == PlanKind.SAFETY


@dataclass(frozen=True)
class Step:
    """One part of a plan while it is written, and where it stands among the others."""

    kind: PlanKind
    number: int
    part: Part
    written: Mapping[str, Any]
    stones: list[dict[str, bool]]
    readers: list[Reader]

    @property
    def is_last(self) -> bool:
        """Whether no part comes after it."""
        return self.number == len(self.stones)


@dataclass(frozen=True)
class Version:
    """A version of a plan: when it was written, what it changed, and whose idea it took."""

    pk: UUID
    number: int
    at: datetime
    changed: list[str]
    idea_of: Person | None


def page_of(person: Person, kind: PlanKind) -> PlanPage:
    """Return what the page of a plan shows."""
    newest = queries.written_plan(person, kind)
    found = filled(kind, newest.block if newest else {})
    titles = parts.sections(kind)
    return PlanPage(
        kind=kind,
        newest=newest,
        parts=[each for each in found if each.sections],
        left_out=[each for each in found if not each.sections],
        suggested=[
            Suggested(each, titles[each.section].title)
            for each in queries.suggested_to(person)
            if each.kind == kind
        ],
        readers=consent.readers_of(person, [SHARED_AS[kind]]),
        lines=_lines(person) if kind == PlanKind.SAFETY else [],
    )


def step_of(person: Person, kind: PlanKind, number: int) -> Step | None:
    """Return a part to write; None where the plan has none of that number."""
    if not 1 <= number <= len(PARTS[kind]):
        return None
    newest = queries.written_plan(person, kind)
    count = range(1, len(PARTS[kind]) + 1)
    return Step(
        kind=kind,
        number=number,
        part=PARTS[kind][number - 1],
        written=newest.block if newest else {},
        stones=[{"done": n < number, "current": n == number} for n in count],
        readers=consent.readers_of(person, [SHARED_AS[kind]]),
    )


def filled(kind: str, block: Mapping[str, Any]) -> list[Filled]:
    """Return the parts of a plan with what a block holds."""
    return [
        Filled(
            number,
            part,
            [(each, _rows(each, block)) for each in part.sections if block.get(each.key)],
        )
        for number, part in enumerate(PARTS[kind], start=1)
    ]


def _rows(section: Section, block: Mapping[str, Any]) -> list[Any]:
    """Return the lines of a section, or its people as those who may be reached."""
    rows: list[Any] = block[section.key]
    return list(map(parts.contact, rows)) if section.is_people else rows


def versions_of(newest_first: Sequence[WrittenPlan]) -> list[Version]:
    """Return versions of a plan with what each of them changed."""
    befores = [*(each.block for each in newest_first[1:]), {}]
    return [
        Version(
            pk=each.pk,
            number=each.version,
            at=each.created_at,
            changed=parts.changed(each.kind, before, each.block),
            idea_of=each.idea.by if each.idea else None,
        )
        for each, before in zip(newest_first, befores, strict=False)
    ]


def _lines(person: Person) -> list[tuple[Line, Way]]:
    """Return the lines of the place, each with the first way to reach it."""
    known = lines.lines_for(queries.place_of(person).country)
    return [(line, next(ways.ways_of(line))) for line in known]
