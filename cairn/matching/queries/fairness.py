"""Waits and lengths of a program's mentorships by group, read for the fairness view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cairn.core import clock
from cairn.matching import fairness
from cairn.matching.fairness import Group
from cairn.matching.queries.pool import waiting_in
from cairn.matching.queries.rows import days_between
from cairn.matching.queries.waits import answers_of, days_waited, matched_in
from cairn.people.answers import Answers
from cairn.people.keys import store as keys
from cairn.programs.models import Program

GROUPINGS = ("language", "gender", "meets", "pathway")


@dataclass(frozen=True)
class Grouping:
    """One way to look at everybody, with the groups it makes."""

    name: str
    groups: list[Group]


def fairness_of(program: Program) -> list[Grouping]:
    """Return a program's waits and lengths in each grouping. Three queries."""
    people = list(_people(program))
    return [Grouping(name, fairness.by_group(people, name)) for name in GROUPINGS]


def _people(program: Program) -> Iterator[fairness.Mentee]:
    waiting = list(waiting_in(program).select_related("person__profile"))
    matched = matched_in(program)
    keys.warm([*(each.person_id for each in waiting), *(each.mentee_id for each in matched)])
    today = clock.today(program.time_zone)
    for each in waiting:
        waits = days_between(each.waiting_since, today)
        yield fairness.Mentee(_groups(answers_of(each.person)), waits=waits)
    for match in matched:
        yield fairness.Mentee(
            _groups(answers_of(match.mentee)),
            waited=days_waited(match),
            lasted=(match.ended_at - match.matched_at).days if match.ended_at else None,
        )


def _groups(answers: Answers) -> Mapping[str, Sequence[str]]:
    said: dict[str, Iterable[str]] = {
        "language": answers.spoken[:1],
        "gender": [answers.gender],
        "meets": [answers.meets],
        "pathway": answers.pathways,
    }
    return {name: [code for code in codes if _is_said(code)] for name, codes in said.items()}


def _is_said(code: str) -> bool:
    return bool(code) and code != "undisclosed"
