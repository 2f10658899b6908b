"""What somebody who waits is told of their wait."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Subquery

from cairn.core import clock
from cairn.matching.models import Proposal, Run
from cairn.matching.queries.pool import profile_of
from cairn.matching.queries.rows import days_between
from cairn.matching.waits import Past, Typical, typical
from cairn.mentorship.models import Mentorship
from cairn.people.answers import Answers
from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.programs.models import Enrollment, Program

LATELY = timedelta(days=365)
MOST = 100
"""So many matches, the latest, are looked at."""


@dataclass(frozen=True)
class Wait:
    """How long somebody has waited, what is being waited for, how long others did.

    `causes` are what the latest run found in the way, in codes; `languages` go into their words.
    """

    days: int | None
    causes: Collection[dict[str, Any]]
    languages: Collection[str]
    others: Typical | None


def wait_of(mentee: Enrollment) -> Wait:
    """Return what is told to a mentee who waits and has nobody to choose from. Three queries."""
    program = mentee.program
    matched = matched_in(program, MOST)
    keys.warm([mentee.person_id, *(each.mentee_id for each in matched)])
    answers, detail = answers_of(mentee.person), _last_said(mentee)
    return Wait(
        days=days_between(mentee.waiting_since, clock.today(program.time_zone)),
        causes=detail.get("causes", ()),
        languages=answers.languages,
        others=typical(_waits(matched), answers),
    )


def _last_said(mentee: Enrollment) -> dict[str, Any]:
    """What the newest run said of somebody it found nobody for; nothing where it found someone."""
    newest = Run.objects.filter(program=mentee.program_id, state=Run.State.DONE)
    run = newest.order_by("-created_at").values("pk")[:1]
    found = Proposal.objects.filter(run=Subquery(run), mentee=mentee, mentor=None).first()
    return found.detail if found else {}


def matched_in(program: Program, most: int | None = None) -> list[Mentorship]:
    """Return who was matched in the last year after a wait that is known, the latest first."""
    matched = Mentorship.objects.filter(program=program, matched_at__gt=clock.now() - LATELY)
    known = matched.exclude(waiting_since=None).select_related("mentee__profile")
    return list(known.order_by("-matched_at")[:most])


def days_waited(match: Mentorship) -> int | None:
    """Return how many days a mentee had waited when they were matched."""
    return days_between(match.waiting_since, match.matched_at.date())


def _waits(matched: list[Mentorship]) -> Iterator[Past]:
    for each in matched:
        days = days_waited(each)
        if days is not None:
            yield Past(days, answers_of(each.mentee))


def answers_of(person: Person) -> Answers:
    """Return a person's answers, none where nothing was told yet."""
    profile = profile_of(person)
    return profile.answers if profile else Answers()
