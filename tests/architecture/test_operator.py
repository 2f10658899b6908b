"""The operator, as a role: what they may do at the shell, of all that weighs who acts there."""

import ast
import inspect
from collections.abc import Callable
from typing import Any, get_args, get_type_hints

from cairn.core.verdict import Verdict
from cairn.people.models import Person
from cairn.people.operators import Operator
from cairn.programs.models import Enrollment, Program, StaffRole
from tests import figures
from tests.architecture import first_wall, matrix, source
from tests.cast import Cast


def _weighing() -> dict[str, Callable[..., Verdict]]:
    """Return the policies that an operator can be asked of, by name."""
    return {
        name: policy
        for name, policy in first_wall.policies().items()
        if Operator in get_args(next(iter(get_type_hints(policy).values())))
    }


def _given(policy: Callable[..., Verdict], cast: Cast) -> list[Any]:
    """Return something of the operator's organization for each thing that a policy weighs."""
    about: dict[Any, Any] = {
        Person: Person(organization=cast.program.organization, email="wren@example.org"),
        Program: cast.program,
        Enrollment: Enrollment.objects.get(person=cast.mentor),
        StaffRole: cast.facilitator.staff_roles.get(),
        str: "A name that nothing has",
    }
    _actor, *others = inspect.signature(policy).parameters
    hints = get_type_hints(policy)
    if policy.__name__ == "can_let_in":
        return [cast.admin]
    return [about.get(hints[name], {"en": "We walk.", "es": "Caminamos."}) for name in others]


def _word(policy: Callable[..., Verdict], cast: Cast) -> str:
    operator = Operator(cast.program.organization)
    return "in" if policy(operator, *_given(policy, cast)) else "refused"


def test_at_the_policies_the_operator_may_what_the_table_says_and_no_more(cast: Cast) -> None:
    asked = _weighing()
    allowed = {name for name, policy in asked.items() if _word(policy, cast) == "in"}
    assert allowed == set(matrix.table().operators)
    figures.tell("operator", f"{len(asked)} cells, {len(allowed)} allowed")


def test_only_commands_make_an_operator_and_no_request_does() -> None:
    makers = {
        str(path.relative_to(source.PACKAGE))
        for path in source.modules()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Operator")
    }
    assert makers == {"config/founding.py", "config/letting_in.py", "config/rostering.py"}
