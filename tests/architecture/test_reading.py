"""Views and the API find rows through the person, never past them."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture import source

DOORS = ("views", "api")


@pytest.mark.parametrize(
    "path", source.modules(*DOORS), ids=lambda p: str(p.relative_to(source.PACKAGE))
)
def test_a_view_reaches_rows_only_through_visible_to(path: Path) -> None:
    past = [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "objects"
        and node.attr != "visible_to"
    ]
    assert past == []


@pytest.mark.parametrize(
    "path", source.modules(*DOORS), ids=lambda p: str(p.relative_to(source.PACKAGE))
)
def test_a_view_has_at_most_twelve_lines(path: Path) -> None:
    long = [
        f"{node.name}: {source.Function('', node).lines} lines"
        for node in source.tree(path).body
        if isinstance(node, ast.FunctionDef) and source.Function("", node).lines > 14
    ]
    assert long == []


def test_no_model_overrides_save_and_no_signal_is_listened_to() -> None:
    saving = re.compile(r"def save\(")
    listening = re.compile(r"@receiver|post_save|pre_save\.connect")
    found = [
        str(path.relative_to(source.ROOT))
        for path in source.modules()
        if listening.search(path.read_text())
        or (path in source.modules("models") and saving.search(path.read_text()))
    ]
    assert found == []


def test_a_template_includes_only_its_own_apps_and_the_shared_ones() -> None:
    foreign = []
    for path in source.templates():
        app = source.app_of(path)
        for name in re.findall(r"{% (?:include|extends) \"([^\"]+)\"", path.read_text()):
            owner = name.partition("/")[0]
            if owner not in {app, "ui", "account", "mfa", "allauth"} and app != "home":
                foreign.append(f"{path.relative_to(source.PACKAGE)} uses {name}")
    assert foreign == []


ORDER = [
    "core", "ui", "realtime", "audit", "people", "notifications", "programs", "stones",
    "arrivals", "mentorship", "consent", "matching", "safety", "recovery", "conversations",
    "interop", "api",
    "home", "config",
]  # fmt: skip


def test_foreign_keys_point_down() -> None:
    upward = []
    for model in apps.get_models():
        if not model.__module__.startswith("cairn."):
            continue
        for field in model._meta.get_fields():
            target = field.related_model if field.concrete and field.is_relation else None
            if target is None or not target.__module__.startswith("cairn."):
                continue
            here, there = model.__module__.split(".")[1], target.__module__.split(".")[1]
            if ORDER.index(there) > ORDER.index(here):
                upward.append(f"{model.__name__}.{field.name} -> {target.__name__}")
    assert upward == []
