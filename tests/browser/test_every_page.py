"""Every page from the URL resolver, in every shape it has: for all eyes, hands and screens."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from itertools import cycle, groupby
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import figures, promises
from tests.architecture import shapes
from tests.browser.conftest import Filled
from tests.browser.looking import Look, look, prepare, violations
from tests.browser.visiting import Visitor
from tests.serving import Site

TABLE = Path(__file__).parents[1] / "architecture" / "access_table.txt"
LANGUAGES_AND_LIGHTS = [("en", "light"), ("es", "dark"), ("en", "dark"), ("es", "light")]
NO_PAGES = {
    "since": "a part of a page, fetched into one that is open",
    "mfa_download_recovery_codes": "a file",
    "calendar_feed": "a file",
    "mfa_login_webauthn": "what a device is asked, as JSON",
}
SENT = {"done", "form again"}
SENT_BY_A_DEVICE = {"mfa_add_webauthn"}
_FIRST_FORM = "main form:has(.field, [type=file], textarea, select)"
_looks: list[Look] = []
_complaints: list[str] = []
_abroad: list[str] = []


@dataclass(frozen=True, order=True)
class Turn:
    """One look to take: in which language and light, who looks, at which route or path."""

    language: str
    light: str
    role: str
    route: str

    @property
    def window(self) -> tuple[str, str]:
        return self.language, self.light


def turns() -> Iterator[Turn]:
    """Yield each page as all who see a part that others don't, and by day and by night."""
    for route, roles in shapes.kept().items():
        if route not in NO_PAGES:
            yield from _as_each(route, roles)
    yield from _as_each("demo_sign_in", ["nobody"])
    yield from _as_each("nowhere", ["nobody", "mentee"])


def forms() -> Iterator[Turn]:
    """Yield each page that has a form of its own, as somebody who may send it."""
    header, *lines = TABLE.read_text().splitlines()
    rows = [re.split(r"\s{2,}", line) for line in lines]
    sent = {route: words for route, method, *words in rows if method == "POST"}
    for route, method, *words in rows:
        pairs = zip(header.split()[2:], words, sent.get(route, words), strict=True)
        senders = [role for role, seen, told in pairs if seen == "page" and told in SENT]
        has_form = route in sent and route not in SENT_BY_A_DEVICE and not route.startswith("api:")
        if method == "GET" and has_form and senders:
            yield Turn("en", "light", senders[0], route)


def _as_each(route: str, lookers: list[str]) -> Iterator[Turn]:
    """Yield a look of each; what one shows whole is looked at by day and by night."""
    twice = lookers if len(lookers) > 1 else lookers * 2
    for role, language_and_light in zip(twice, cycle(LANGUAGES_AND_LIGHTS)):
        yield Turn(*language_and_light, role, route)


@pytest.fixture
def window(chromium: Browser, site: Site) -> Callable[[str, str], Visitor]:
    """Open a window in a language and a light."""

    def opened(language: str, light: str) -> Visitor:
        visitor = Visitor.at(site.url, chromium, locale=language, color_scheme=light)
        prepare(visitor.context)
        return visitor

    return opened


@pytest.fixture
def looks(window: Callable[[str, str], Visitor], filled: Filled) -> list[Look]:
    """All looks, taken once for the tests of this file."""
    if not _looks:
        for language_and_light, some in groupby(sorted(turns()), key=lambda turn: turn.window):
            visitor = window(*language_and_light)
            _looks.extend(_look(visitor, turn, filled) for turn in some)
            visitor.leave()
            _complaints.extend(visitor.faults)
            _abroad.extend(visitor.abroad)
    return _looks


def _look(visitor: Visitor, turn: Turn, filled: Filled) -> Look:
    visitor.become(filled.sessions.get(turn.role, ""))
    visitor.go(filled.paths.get(turn.route, "/nowhere/"))
    found = look(visitor.page, f"{turn.route}, {turn.role}, {turn.language}, {turn.light}")
    assert visitor.page.evaluate("document.documentElement.lang") == turn.language, found.name
    return found


def test_axe_finds_nothing_on_any_page(looks: list[Look]) -> None:
    found = sum(len(look.violations) for look in looks)
    pages = len({look.name.split(",")[0] for look in looks})
    figures.tell("axe", f"{pages} pages, {len(looks)} looks, {found} violations")
    assert {look.name: look.violations for look in looks if look.violations} == {}


def test_axe_finds_pale_words_as_the_style_sheets_name_colors(
    window: Callable[[str, str], Visitor],
) -> None:
    visitor = window("en", "light")
    visitor.go("/support/")
    visitor.page.evaluate("""document.querySelector('main p').style.cssText =
        'color: oklch(0.7 0.01 80); background: oklch(0.75 0.01 80)'""")
    assert [found.split(" ")[0] for found in violations(visitor.page)] == ["color-contrast"]
    visitor.leave()


def test_no_page_scrolls_sideways_at_320_px(looks: list[Look]) -> None:
    assert {look.name: look.wide for look in looks if look.wide} == {}


def test_every_target_is_large_enough_for_a_thumb(looks: list[Look]) -> None:
    assert {look.name: look.small for look in looks if look.small} == {}


def test_no_page_complains(looks: list[Look]) -> None:
    assert _complaints == []


def test_no_page_asks_another_host(looks: list[Look]) -> None:
    """Every other host is out of reach of this browser; asking for one is what counts."""
    pages = len({look.name.split(",")[0] for look in looks})
    figure = f"{pages} pages, {len(looks)} looks, {len(_abroad)} requests off the host"
    promises.found("hosts", "; ".join([figure, *_abroad[:10]]), is_kept=not _abroad)


def test_axe_finds_nothing_on_a_form_that_comes_back(
    looks: list[Look], window: Callable[[str, str], Visitor], filled: Filled
) -> None:
    """Sends every form empty, once all pages were looked at: some of them act."""
    came_back = []
    visitor = window("en", "light")
    for turn in forms():
        visitor.become(filled.sessions.get(turn.role, ""))
        visitor.go(filled.paths[turn.route])
        if _send_empty(visitor) == HTTPStatus.UNPROCESSABLE_ENTITY:
            visitor.page.evaluate("scrollTo(0, 0)")  # what is half scrolled away is not small
            came_back.append(look(visitor.page, f"{turn.route} with errors"))
    visitor.leave()
    figures.tell("axe, forms that came back", f"{len(came_back)} pages")
    assert {look.name: look.violations for look in came_back if look.violations} == {}
    assert {look.name: look.wide for look in came_back if look.wide} == {}


def _send_empty(visitor: Visitor) -> int:
    """Empty the first form of the page and send it; return the status of the answer."""
    form = visitor.page.locator(_FIRST_FORM).first
    if not form.count():
        return 0
    for box in form.locator(
        "input:not([type=hidden], [type=radio], [type=checkbox]), textarea"
    ).all():
        if box.is_visible() and box.get_attribute("type") != "file":
            box.fill("")
    form.evaluate("form => { form.noValidate = true }")
    with visitor.page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        form.get_by_role("button").last.click()
    visitor.page.wait_for_load_state()
    return answer.value.status
