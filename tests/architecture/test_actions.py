"""A state change made by a person goes through one function, whose first line asks the policy."""

import ast

import pytest

from tests.architecture import source

# Not acts of a person: they follow from one, inside its transaction, or the clock calls them.
FOLLOWS = {
    "notifications/actions.py": {"tell", "tell_all", "withdraw"},
    "stones/actions.py": {"lay"},
}


_SAYING_MORE = ("record_by", "record_all", "look", "look_at_all")


def _actions() -> list[source.Function]:
    found = []
    for function in source.functions("actions"):
        path, _, name = function.place.removeprefix("cairn/").rpartition(" ")
        follows = FOLLOWS.get(path.partition(":")[0], set())
        if not name.startswith("_") and name not in follows:
            found.append(function)
    return found


@pytest.mark.parametrize("action", _actions(), ids=lambda action: action.place.rpartition(" ")[2])
def test_an_action_takes_keywords_only_and_first_who_acts(action: source.Function) -> None:
    arguments = action.node.args
    assert arguments.args == [], action.place
    assert arguments.kwonlyargs[0].arg == "by", action.place


@pytest.mark.parametrize("action", _actions(), ids=lambda action: action.place.rpartition(" ")[2])
def test_an_action_asks_its_policy_before_anything_else(action: source.Function) -> None:
    body = action.node.body[1:] if ast.get_docstring(action.node) else action.node.body
    first = ast.unparse(body[0])
    assert first.endswith(".require()"), f"{action.place} begins with {first!r}"


def _calls(node: ast.AST) -> set[str]:
    return {ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}


def _records(name: str, known: dict[str, set[str]], seen: frozenset[str] = frozenset()) -> bool:
    """Whether a function writes to the record, by itself or through one it calls."""
    if name in {f"records.{each}" for each in ("record", *_SAYING_MORE)}:
        return True
    calls = known.get(name, set()) - seen
    return any(_records(call, known, seen | {name}) for call in calls)


@pytest.mark.parametrize("action", _actions(), ids=lambda action: action.place.rpartition(" ")[2])
def test_an_action_leaves_an_event_in_the_record(action: source.Function) -> None:
    known: dict[str, set[str]] = {}
    for function in source.functions("actions"):
        known.setdefault(function.node.name, set()).update(_calls(function.node))
    assert _records(action.node.name, known), action.place
