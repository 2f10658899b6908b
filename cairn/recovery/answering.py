"""What answers a kept check-in, put together for page and API alike."""

from dataclasses import dataclass

from cairn.core import clock
from cairn.people.models import Person
from cairn.recovery import queries
from cairn.recovery.models import CheckIn as KeptCheckIn
from cairn.recovery.support import CheckIn, Support, support_for
from cairn.safety.ways import Way, ways


@dataclass(frozen=True)
class Answered:
    """A kept check-in, its answer, and the lines of the place as ways to reach someone."""

    kept: KeptCheckIn
    support: Support
    ways: list[Way]


def answer_to(person: Person, answers: CheckIn, kept: KeptCheckIn) -> Answered:
    """Return the answer from the person's own plan, the place they are in, and this hour."""
    plan, place = queries.plan_of(person), queries.place_of(person)
    support = support_for(answers, plan, clock.now(), place)
    known = list(ways(support.emergency, support.lines)) if support.emergency else []
    return Answered(kept, support, known)
