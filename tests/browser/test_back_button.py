"""Nothing comes back after signing out or quick exit, with the back/forward cache on."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus

import pytest
from playwright.sync_api import Browser, Error, Page, Route, sync_playwright

from cairn.home.context import NEUTRAL_PLACE
from tests import promises
from tests.browser.visiting import FLAGS, WHOLE, Visitor, demo_session
from tests.serving import Site

# Chromium keeps pages that are marked no-store behind this switch alone.
_KEEPS = "--enable-features=CacheControlNoStoreEnterBackForwardCache"
_TELL = "addEventListener('pageshow', event => event.persisted && console.info('kept'))"
# htmx notes the path of the page that is open.
_STORED = """async () => [
  ...Object.keys(localStorage),
  ...Object.values(sessionStorage).filter(value => value !== location.pathname),
  ...(await indexedDB.databases()).map(one => one.name), ...await caches.keys()]"""
_SHOWN = "document.documentElement.checkVisibility() ? document.body.innerText : ''"
_PRIVATE = ["/", "/talk/", "/plan/", "/me/"]
_LOOKS, _PAUSE = promises.many(4, 12), 60
LEAVING = {
    "signing out": "main form[action='/sign-in/out/'] button",
    "signing out everywhere": "main form[action='/me/sign-out/'] button",
    "quick exit": ".quick-exit button",
}


@dataclass
class Walker:
    """Somebody of the demo, in a window that shows again at once what it has kept."""

    visitor: Visitor
    kept: list[str] = field(default_factory=list)
    read: set[str] = field(default_factory=set)

    @property
    def page(self) -> Page:
        return self.visitor.page

    def come_in(self) -> str:
        """Sign in, read private pages, and return the session."""
        session = demo_session(self.visitor, "mentee")
        for path in _PRIVATE:
            self.visitor.go(path)
            self.read |= _lines(self.page.locator("main").inner_text())
        return session

    def leave_by(self, button: str) -> None:
        if "/me/sign-out/" in button:
            self.visitor.go("/me/devices/")
        with self.page.expect_navigation():
            self.page.locator(button).first.click()

    def go_back(self) -> set[str]:
        """Go to each page of the history; return what of the private pages could be seen."""
        seen: set[str] = set()
        history = self.page.context.new_cdp_session(self.page)
        for entry in history.send("Page.getNavigationHistory")["entries"]:
            if entry["url"].startswith(self.visitor.url):
                with suppress(Error):
                    history.send("Page.navigateToHistoryEntry", {"entryId": entry["id"]})
                seen |= self._seen_for_a_while()
        return seen & self.read

    def _seen_for_a_while(self) -> set[str]:
        seen: set[str] = set()
        for _ in range(_LOOKS):
            with suppress(Error):  # the page is on its way to another
                seen |= _lines(str(self.page.evaluate(_SHOWN)))
            self.page.wait_for_timeout(_PAUSE)
        return seen


@pytest.fixture(scope="module")
def keeping(site: Site) -> Iterator[Browser]:
    """A browser that keeps the pages one has left, to show them again at once."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=WHOLE,
            args=[*FLAGS, _KEEPS],
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield running
        running.close()


@pytest.fixture
def walker(keeping: Browser, site: Site) -> Iterator[Callable[..., Walker]]:
    """Open windows; those that `ignore` what pages ask for keep them whatever their headers."""
    opened: list[Visitor] = []

    def open_window(*, ignores: bool = False, scripts: bool = True) -> Walker:
        visitor = Visitor.at(site.url, keeping, java_script_enabled=scripts)
        opened.append(visitor)
        if ignores:
            visitor.context.route("**/*", _keep_anyway)
        visitor.context.route(f"{NEUTRAL_PLACE}**", lambda route: route.fulfill(body="Neutral"))
        walker = Walker(visitor)
        visitor.page.add_init_script(_TELL)
        visitor.page.on("console", lambda message: walker.kept.append(message.text))
        return walker

    yield open_window
    for one in opened:
        one.leave()


def _keep_anyway(route: Route) -> None:
    """Hand on a page without what forbids to keep it, nor a stream that would keep it away."""
    if route.request.resource_type != "document":
        return route.abort() if route.request.url.endswith("/live") else route.fallback()
    answer = route.fetch(max_redirects=0)
    dropped = {"cache-control", "clear-site-data"}
    kept = {name: value for name, value in answer.headers.items() if name not in dropped}
    return route.fulfill(response=answer, headers=kept)


def _lines(text: str) -> set[str]:
    """Return the lines of a page that say something."""
    return {line.strip() for line in text.splitlines() if len(line.strip()) > len("Signed out")}


def test_a_page_is_kept_while_one_is_signed_in(walker: Callable[..., Walker]) -> None:
    """Else nothing would ever come back, and the other tests prove nothing."""
    reader = walker(ignores=True)
    reader.come_in()
    assert reader.go_back()
    assert "kept" in reader.kept


@pytest.mark.parametrize("keeps", ["whatever it is told", "as it is told"][: promises.many(1, 2)])
@pytest.mark.parametrize("way", LEAVING)
def test_nothing_comes_back_in_a_browser_that_keeps_pages(
    walker: Callable[..., Walker], way: str, keeps: str
) -> None:
    someone = walker(ignores=keeps == "whatever it is told")
    session = someone.come_in()
    someone.leave_by(LEAVING[way])
    seen = someone.go_back()
    figure = f"{len(LEAVING)} ways out, {len(_PRIVATE)} pages, {len(seen)} lines seen again"
    promises.found("back button", "; ".join([figure, *sorted(seen)[:5]]), is_kept=not seen)
    assert _is_over(someone, session)
    someone.visitor.go("/support/")
    assert someone.page.evaluate(_STORED) == []


def test_nothing_comes_back_without_scripts(walker: Callable[..., Walker]) -> None:
    someone = walker(scripts=False)
    session = someone.come_in()
    someone.leave_by(LEAVING["quick exit"])
    someone.page.wait_for_url(f"{NEUTRAL_PLACE}**")
    assert someone.go_back() == set()
    assert _is_over(someone, session)


def _is_over(someone: Walker, session: str) -> bool:
    """Whether the session is dead on the server too, for whoever kept its cookie."""
    cookie = {"name": "session", "value": session, "url": someone.visitor.url}
    someone.visitor.context.clear_cookies()
    someone.visitor.context.add_cookies([cookie])
    answer = someone.visitor.context.request.get("/me/", max_redirects=0)
    return answer.status == HTTPStatus.FOUND
