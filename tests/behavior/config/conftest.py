"""Folders that others could enter, so that what keeps them out is Cairn and not pytest."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cairn.config import postgres
from cairn.config.folder import DataFolder, opened
from tests.behavior.config import machine


def _enterable() -> Path:
    """Make a folder that everybody of the machine may enter."""
    path = Path(tempfile.mkdtemp(prefix="cairn-"))
    path.chmod(0o755)
    return path


@pytest.fixture
def place() -> Iterator[Path]:
    """An empty folder that everybody of the machine may enter."""
    path = _enterable()
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="session")
def made() -> Iterator[DataFolder]:
    """One made server for all tests that leave it as it was: making one takes a second or two."""
    path = _enterable()
    data = opened(path / "data")
    postgres.started(data, durable=False).leave()
    yield data
    shutil.rmtree(path)


@pytest.fixture
def data(made: DataFolder) -> Iterator[DataFolder]:
    """A data folder whose server was made, is stopped, and has to be stopped again."""
    yield made
    machine.until(lambda: machine.processes_of(made.path) == {})


@pytest.fixture(scope="module")
def site(made: DataFolder) -> Iterator[DataFolder]:
    """A site whose tables are made."""
    (made.path / "kind").write_text("site")
    assert machine.cairn("worker", "--once", data=made.path).returncode == 0
    yield made
    (made.path / "kind").unlink()


@pytest.fixture
def tables(site: DataFolder, place: Path) -> DataFolder:
    """A data folder in which the tables are made, and nothing else: a copy, with its owners."""
    machine.until(lambda: machine.processes_of(site.path) == {})
    subprocess.run(["/bin/cp", "--archive", site.path, place / "data"], check=True)
    (place / "data" / "kind").unlink()
    return opened(place / "data")


@pytest.fixture
def empty(place: Path) -> DataFolder:
    """A data folder nothing was made in yet."""
    return opened(place / "data")
