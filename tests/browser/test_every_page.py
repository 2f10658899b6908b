"""Every page from the URL resolver, as everybody who may see it: for all eyes, hands and screens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, groupby
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import figures
from tests.browser.conftest import Filled
from tests.browser.looking import Look, look
from tests.browser.visiting import Visitor
from tests.serving import Site

TABLE = Path(__file__).parents[1] / "architecture" / "access_table.txt"
LANGUAGES_AND_LIGHTS = [("en", "light"), ("es", "dark"), ("en", "dark"), ("es", "light")]
NO_PAGES = {
    "since": "a part of a page, fetched into one that is open",
    "mfa_download_recovery_codes": "a file",
    "mfa_login_webauthn": "what a device is asked, as JSON",
}
_looks: list[Look] = []
_complaints: list[str] = []


@dataclass(frozen=True, order=True)
class Turn:
    """One look to take: who looks, in which language and light, at which route or path."""

    role: str
    language: str
    light: str
    route: str

    @property
    def window(self) -> tuple[str, str, str]:
        return self.role, self.language, self.light


def turns() -> Iterator[Turn]:
    """Yield each page as each role that may see it, at least once by day and once by night."""
    header, *lines = TABLE.read_text().splitlines()
    roles = header.split()[2:]
    for line in lines:
        route, method, *words = re.split(r"\s{2,}", line)
        seers = [role for role, word in zip(roles, words, strict=True) if word == "page"]
        if method == "GET" and seers and route not in NO_PAGES and not route.startswith("api:"):
            yield from _as_each(route, seers)
    yield from _as_each("demo_sign_in", ["nobody"])
    yield from _as_each("nowhere", ["nobody", "mentee"])


def _as_each(route: str, seers: list[str]) -> Iterator[Turn]:
    """Yield a look of each; what a single role sees is looked at by day and by night.

    Four are enough: who comes after them in the cast sees the coordinator's page.
    """
    lookers = seers[:4] if len(seers) > 1 else seers * 2
    for role, language_and_light in zip(lookers, cycle(LANGUAGES_AND_LIGHTS)):
        yield Turn(role, *language_and_light, route)


@pytest.fixture
def looks(chromium: Browser, site: Site, filled: Filled) -> list[Look]:
    """All looks, taken once for the tests of this file."""
    if not _looks:
        for (role, language, light), some in groupby(sorted(turns()), key=lambda turn: turn.window):
            visitor = Visitor.at(
                site.url,
                chromium,
                session=filled.sessions.get(role, ""),
                locale=language,
                color_scheme=light,
            )
            _looks.extend(_look(visitor, turn, filled) for turn in some)
            visitor.leave()
            _complaints.extend([*visitor.faults, *visitor.abroad])
    return _looks


def _look(visitor: Visitor, turn: Turn, filled: Filled) -> Look:
    visitor.go(filled.paths.get(turn.route, "/nowhere/"))
    found = look(visitor.page, f"{turn.route}, {turn.role}, {turn.language}, {turn.light}")
    assert visitor.page.evaluate("document.documentElement.lang") == turn.language, found.name
    return found


def test_axe_finds_nothing_on_any_page(looks: list[Look]) -> None:
    found = sum(len(look.violations) for look in looks)
    pages = len({look.name.split(",")[0] for look in looks})
    figures.tell("axe", f"{pages} pages, {len(looks)} looks, {found} violations")
    assert {look.name: look.violations for look in looks if look.violations} == {}


def test_no_page_scrolls_sideways_at_320_px(looks: list[Look]) -> None:
    assert {look.name: look.wide for look in looks if look.wide} == {}


def test_every_target_is_large_enough_for_a_thumb(looks: list[Look]) -> None:
    assert {look.name: look.small for look in looks if look.small} == {}


def test_no_page_complains_or_asks_another_host(looks: list[Look]) -> None:
    assert _complaints == []
