"""Plans of one's own, by the actions alone."""

from typing import Any

from cairn.people.models import Person
from cairn.recovery import actions
from cairn.recovery.models import WrittenPlan
from cairn.recovery.parts import PlanKind


def plan(person: Person, *steps: str, **sections: Any) -> WrittenPlan:
    """A plan for a hard night: what helps, and what else is said."""
    said = {"steps": list(steps), **sections}
    return actions.write_plan(by=person, kind=PlanKind.COPING, said=said)


def safety_plan(person: Person, *signs: str, **sections: Any) -> WrittenPlan:
    """A plan to stay safe: its signs, and what else is said."""
    said = {"signs": list(signs), **sections}
    return actions.write_plan(by=person, kind=PlanKind.SAFETY, said=said)
