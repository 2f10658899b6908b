"""A real server, a real Chromium, and people who are signed in there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import serving
from tests.browser.visiting import Visitor, chromium_running
from tests.serving import Ground, Site


@dataclass(frozen=True)
class Filled:
    """The world of the tests in the server's databases: paths by route, sessions by role."""

    paths: dict[str, str]
    sessions: dict[str, str]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests here as walking pages in a real browser."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def filled_ground(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory, testrun_uid: str
) -> tuple[Ground, Filled]:
    """The demo, and beside it one of each thing in an organization of its own."""
    folder = tmp_path_factory.mktemp("browser")
    ground, told = serving.filled("browser", folder, "demo", testrun_uid)
    return ground, Filled(**told)


@pytest.fixture(scope="session")
def ground(filled_ground: tuple[Ground, Filled]) -> Ground:
    """The folder and the databases of the server."""
    return filled_ground[0]


@pytest.fixture(scope="session")
def filled(filled_ground: tuple[Ground, Filled]) -> Filled:
    """What stands in the organization beside the demo's."""
    return filled_ground[1]


@pytest.fixture(scope="session")
def site(ground: Ground) -> Iterator[Site]:
    """The demo, served."""
    with ground.serving("--demo") as running:
        yield running


@pytest.fixture(scope="module")
def chromium(site: Site) -> Iterator[Browser]:
    """A browser.

    It ends with each file: while it runs, the thread holds an event loop that other tests need.
    """
    with chromium_running() as running:
        yield running


@pytest.fixture
def visitor(chromium: Browser, site: Site) -> Iterator[Callable[..., Visitor]]:
    """Open windows of different people; none may complain, or ask another host."""
    opened: list[Visitor] = []

    def open_window(**options: object) -> Visitor:
        opened.append(Visitor.at(site.url, chromium, **options))
        return opened[-1]

    yield open_window
    for one in opened:
        one.leave()
    assert [fault for one in opened for fault in one.faults] == []
    assert [asked for one in opened for asked in one.abroad] == []
