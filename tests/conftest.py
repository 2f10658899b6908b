"""What every test may ask for."""

import gc
import os
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.template import Template
from django.test import Client, override_settings
from django.test.utils import instrumented_test_render

from cairn.core import clock, walls
from cairn.people import devices
from cairn.people.keys import store as keys
from cairn.people.models import Person
from tests import cast as casting
from tests import figures, promises, statements
from tests.factories import factors

# Tests start Cairn a hundred times: what it imports is compiled once.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# How fast a machine draws examples is no promise of ours.
hypothesis.settings.register_profile(
    "cairn", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("cairn")

TESTS = Path(__file__).parent
_AS_SERVED = Template._render
NOON = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)  # a Sunday, noon in New York


def pytest_collection_finish() -> None:
    """Pass over all that is loaded by now, and most of what is made, when garbage is collected."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


class Browser(Client):
    """A browser without scripts; after each request the test stands inside its walls again."""

    def request(self, **request: Any) -> Any:
        with connection.cursor() as cursor:
            cursor.execute("select current_setting('cairn.organization', true)")
            before = cursor.fetchone()[0] or ""
        response = super().request(**request)
        walls.name_organization(before)
        return response


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the figures of the run, and the promises it looked at, before its closing line."""
    for title, told in (("figures", figures.lines()), ("promises", promises.lines())):
        if told:
            terminalreporter.section(title)
            terminalreporter.write_line("\n".join(told))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let tests of behavior touch both databases, inside a transaction that is undone."""
    for item in items:
        touches = item.path.relative_to(TESTS).parts[0] in {"behavior", "trust", "architecture"}
        if touches and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(databases=["default", "keys"]))


@pytest.fixture(scope="session", autouse=True)
def _static_files_by_their_own_names() -> Iterator[None]:
    """Link style sheets as they are: hashing them first is what `serve` does."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(scope="session", autouse=True)
def _templates_as_served(django_test_environment: None) -> None:
    """Let templates keep no copy of what they are given: a tenth of the time of a page."""
    Template._render = _AS_SERVED


@pytest.fixture
def contexts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an answer tell what its template was given: `response.context`."""
    monkeypatch.setattr(Template, "_render", instrumented_test_render)


@pytest.fixture
def noon() -> Iterator[datetime]:
    """Hold the clock at a Sunday noon."""
    with clock.pinned(NOON):
        yield NOON


@pytest.fixture
def cast(db: None) -> Iterator[casting.Cast]:
    """Assemble everybody, and stand inside their organization's walls."""
    with keys.keep_in_mind():
        yield casting.assemble()


@pytest.fixture
def sign_in() -> Callable[[Person], Client]:
    """Return a browser (without scripts) of a person who just showed who they are.

    It is their own device: the tests go on for days.
    """

    def signed_in(person: Person) -> Client:
        client = Browser()
        client.force_login(person.account)
        session = client.session
        factors.shown(session, person.account)
        devices.call(session, is_own=True)
        session.save()
        return client

    return signed_in


@pytest.fixture
def act() -> Callable[..., HttpResponse]:
    """Return a function that posts a form as a page does: with a fresh idempotency key."""

    def post(client: Client, path: str, data: dict[str, Any] | None = None) -> HttpResponse:
        return client.post(path, {**(data or {}), "form_key": secrets.token_urlsafe(24)})

    return post


@pytest.fixture
def count_queries() -> Callable[[Client, str], int]:
    """Return a function that opens a page and counts its queries."""

    def count(client: Client, path: str) -> int:
        with statements.gathered() as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    return count
