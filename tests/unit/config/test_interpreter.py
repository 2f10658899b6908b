"""Which Python Cairn is installed with: the system's own where it will do."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

INSTALL = Path(__file__).parents[3] / ".ci" / "install.py"


@pytest.fixture
def installing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("installing", INSTALL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def a_python(folder: Path, answer: str) -> str:
    """Write something that answers as a Python does which is asked whether it will do."""
    path = folder / "python3"
    path.write_text(f"#!/bin/sh\n{answer}\n")
    path.chmod(0o700)
    return str(path)


def test_the_systems_own_is_taken_where_it_will_do(installing, tmp_path, monkeypatch):
    own = a_python(tmp_path, "exit 0")
    monkeypatch.setattr(installing, "OF_THE_SYSTEM", own)
    assert installing.interpreter() == own


@pytest.mark.parametrize("answer", ["exit 1", "echo No module named ensurepip >&2; exit 1"])
def test_one_that_is_too_old_or_makes_no_venv_is_passed_over(
    installing, tmp_path, monkeypatch, answer
):
    monkeypatch.setattr(installing, "OF_THE_SYSTEM", a_python(tmp_path, answer))
    assert installing.interpreter() == sys.executable


def test_where_the_system_has_none_the_one_that_runs_is_taken(installing, tmp_path, monkeypatch):
    monkeypatch.setattr(installing, "OF_THE_SYSTEM", str(tmp_path / "nothing"))
    assert installing.interpreter() == sys.executable
