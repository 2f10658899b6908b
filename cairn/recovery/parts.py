"""The parts that a person's own plans are made of, in the order they are asked for. Pure.

Each may stay empty. A part asks for lines, one thing a line, or for people in the order they are
to be reached. The words are meant to be read by a clinician.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cairn.recovery.support import Contact

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

MOST_LINES, LONGEST_LINE = 30, 400
MOST_PEOPLE, LONGEST_NAME, LONGEST_SAYS = 5, 80, 120
PHONE = r"^[\d+ ()./-]{3,30}$"


class PlanKind(TextChoices):
    """Which plan. The values stand in addresses, and so say little to whoever reads along."""

    COPING = "hours", _("Your plan for a hard night")
    SAFETY = "safe", _("Your plan to stay safe")


@dataclass(frozen=True)
class Section:
    """One thing that is asked for: lines, or people. `title` stands over the answer."""

    key: str
    title: Words
    help: Words = ""
    is_people: bool = False


@dataclass(frozen=True)
class Part:
    """A short page of a plan: why it is asked, and its sections."""

    title: Words
    why: Words
    sections: tuple[Section, ...]


_COPING = (
    Part(
        _("What sets it off"),
        _("What you know, you see coming. Write what you know, leave the rest."),
        (
            Section("with_whom", _("People")),
            Section("where", _("Places")),
            Section("when", _("Days and hours"), _("A payday, a birthday, eleven at night.")),
            Section(
                "feelings", _("How you feel then"), _("Lonely, angry, bored, tired, very glad.")
            ),
            Section("things", _("Things"), _("Cash, a smell, a song, a number in your phone.")),
        ),
    ),
    Part(
        _("First signs"),
        _("How do you notice that it begins, or how do others notice it in you?"),
        (
            Section(
                "signs", _("First signs"), _("I stop answering. I skip meals. I say I am fine.")
            ),
        ),
    ),
    Part(
        _("What helps"),
        _("What has helped before, even a little?"),
        (
            Section(
                "steps",
                _("What helps"),
                _("Put first what you want to see first on a hard night."),
            ),
        ),
    ),
    Part(
        _("Who to reach"),
        _("The first one who can be reached is shown first on a hard night."),
        (Section("people", _("Who to reach"), is_people=True),),
    ),
    Part(
        _("Where to go"),
        _("Where it is easier to be: near, open late, with people or without."),
        (Section("places", _("Where to go"), _("The library until nine. My sister’s kitchen.")),),
    ),
)

_SAFETY = (
    Part(
        _("Signs that it gets bad"),
        _("Thoughts, moods, things you do. They tell you when to open this plan."),
        (Section("signs", _("Signs that it gets bad")),),
    ),
    Part(
        _("What I can do alone"),
        _("Things that take your mind elsewhere, without anyone’s help."),
        (Section("alone", _("What I can do alone")),),
    ),
    Part(
        _("People and places for company"),
        _("Where you are among people, and need not say what is wrong."),
        (Section("company", _("People and places for company")),),
    ),
    Part(
        _("People I ask for help"),
        _("Those to whom you can say how bad it is."),
        (Section("people", _("People I ask for help"), is_people=True),),
    ),
    Part(
        _("Those whose work it is"),
        _("A counselor, a doctor, a clinic. The lines of your place are added by themselves."),
        (Section("helpers", _("Those whose work it is"), is_people=True),),
    ),
    Part(
        _("Making it safer around me"),
        _("What you put out of reach, and who keeps it for you meanwhile."),
        (Section("safer", _("Making it safer around me")),),
    ),
)

PARTS: Mapping[str, tuple[Part, ...]] = MappingProxyType(
    {PlanKind.COPING: _COPING, PlanKind.SAFETY: _SAFETY}
)

HOURS: Mapping[str, Words] = MappingProxyType(
    {
        "": _("I have not asked"),
        "any": _("At any hour"),
        "day": _("By day, until ten at night"),
        "evening": _("In the evening"),
    }
)
"""When somebody said that they answer calls."""

_AWAKE = MappingProxyType({"day": (time(8), time(22)), "evening": (time(17), time(23))})


@dataclass(frozen=True)
class Idea:
    """A line that somebody suggests for a section of a plan."""

    kind: str
    section: str
    words: str


def sections(kind: str) -> dict[str, Section]:
    """Return the sections of a plan by key, in their order."""
    return {section.key: section for part in PARTS[kind] for section in part.sections}


def part_of(kind: str, key: str) -> int:
    """Return the number of the part that asks for a section; the first is 1."""
    numbered = enumerate(PARTS[kind], start=1)
    return next(n for n, part in numbered if key in {one.key for one in part.sections})


def tidied(said: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return what was said without empty lines and without people who have no name."""
    return {key: [each for each in map(_tidy, rows) if each] for key, rows in said.items()}


def merged(before: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return what a plan holds once some of its sections are said anew; empty ones are left out."""
    return {key: rows for key, rows in (dict(before) | tidied(said)).items() if rows}


def fits(kind: str, said: Mapping[str, Any]) -> bool:
    """Whether a plan has all these sections, and they are not too full."""
    known = sections(kind)
    return all(key in known and _fits(known[key], rows) for key, rows in tidied(said).items())


def fits_lines(rows: Iterable[str]) -> bool:
    """Whether these lines are not too many, and none too long."""
    held = [line for line in map(str.strip, rows) if line]
    return len(held) <= MOST_LINES and all(len(line) <= LONGEST_LINE for line in held)


def contact(row: Mapping[str, str]) -> Contact:
    """Return a person of a plan as one who may be reached, by what they said."""
    hours = row.get("hours", "")
    start, end = _AWAKE.get(hours, (None, None))
    return Contact(
        name=row["name"],
        phone=row.get("phone", ""),
        any_hour=hours == "any",
        awake_from=start,
        awake_until=end,
        says=row.get("says", ""),
    )


def changed(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the titles of the sections in which two versions of a plan differ."""
    return [
        str(section.title)
        for key, section in sections(kind).items()
        if before.get(key, []) != after.get(key, [])
    ]


def _tidy(row: Any) -> Any:
    if isinstance(row, str):
        return row.strip()
    trimmed = {name: value.strip() for name, value in row.items() if value.strip()}
    return trimmed if "name" in trimmed else None


def _fits(section: Section, rows: Sequence[Any]) -> bool:
    is_named = [isinstance(row, Mapping) for row in rows]
    if section.is_people:
        return len(rows) <= MOST_PEOPLE and all(is_named)
    return not any(is_named) and fits_lines(rows)
