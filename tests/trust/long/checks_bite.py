"""A check that can't fail is none: in a copy of the house with all flaws planted, each check fails."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests import promises
from tests.architecture import source
from tests.architecture.breaks import FLAWS

pytestmark = pytest.mark.slow

CHECKS = [
    *("actions", "reading", "forms", "budgets", "words"),
    *("translations", "docs", "doors", "gate"),
]
HOLD_IN_ANY_HOUSE = {
    "test_with_a_row_the_same_route_exists": "the other half of the test before it",
}
_TOOLS = r"(?:\[(?:format|lint|types|layers|templates)\])?"  # of the gate, each is a check
_OUTCOME = re.compile(rf"^(PASSED|FAILED|ERROR) \S+?::(\w+{_TOOLS})", re.MULTILINE)
_NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "var", "build", ".*_cache", "__pycache__")


def test_every_check_of_the_house_fails_on_its_flaw(tmp_path: Path) -> None:
    copy = tmp_path / "house"
    shutil.copytree(source.ROOT, copy, ignore=_NOT_COPIED)
    for plant in FLAWS.values():
        plant(copy)
    outcomes = _run(copy, (f"tests/architecture/test_{check}.py" for check in CHECKS))
    failed = {name for outcome, name in outcomes if outcome == "FAILED"}
    blind = {name for _outcome, name in outcomes} - failed - set(HOLD_IN_ANY_HOUSE)
    figure = f"{len(failed)} checks fail on {len(FLAWS)} flaws, {len(blind)} do not"
    assert blind == set()
    promises.found("checks bite", figure, is_kept=len(failed) > len(CHECKS))


def _run(copy: Path, files: Iterable[str]) -> list[tuple[str, str]]:
    command = [sys.executable, "-m", "pytest", "-q", "--tb=no", "-rA", "-p", "no:randomly", *files]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    print(done.stdout[-4000:], done.stderr[-4000:])  # noqa: T201 - shown when the test fails
    return _OUTCOME.findall(done.stdout)
