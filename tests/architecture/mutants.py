"""Policies and gates bent on purpose: each must change a cell of the matrix, or it guards nothing.

Nothing is written to a file: a mutant lives for as long as a test holds it.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any
from unittest import mock

from cairn.arrivals.models import AskingQuerySet
from cairn.core.verdict import ALLOWED, refuse
from cairn.mentorship.models.walks import MentorshipQuerySet
from cairn.programs import models as programs
from tests.architecture import first_wall

Function = Callable[..., Any]
Living = Callable[[], AbstractContextManager[None]]
HELPERS: dict[str, tuple[Any, str]] = {
    "programs of somebody": (programs, "_programs_of"),
    "mentorships with nobody kept away": (MentorshipQuerySet, "apart_from"),
    "what was sent": (AskingQuerySet, "sent"),
}
"""Where gates share a line, it stands in a function beside them."""

_OF_THE_ORGANIZATION = "organization_id=person.organization_id"
SAME_BEHIND_THE_SECOND_WALL = {
    f"NoContact.visible_to: without {_OF_THE_ORGANIZATION}",
    f"Person.visible_to: without {_OF_THE_ORGANIZATION}",
    f"programs of somebody: without {_OF_THE_ORGANIZATION}",
    f"programs of somebody: without Q({_OF_THE_ORGANIZATION})",
}
"""Branches that ask what row-level security asks again: with it standing, they change nothing."""


@dataclass(frozen=True)
class Mutant:
    """One thing bent: whose it is, in which way, and how to let it live for a while."""

    of: str
    way: str
    living: Living

    def __str__(self) -> str:
        return f"{self.of}: {self.way}"


def of_policies() -> Iterator[Mutant]:
    """Yield each policy with its answers turned around."""
    for name, policy in first_wall.policies().items():
        yield Mutant(name, "turned around", _bending(policy, _turned(policy)))


def of_gates() -> Iterator[Mutant]:
    """Yield each gate open, shut, and without each of its branches."""
    for name, (holder, attribute) in {**first_wall.gates(), **HELPERS}.items():
        for way, function in _bent(getattr(holder, attribute)):
            yield Mutant(name, way, _replacing(holder, attribute, function))


@contextmanager
def watched() -> Iterator[set[str]]:
    """Note the names of the policies and gates that are asked inside the block."""
    asked: set[str] = set()
    with ExitStack() as stack:
        for name, policy in first_wall.policies().items():
            stack.enter_context(first_wall.bent(policy, _noting(name, policy, asked)))
        for name, (holder, attribute) in {**first_wall.gates(), **HELPERS}.items():
            noting = _noting(name, getattr(holder, attribute), asked)
            stack.enter_context(mock.patch.object(holder, attribute, noting))
        yield asked


def _noting(name: str, function: Function, asked: set[str]) -> Function:
    @wraps(function)
    def noting(*given: Any, **named: Any) -> Any:
        asked.add(name)
        return function(*given, **named)

    return noting


def _bending(policy: Function, instead: Function) -> Living:
    return lambda: first_wall.bent(policy, instead)


def _replacing(holder: Any, attribute: str, instead: Function) -> Living:
    return lambda: mock.patch.object(holder, attribute, instead)


def _turned(policy: Function) -> Function:
    def turned(*given: Any, **named: Any) -> Any:
        return refuse("turned", "Turned around.") if policy(*given, **named) else ALLOWED

    return turned


def _bent(function: Function) -> Iterator[tuple[str, Function]]:
    """Yield a function again, each time with one branch of what it asks left out."""
    source = textwrap.dedent(inspect.getsource(function))
    for number in range(_Bend.count(ast.parse(source))):
        bend = _Bend(number)
        tree = ast.fix_missing_locations(bend.visit(ast.parse(source)))
        space = dict(function.__globals__)
        exec(compile(tree, "<mutant>", "exec"), space)  # noqa: S102 - our own source, bent
        yield bend.way, space[function.__name__]


class _Bend(ast.NodeTransformer):
    """Leaves out the branch of a number: a side of an or, a condition, a not."""

    def __init__(self, number: int = -1) -> None:
        self.number, self.seen, self.way = number, 0, ""

    @classmethod
    def count(cls, tree: ast.AST) -> int:
        bend = cls()
        bend.visit(tree)
        return bend.seen

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """Take one side of an or, or of an and."""
        if isinstance(node.op, ast.BitOr | ast.BitAnd):
            for kept, left in ((node.left, node.right), (node.right, node.left)):
                if self._is_meant(f"without {ast.unparse(left)}"):
                    return kept
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Leave a condition out."""
        asks = ast.unparse(node.func).rpartition(".")[2] in {"filter", "exclude", "Q"}
        for place in list(node.keywords) if asks else []:
            if self._is_meant(f"without {ast.unparse(place)}"):
                node.keywords.remove(place)
                return node
        return self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        """Leave a not out."""
        if isinstance(node.op, ast.Invert) and self._is_meant(f"not {ast.unparse(node)}"):
            return node.operand
        return self.generic_visit(node)

    def _is_meant(self, way: str) -> bool:
        self.seen += 1
        if self.seen - 1 == self.number:
            self.way = way
            return True
        return False
