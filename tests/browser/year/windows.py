"""The windows of those whose year it is: what they do there and read, in their language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from playwright.sync_api import Locator, Page, expect

from tests.browser.visiting import Visitor
from tests.browser.year.hand import Hand

ZONE = ZoneInfo("America/New_York")
LASTS = timedelta(days=60)
"""How long somebody stays signed in on a device of their own, with some days to spare."""


@dataclass
class Windows:
    """Everybody's window at one site; whoever opens a page is signed in there."""

    open_window: Callable[[], Visitor]
    hand: Hand
    language: str
    now: datetime
    visitors: dict[str, Visitor] = field(default_factory=dict)
    signed_in: dict[str, datetime] = field(default_factory=dict)
    read: int = 0
    days: int = 1

    def on(self, day: str, at: str = "10:00") -> None:
        """Let it be a day and a time of it where everybody lives."""
        self.now = datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=ZONE)
        self.hand.move(self.now)
        self.days += 1

    def of(self, who: str) -> Window:
        """Return somebody's window, signed in."""
        latest = self.signed_in.get(who)
        if latest is None or self.now - latest > LASTS:
            self.stranger(who).page.goto("about:blank")  # the page before listens no more
            self.visitors[who].become(self.hand.sign_in(who))
            self.signed_in[who] = self.now
        return Window(self, self.visitors[who])

    def stranger(self, who: str) -> Window:
        """Return the window of somebody who is not signed in, or not by us."""
        if who not in self.visitors:
            self.visitors[who] = self.open_window()
        return Window(self, self.visitors[who])

    def say(self, english: str, **said: object) -> str:
        """Return words of a page in the language of those who read them."""
        with translation.override(self.language):
            return gettext(english) % said if said else gettext(english)

    def count(self, one: str, many: str, number: int, name: str) -> str:
        with translation.override(self.language):
            return ngettext(one, many, number) % {name: number}

    def date(self, day: str) -> str:
        """Say a day as pages do that speak of long ago."""
        return self._said(datetime.fromisoformat(day), "DATE_FORMAT")

    def day(self, day: str) -> str:
        """Say a day as pages do that speak of now, with its weekday."""
        with translation.override(self.language):
            return date_format(date.fromisoformat(day), gettext("l, F j"))

    def time(self, at: str) -> str:
        return self._said(datetime.fromisoformat(f"2026-01-01T{at}"), "TIME_FORMAT")

    def _said(self, moment: datetime, how: str) -> str:
        with translation.override(self.language), timezone.override(ZONE):
            return date_format(moment, how)


@dataclass
class Window:
    """One window: hands at a pointer, and eyes."""

    windows: Windows
    visitor: Visitor

    @property
    def page(self) -> Page:
        return self.visitor.page

    def go(self, path: str) -> Window:
        assert self.visitor.go(path) == 200, path
        return self

    def is_shut_to(self, path: str) -> None:
        """See that a page is not there for whoever sits here."""
        assert self.visitor.go(path) == 404, path

    def press(self, english: str, **said: object) -> Window:
        """Press the button that says so, and wait for the page that comes."""
        words = self.windows.say(english, **said)
        self._leave_by(self.page.locator("main").get_by_role("button", name=words).first)
        return self

    def follow(self, english: str, **said: object) -> Window:
        words = self.windows.say(english, **said)
        self._leave_by(self.page.locator("main").get_by_role("link", name=words).first)
        return self

    def leave_by(self, css: str) -> Window:
        """Press or follow what stands at a place of the page."""
        self._leave_by(self.page.locator(css).first)
        return self

    def write(self, **fields: str) -> Window:
        for name, text in fields.items():
            self.page.locator(f"main [name={name}]").first.fill(text)
        return self

    def pick(self, **fields: str) -> Window:
        """Pick one of each group, or tick it."""
        for name, value in fields.items():
            inside = self.page.locator(f"main input[name={name}][value='{value}']").first
            self.page.locator(f"label[for={inside.get_attribute('id')}]").first.click()
        return self

    def send(self, words: str) -> Window:
        """Write a message; the page says it by itself, or comes anew where no script runs."""
        self.write(body=words)
        self.page.locator("#send").click()
        expect(self.page.get_by_text(words).first).to_be_visible()
        return self

    def reads(self, english: str, **said: object) -> Window:
        return self.sees(self.windows.say(english, **said))

    def reads_not(self, english: str, **said: object) -> Window:
        words = self.windows.say(english, **said)
        assert _plain(words) not in self._text(), words
        self.windows.read += 1
        return self

    def sees(self, *words: str) -> Window:
        """Find words on the page, as they are seen there."""
        text = self._text()
        for each in words:
            assert _plain(each) in text, f"{each!r} is not on {self.page.url}:\n{text}"
            self.windows.read += 1
        return self

    def _text(self) -> str:
        return _plain(self.page.locator("body").inner_text())

    def _leave_by(self, target: Locator) -> None:
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            target.click()


def _plain(words: str) -> str:
    """Return words in one case, as style writes some large, and on one line."""
    return " ".join(words.casefold().split())
