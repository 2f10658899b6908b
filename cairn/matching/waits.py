"""How long people waited before they were matched, told so that nobody can be found. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from cairn.mentorship.figures import FEWEST
from cairn.people.answers import Answers


@dataclass(frozen=True)
class Past:
    """One person's wait that is over: how many days it took, and what they had answered."""

    days: int
    answers: Answers


@dataclass(frozen=True)
class Typical:
    """Half of `people` waited so many days or fewer; `is_alike` where they are like the reader."""

    days: int
    people: int
    is_alike: bool


def typical(past: Iterable[Past], mine: Answers) -> Typical | None:
    """Return how long people alike waited; everybody where those are too few; or nothing.

    Alike is who prefers the same language and can meet in one of the same ways: the two things
    that most often decide how long it takes.
    """
    every = list(past)
    alike = [each for each in every if _is_alike(each.answers, mine)]
    for some, is_alike in ((alike, True), (every, False)):
        if len(some) >= FEWEST:
            return Typical(round(median(each.days for each in some)), len(some), is_alike)
    return None


def _is_alike(one: Answers, other: Answers) -> bool:
    meets = one.meets == other.meets or "both" in (one.meets, other.meets)
    return meets and one.spoken[:1] == other.spoken[:1]
