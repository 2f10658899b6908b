"""Somebody at a browser: a context of their own, and what it complains of."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

WHOLE = "/usr/bin/chromium"
CHROMIUM = shutil.which("chromium-headless-shell") or WHOLE  # takes a third less of the processors
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PHONE, DESK, NARROW = (360, 740), (1280, 900), (320, 640)
_ANSWERED = "Failed to load resource: the server responded with a status of 4"


@dataclass
class Visitor:
    """One person's window. `faults` are errors the browser logs; `abroad` requests to other hosts."""

    url: str
    context: BrowserContext
    page: Page
    faults: list[str] = field(default_factory=list)
    abroad: list[str] = field(default_factory=list)

    @classmethod
    def at(
        cls,
        url: str,
        browser: Browser,
        *,
        session: str = "",
        size: tuple[int, int] = PHONE,
        **options: Any,
    ) -> Self:
        """Open a window at a server, signed in by a session where one is given."""
        given = {"locale": "en-US", "timezone_id": "America/New_York"} | options
        context = browser.new_context(
            base_url=url, viewport={"width": size[0], "height": size[1]}, **given
        )
        context.set_default_timeout(10_000)
        visitor = cls(url, context, context.new_page())
        visitor.become(session)
        context.on("console", visitor._hear)
        context.on("weberror", lambda error: visitor.faults.append(str(error.error)))
        context.on("request", visitor._follow)
        return visitor

    def become(self, session: str) -> None:
        """Be signed in by another session from now on, or by none; the window stays the same."""
        self.context.clear_cookies()
        if session:
            self.context.add_cookies([{"name": "session", "value": session, "url": self.url}])

    def go(self, path: str) -> int:
        """Go to a page and return its status."""
        response = self.page.goto(path)
        return response.status if response else 0

    def leave(self) -> None:
        self.context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(_ANSWERED):
            self.faults.append(f"{self.page.url}: {message.text}")

    def _follow(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.abroad.append(request.url)


@contextmanager
def chromium_running() -> Iterator[Browser]:
    """Run a browser that reaches this machine alone."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


def demo_session(visitor: Visitor, role: str) -> str:
    """Sign in as somebody of the demo, with one click; return their session."""
    visitor.go("/demo/")
    visitor.page.locator(f"form:has(input[value={role}]) button").click()
    visitor.page.wait_for_url("/")
    return next(c["value"] for c in visitor.context.cookies() if c["name"] == "session")
