"""Lets two processes run the tests side by side, as `make test` does: a pytest plugin.

Each takes a file at a time, the long ones first, and hands over its figures and promises when it
has done: they are told once, at the end.
"""

from pathlib import Path
from typing import Any

import pytest

from tests import figures, promises

TESTS = Path(__file__).parent
LONG_AT_FULL_LENGTH = (
    *("trust/long/equal_time.py", "architecture/test_matrix.py", "trust/test_leaks.py"),
    *("browser/test_hostile_pages.py", "trust/test_fuzzed_api.py", "unit/matching/test_best.py"),
    "trust/long",
)
LONG = (
    *(LONG_AT_FULL_LENGTH if promises.IS_LONG else ()),
    "browser/test_every_page.py",
    "architecture/test_gate.py",
    "browser",
    "trust",
    "behavior/config",
    "architecture",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that both have done at about the same time."""
    items.sort(key=lambda item: _rank(item.path))


def _rank(file: Path) -> int:
    inside = file.relative_to(TESTS).as_posix()
    return next((rank for rank, part in enumerate(LONG) if inside.startswith(part)), len(LONG))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand over what this process found, where it works for another."""
    handed_over = getattr(session.config, "workeroutput", None)
    if handed_over is not None:
        handed_over["told"] = (figures.told(), promises.told())


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a process found that worked for this one."""
    told, found = node.workeroutput["told"] if hasattr(node, "workeroutput") else ({}, {})
    figures.take_over(told)
    promises.take_over(found)
