"""The engine's codes as words, for templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import template
from django.utils.translation import gettext as _

from cairn.core import clock
from cairn.matching import portraits, words
from cairn.matching.queries import Board, Candidate, Need, Request, Row, Wait, WhyNot
from cairn.matching.vocabulary import BONDS, Words, said

register = template.Library()

register.filter("shared", words.reason)
register.filter("different", words.difference)
register.filter("short_reasons", words.short)
register.filter("points", words.points)
register.filter("waits", words.waits)
register.filter("span", words.span)


@register.filter
def headline(board: Board) -> str:
    """Say a board in a sentence, made from the data."""
    sheet = board.sheet
    is_proven = bool(sheet.run and sheet.ready)
    return words.headline(board.waiting, sheet.free_mentors, is_proven=is_proven)


@register.filter
def named(names: Mapping[str, str], enrollment: UUID | str) -> str:
    """Return the name of a mentor that a run spoke of; nothing for one who left."""
    return names.get(str(enrollment), "")


@register.filter
def obstacles(row: Row) -> list[str]:
    """Say what stands in the way of somebody who waits."""
    return words.causes(row.causes, row.languages)


@register.filter
def need(group: Need) -> str:
    """Say how many mentors it would take, or that nothing can be said."""
    return words.need(group.mentors, is_known=group.now is not None)


@register.filter
def bond(code: str) -> Words:
    """Say what somebody on a person's list is to them."""
    return BONDS.get(code, "")


@register.filter
def total(numbers: Iterable[int]) -> int:
    """Add numbers up."""
    return sum(numbers)


@register.filter
def grouping_called(name: str) -> str:
    """Name a way of looking at everybody."""
    return str(words.GROUPINGS[name])


@register.filter
def group_called(code: str, grouping: str) -> str:
    """Name a group; those who did not say are one."""
    return said(grouping, code) if code else _("not said")


@register.filter
def waited_for(wait: Wait) -> list[str]:
    """Say what somebody who waits is waiting for."""
    return words.waited_for([cause["code"] for cause in wait.causes], wait.languages)


@register.filter
def why_not(mentor: WhyNot) -> str:
    """Say why a mentor can't be, as far as it may be said."""
    return words.why_not(mentor.codes)


@register.filter
def costs(cost: Mapping[str, int]) -> str:
    """Say what something costs everybody together."""
    return words.cost(cost["people"], cost["points"])


@register.filter
def part_name(part: Mapping[str, Any]) -> str:
    """Name a part of the fit."""
    return str(words.PARTS[part["name"]])


@register.filter
def weights_said(weights: Mapping[str, int]) -> str:
    """Say what each part of the fit is worth, in their fixed order."""
    return ", ".join(f"{called} {weights[name]}" for name, called in words.PARTS.items())


@register.filter
def part_points(part: Mapping[str, Any]) -> str:
    """Say how much of its weight a part reaches: “14 of 15”."""
    return words.part_points(part["weight"], part["share"])


@register.filter
def time_left(until: datetime) -> str:
    """Say how long there is until a moment."""
    return words.time_left(until, clock.now())


@register.filter
def in_short(candidate: Candidate) -> str:
    """Say a mentor in a line: how long in recovery, what they work at, what they have lived."""
    return portraits.in_short(candidate.years_in_recovery, candidate.answers, candidate.topics)


@register.filter
def facts(asked: Request) -> list[tuple[str, str]]:
    """Say what somebody who asks lets the mentor see: name and words of each thing."""
    return portraits.facts(asked.answers, asked.topics, asked.shared_minutes)
