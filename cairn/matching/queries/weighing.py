"""How a program weighs, how it weighed before, and what another way would change."""

from __future__ import annotations

from dataclasses import dataclass

from cairn.core import clock
from cairn.matching.engine import Settings, match
from cairn.matching.models import Weighing
from cairn.matching.previewing import Preview, compared
from cairn.matching.queries.pool import pool_of, settings_of
from cairn.programs.models import Program

SHOWN = 20


@dataclass(frozen=True)
class Moved:
    """Somebody whose proposed mentor would be another one; empty where there is none."""

    mentee: str
    before: str
    after: str


@dataclass(frozen=True)
class Effect:
    """What another way of weighing would change among those who wait today, with some names."""

    preview: Preview
    moved: list[Moved]


def weighings_of(program: Program) -> list[Weighing]:
    """Return every version of how a program weighs, the newest first."""
    return list(program.weighings.select_related("changed_by").order_by("-number"))


def effect_of(program: Program, settings: Settings) -> Effect:
    """Run the whole pool as the program weighs and as it would; nothing is kept."""
    on = clock.today(program.time_zone)
    known = pool_of(program, on)
    before, after = (
        match(known.pool, settings=each, on=on, alternatives=0)
        for each in (settings_of(program), settings)
    )
    names = {ref: each.person.display_name for ref, each in (known.mentees | known.mentors).items()}
    preview = compared(before, after)
    moved = [
        Moved(names[each.mentee], names.get(each.before or "", ""), names.get(each.after or "", ""))
        for each in preview.changes[:SHOWN]
    ]
    return Effect(preview, moved)
