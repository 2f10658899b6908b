"""From what people answered and what a program knows of them to what the engine works with. Pure.

Used twice: for a program's enrollments in the database, and for the rows of a roster file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cairn.matching.engine import Mentee, Mentor, Pool
from cairn.people.answers import Answers

MENTEE, MENTOR = "mentee", "mentor"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One person of a program: their answers, and what the program knows beside them.

    `ref` names the person the same way on both sides. `sides` holds `mentee`, `mentor` or both.
    `caseload` counts places taken, wherever. `never` holds refs, known or not.
    """

    ref: str
    sides: tuple[str, ...]
    answers: Answers
    waiting_since: date | None = None
    recovery_since: date | None = None
    capacity: int = 1
    caseload: int = 0
    cleared: bool = False
    trained: bool = False
    paused: bool = False
    never: frozenset[str] = field(default=frozenset())
    household: str = ""


def mentee(facts: Facts) -> Mentee:
    """Return someone who waits, as the engine sees them."""
    return Mentee(
        **_someone(facts),
        career_field=facts.answers.career_field,
        top_three=facts.answers.top_three,
        waiting_since=facts.waiting_since,
    )


def mentor(facts: Facts) -> Mentor:
    """Return someone who offers places, as the engine sees them."""
    return Mentor(
        **_someone(facts),
        occupation_field=facts.answers.occupation_field,
        recovery_since=facts.recovery_since,
        capacity=facts.capacity,
        caseload=facts.caseload,
        cleared=facts.cleared,
        trained=facts.trained,
        paused=facts.paused,
    )


def pool_of(people: Iterable[Facts], **decided: frozenset[tuple[str, str]]) -> Pool:
    """Return everybody on their sides; `decided` are the pool's pairs: pins, forbids, held ..."""
    everybody = tuple(people)
    return Pool(
        mentees=tuple(mentee(facts) for facts in everybody if MENTEE in facts.sides),
        mentors=tuple(mentor(facts) for facts in everybody if MENTOR in facts.sides),
        **decided,
    )


def _someone(facts: Facts) -> dict[str, Any]:
    answers = facts.answers
    return {
        "ref": facts.ref,
        "languages": answers.languages,
        "gender": answers.gender,
        "wants_gender": answers.wants_gender,
        "birth_year": answers.birth_year,
        "time_zone": answers.time_zone,
        "availability": answers.availability,
        "meets": answers.meets,
        "latitude": answers.latitude,
        "longitude": answers.longitude,
        "max_km": answers.max_km,
        "pathways": answers.pathways,
        "spirituality": answers.spirituality,
        "substances": answers.substances,
        "life": answers.life,
        "interests": answers.interests,
        "dislikes": answers.dislikes,
        "never": facts.never,
        "household": facts.household,
    }
