"""The first wall, found by walking the code: every policy and every `visible_to`, and a way down.

A test that takes it down, or bends one stone of it, finds the stones here; none is typed by hand.
"""

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any, get_type_hints
from unittest import mock

from django.apps import apps
from django.db import models

from cairn.core import access
from cairn.core.verdict import ALLOWED, Verdict

GATES = ("visible_to", "of", "served_by", "funded_by")
"""The methods of a table's rows that ask who is looking."""

Function = Callable[..., Any]


def policies() -> dict[str, Function]:
    """Return every public function of a `policies` module that gives a verdict, by its name."""
    modules = [module for name, module in sorted(_ours().items()) if ".policies." in f"{name}."]
    return {
        f"{module.__name__.split('.')[1]}.{name}": function
        for module in modules
        for name, function in vars(module).items()
        if inspect.isfunction(function)
        and function.__module__ == module.__name__
        and not name.startswith("_")
        and get_type_hints(function).get("return") is Verdict
    }


def gates() -> dict[str, tuple[type[models.QuerySet[Any]], str]]:
    """Return where each gate is written down: the rows' class and the method's name."""
    rows = {base for model in apps.get_models() for base in type(_all_of(model)).__mro__}
    return {
        f"{kind.__name__.removesuffix('QuerySet')}.{name}": (kind, name)
        for kind in sorted(rows, key=lambda kind: kind.__name__)
        for name in GATES
        if name in vars(kind)
    }


@contextmanager
def down() -> Iterator[None]:
    """Let every policy allow and every gate show everything, whoever asks."""
    with ExitStack() as stack:
        for kind, name in gates().values():
            stack.enter_context(mock.patch.object(kind, name, _everything))
        for policy in policies().values():
            stack.enter_context(bent(policy, _yes))
        yield


@contextmanager
def bent(policy: Function, instead: Function) -> Iterator[None]:
    """Put another function in a policy's place, wherever it was imported or registered."""
    places = [
        (module, name)
        for module in _ours().values()
        for name, value in list(vars(module).items())
        if value is policy
    ]
    rows = {
        door: replace(row, policy=instead)
        for door, row in access.registered().items()
        if row.policy is policy
    }
    with ExitStack() as stack:
        for module, name in places:
            stack.enter_context(mock.patch.object(module, name, instead))
        stack.enter_context(mock.patch.dict(access._registry, rows))
        yield


def _ours() -> dict[str, Any]:
    return {name: found for name, found in sys.modules.items() if name.startswith("cairn.")}


def _all_of(model: type[models.Model]) -> models.QuerySet[Any]:
    return model._default_manager.all()


def _everything(rows: models.QuerySet[Any], person: object) -> models.QuerySet[Any]:
    return rows


def _yes(*_given: object, **_named: object) -> Verdict:
    return ALLOWED
