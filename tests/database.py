"""Gives the tests a PostgreSQL of their own: a pytest plugin, loaded before Django's settings.

The server lives in build/tests and is shared by every test run of this checkout; each run takes
databases of its own, copied from a template that is made anew when a migration changes.
"""

import fcntl
import hashlib
import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import psycopg
import pytest

from cairn.config import postgres
from cairn.config.folder import DataFolder, opened
from cairn.config.postgres_cluster import APP, DATABASE, OWNER
from cairn.config.prepare import let_go, secrets_of

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "template_of_tests"


class Place:
    """The server, and the names that this run has to itself."""

    def __init__(self, folder: DataFolder) -> None:
        self.folder = folder
        self.server = postgres.started(folder, durable=False)
        self.slot, self.number = _free_slot(folder)
        folder.private("static")

    @property
    def names(self) -> tuple[str, str]:
        return _both(f"test_{self.number}")

    def environment(self) -> dict[str, str]:
        data = {"CAIRN_DATA": str(self.folder.path)}
        return secrets_of(self.folder, {}) | data | self.addresses(*self.names)

    def addresses(self, main: str, keys: str) -> dict[str, str]:
        """Name two databases as the environment does."""
        return {
            "DATABASE_URL": self.server.url(APP, main),
            "DATABASE_OWNER_URL": self.server.url(OWNER, main),
            "KEYS_URL": self.server.url(APP, keys),
            "KEYS_OWNER_URL": self.server.url(OWNER, keys),
        }

    def beside(self, name: str, source: str = TEMPLATE) -> dict[str, str]:
        """Make two more databases of this run, migrated and empty or as another pair, and name them."""
        names = _both(f"test_{self.number}_{name}")
        with self.alone("template"):
            _copy(self, _both(source), names)
        return self.addresses(*names)

    def keep(self, name: str, kept_as: str) -> None:
        """Keep two databases of this run, which nobody uses now, for others to begin from."""
        _copy(self, _both(f"test_{self.number}_{name}"), _both(kept_as))

    @contextmanager
    def alone(self, name: str) -> Iterator[TextIO]:
        """Let one process at a time in, and give it what the one before wrote down."""
        with (self.folder.path / "run" / name).open("a+") as kept:
            fcntl.flock(kept, fcntl.LOCK_EX)
            kept.seek(0)
            yield kept

    def leave(self) -> None:
        self.slot.close()
        self.server.leave()


def _both(name: str) -> tuple[str, str]:
    return name, f"{name}_keys"


def _free_slot(folder: DataFolder) -> tuple[TextIO, int]:
    """Take the first number that no other run holds; the lock ends with this process."""
    for number in itertools.count():
        lock = (folder.path / "run" / f"slot-{number}").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
        else:
            return lock, number
    raise AssertionError


_place: list[Place] = []


def place() -> Place:
    """Return the place of this run."""
    return _place[-1]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    (ROOT / "build").mkdir(exist_ok=True)
    place = Place(opened(ROOT / "build" / "tests"))
    _place.append(place)
    os.environ.update(place.environment())
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Fixtures(), "database_of_tests")


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    while _place:
        let_go()
        _place.pop().leave()


class Fixtures:
    """Registered late, so that it stands before the fixture of pytest-django."""

    @pytest.fixture(scope="session")
    @classmethod
    def django_db_setup(cls, django_test_environment: None, django_db_blocker: Any) -> None:  # noqa: ARG003
        with django_db_blocker.unblock():
            fill(_place[-1])


def fill(place: Place) -> None:
    """Make this run's databases: from the template, or by migrating when that is stale."""
    with place.alone("template") as kept:
        fingerprint = _fingerprint()
        is_fresh = kept.read() == fingerprint
        if not is_fresh:
            kept.truncate(0)
            _migrate(place)
            _copy(place, place.names, _both(TEMPLATE))
            kept.write(fingerprint)
        else:
            _copy(place, _both(TEMPLATE), place.names)
    _allow_emptying(place)


def _allow_emptying(place: Place) -> None:
    """Let pytest-django empty the tables after a test that commits; no other login may."""
    for name in place.names:
        with psycopg.connect(place.server.url(OWNER, name)) as connection:
            connection.execute(f"grant truncate on all tables in schema public to {APP}")


def _migrate(place: Place) -> None:
    from cairn.config import migrating  # noqa: PLC0415 - Django waits for the environment

    _copy(place, ("template0", "template0"), place.names)
    migrating.bring_up_to_date()
    let_go()


def _copy(place: Place, sources: tuple[str, str], targets: tuple[str, str]) -> None:
    with psycopg.connect(place.server.url(OWNER, DATABASE), autocommit=True) as connection:
        for source, target in zip(sources, targets, strict=True):
            connection.execute(f'drop database if exists "{target}" with (force)')
            connection.execute(f'create database "{target}" template "{source}" strategy file_copy')


def _fingerprint() -> str:
    """Tell this state of the migrations, and of what they are run by, from any other."""
    files = sorted(
        [*ROOT.glob("cairn/**/migrations/*.py"), *ROOT.glob("cairn/config/migrating.py")]
    )
    digest = hashlib.sha256((ROOT / "requirements" / "runtime.txt").read_bytes())
    for file in files:
        digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()
