"""What the first view of Today costs someone whose phone has nothing of Cairn yet."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request

from tests import figures
from tests.browser.visiting import Visitor, demo_session

MOST, MOST_OF_SCRIPTS = 60_000, 25_000
ROLES = ["mentee", "newcomer", "mentor", "coordinator"]


@pytest.mark.parametrize("role", ROLES)
def test_the_first_view_of_today_is_light(visitor: Callable[..., Visitor], role: str) -> None:
    newcomer = visitor(session=demo_session(visitor(), role))
    sizes = _loaded(newcomer.page)
    whole, scripts = sum(size for _, size in sizes), sum(s for kind, s in sizes if kind == "script")
    said = f"{whole / 1000:.1f} kB, scripts {scripts / 1000:.1f} kB, {len(sizes)} requests"
    figures.tell(f"first view of Today, {role}", said)
    assert whole <= MOST
    assert scripts <= MOST_OF_SCRIPTS


def _loaded(page: Page) -> list[tuple[str, int]]:
    """Open Today and return kind and bytes, headers included, of everything that was loaded."""
    done: list[Request] = []
    page.on("requestfinished", lambda request: done.append(request))  # noqa: PLW0108 - Playwright marks what it calls
    page.goto("/")
    page.wait_for_load_state("load")
    page.wait_for_timeout(300)  # scripts may ask for more after the page is there
    return [(one.resource_type, sum(one.sizes()[part] for part in _ANSWER)) for one in done]


_ANSWER = ("responseBodySize", "responseHeadersSize")
