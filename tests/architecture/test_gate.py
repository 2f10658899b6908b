"""The tools that guard the project, each at zero. One run of pytest is the whole gate."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import source

BIN = Path(sys.executable).parent
DJANGO = ("python", "-m", "django")
DEPLOYED = {"CAIRN_URL": "https://cairn.example.org", "CAIRN_HOSTS": "cairn.example.org"}


def found_by(*command: str, **more: str) -> str:
    """Run a tool over the project; return what it found, or nothing."""
    done = subprocess.run(
        [BIN / command[0], *command[1:]],
        cwd=source.ROOT,
        env={**os.environ, "PYTHONPATH": str(source.ROOT), **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout if done.returncode else ""


def nothing(found: str) -> None:
    """Fail with all that a tool found, uncut."""
    assert not found, found


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("ruff", "format", "--check", "."), id="format"),
        pytest.param(("ruff", "check", "."), id="lint"),
        pytest.param(("mypy",), id="types"),
        pytest.param(("lint-imports",), id="layers"),
        pytest.param(("djlint", "cairn", "--lint", "--quiet"), id="templates"),
    ],
)
def test_the_source_passes(command: tuple[str, ...]) -> None:
    nothing(found_by(*command))


@pytest.mark.usefixtures("django_db_setup")
def test_every_change_of_a_model_has_its_migration() -> None:
    nothing(found_by(*DJANGO, "makemigrations", "--check", "--dry-run"))


@pytest.mark.usefixtures("django_db_setup")
def test_django_finds_nothing_unsafe_in_a_deployment() -> None:
    nothing(found_by(*DJANGO, "check", "--deploy", "--fail-level", "WARNING", **DEPLOYED))
