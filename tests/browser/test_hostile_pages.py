"""Three hundred scripts in every text, on every page, in a browser that obeys no policy.

The policy on scripts is taken away, so that escaping alone stands. Nothing may run, nothing may
wait for a touch to run, and no name may turn the words around it.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import groupby
from typing import Any, Self
from urllib.parse import quote, quote_plus, urlencode

import psycopg
import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests import promises
from tests.architecture.knocking import KEY
from tests.browser.test_every_page import NO_PAGES, TABLE
from tests.browser.visiting import Visitor
from tests.serving import Ground, Site
from tests.trust.hostile_world import NAME
from tests.trust.payloads import CALL, ELSEWHERE, in_turn, payloads

_SCRIPT = "'onload='hurt`0`'"  # what an address may hold before its @
_RESETS = 5  # mails a minute that one address may ask for
_FILES = {"mfa_download_recovery_codes", "calendar_feed"}
_FOR_WHAT_IS_LARGE = 60_000  # milliseconds, on a machine that has other work
_MOST_SENT = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 100_000
# Events that come without a click: whatever waits for one of them runs now.
_TOUCH = """() => {
  const events = ['mouseover', 'pointerover', 'focus', 'animationstart', 'toggle', 'load', 'error'];
  for (const one of document.querySelectorAll('body *'))
    for (const event of events)
      if (!one.matches('script, link, img')) one.dispatchEvent(new Event(event));
}"""
# What a touch, a style or another host would set off, and which nobody of ours wrote.
_WAITING = """([call, elsewhere]) => {
  const runs = attribute => /^(on|hx-|data-hx-|sse-|x-|style$|srcdoc$)/.test(attribute.name);
  const leads = one => ['href', 'src', 'action', 'formAction', 'data']
    .map(name => one.getAttribute(name.toLowerCase()) === null ? '' : String(one[name]))
    .some(url => /^(javascript|data|vbscript):/i.test(url) && url.includes(call)
      || url.includes('//' + elsewhere));
  return [...document.querySelectorAll('*')].filter(one =>
    [...one.attributes].some(a => runs(a) && (a.value.includes(call) || a.value.includes(elsewhere)))
    || leads(one)
    || one.matches('script, style, iframe, object, embed, base, meta') && one.outerHTML.includes(call)
  ).slice(0, 3).map(one => one.outerHTML.slice(0, 200));
}"""
_BARE = """name => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), bare = [];
  for (let text; text = texts.nextNode();)
    if (text.data.includes(name) && !text.parentElement.closest('bdi, [dir=auto], textarea, script'))
      bare.push(text.parentElement.outerHTML.slice(0, 160));
  return bare.slice(0, 3);
}"""
# Whether quick exit is among the first two stops of the keyboard.
_NEAR = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')]
  .filter(one => one.tabIndex >= 0 && !one.disabled).slice(0, 2)
  .some(one => one.closest('form.quick-exit'))"""
_FILL = """text => {
  const forms = [...document.querySelectorAll('main form[method=post]')];
  const form = forms.find(one => one.querySelector('.field, textarea, select')) ?? forms[0];
  for (const one of form.elements) {
    if (['csrfmiddlewaretoken', 'form_key', ''].includes(one.name) || one.type === 'file') continue;
    if (one.matches('select')) one.add(new Option('', text, true, true));
    else { one.type = one.matches('textarea') ? one.type : 'hidden'; one.value = text; one.checked = true; }
  }
  form.noValidate = true;
  HTMLFormElement.prototype.submit.call(form);
}"""
_SUBMIT = "HTMLFormElement.prototype.submit.call(document.querySelector('main form[method=post]'))"
# A form of nothing but hidden fields, as somebody's own page elsewhere could hold it.
_POST = """([path, text, fields]) => {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = path;
  for (let field = 0; field < fields; field++)
    form.append(Object.assign(document.createElement('input'), {type: 'hidden', name: 'words', value: text}));
  document.body.append(form);
  HTMLFormElement.prototype.submit.call(form);
}"""

_windows: list[Any] = []


@dataclass(frozen=True)
class Look:
    """A page, and who looks at it."""

    role: str
    route: str

    def __str__(self) -> str:
        return f"{self.route} as {self.role}"

    @property
    def is_api(self) -> bool:
        return self.route.startswith("api:")


@dataclass(frozen=True)
class Hostile:
    """Where the filled world is: paths by route, sessions and tokens by role; who owns it."""

    owner: str
    paths: dict[str, str]
    sessions: dict[str, str]
    bearers: dict[str, str]
    fields: list[str]


@dataclass
class Window:
    """Somebody's window without any policy, and what ran in it."""

    visitor: Visitor
    seen: dict[str, int] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    without_exit: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, url: str, browser: Browser, **options: Any) -> Self:
        window = cls(Visitor.at(url, browser, bypass_csp=True, **options))
        context = window.visitor.context
        context.expose_binding(CALL, lambda source, *told: window._note(source, told))
        context.on("dialog", lambda dialog: dialog.dismiss())
        return window

    @property
    def page(self) -> Page:
        return self.visitor.page

    def look_at(self, look: Look, path: str) -> None:
        """Go to a page and look at it."""
        self.seen[str(look)] = self.visitor.go(path)
        self.look(str(look))
        if not (look.is_api or look.route in NO_PAGES or self.page.evaluate(_NEAR)):
            self.without_exit.append(str(look))

    def send(self, look: Look, path: str) -> bool:
        """Send the form of a page with everything in each field, if there is one; look again."""
        self.visitor.go(path)
        if not self.page.locator("main form[method=post]").count():
            return False
        with self.page.expect_navigation():
            self.page.evaluate(_FILL, in_turn(0))
        self.look(f"the answer to {look}")
        return True

    def post(self, path: str, text: str, fields: int = 1) -> int:
        """Send a form of our own making from a page that is open; return the answer's status."""
        with self.page.expect_navigation(timeout=_FOR_WHAT_IS_LARGE) as sent:
            self.page.evaluate(_POST, [path, text, fields])
        return sent.value.status if sent.value else 0

    def look(self, name: str) -> None:
        """Touch everything on the page that is open, and note what waits or stands bare."""
        self.page.evaluate(_TOUCH)
        self.waiting += [
            f"{name}: {it}" for it in self.page.evaluate(_WAITING, [f"{CALL}(", ELSEWHERE])
        ]
        self.bare += [f"{name}: {it}" for it in self.page.evaluate(_BARE, NAME.strip())]

    def _note(self, source: dict[str, Any], told: tuple[object, ...]) -> None:
        self.ran.append(f"{told} at {source['page'].url}")


@pytest.fixture(scope="session")
def hostile(ground: Ground, site: Site) -> Hostile:
    owner = ground.environment["DATABASE_OWNER_URL"]
    return Hostile(owner, **ground.run("tests.trust.hostile_world"))


def table() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield route, method and what each role got there; a mere key sees no pages."""
    header, *lines = TABLE.read_text().splitlines()
    for line in lines:
        route, method, *words = re.split(r"\s{2,}", line)
        told = dict(zip(header.split()[2:], words, strict=True))
        yield route, method, {role: word for role, word in told.items() if role != KEY}


def looks() -> Iterator[Look]:
    """Yield each page as each role that may see it; in the short run as the first of them."""
    for route, method, told in table():
        seers = [role for role, word in told.items() if word == "page"]
        if method == "GET" and route not in _FILES:
            yield from (Look(role, route) for role in seers[: promises.many(1, len(seers))])


def forms() -> list[Look]:
    """Return each page with a form, as each role that may send it; in the short run some."""
    words = {(route, method): told for route, method, told in table()}
    sent = [
        Look(role, route)
        for (route, method), told in words.items()
        if method == "POST" and not route.startswith("api:")
        for role, word in told.items()
        if word in {"done", "form again"}
        if words.get((route, "GET"), {}).get(role) == "page"
    ]
    return sent[:: promises.many(len(sent) // 5, 1)]


def _nowhere(window: Window, _hostile: Hostile) -> int:
    return window.visitor.go(f"/nowhere/{quote(in_turn(0), safe='')}")


def _refused(window: Window, hostile: Hostile) -> int:
    return window.visitor.go(f"{hostile.paths['talk_with']}?{urlencode({'words': in_turn(0)})}")


def _expired(window: Window, hostile: Hostile) -> int:
    window.visitor.go(hostile.paths["me"])
    return window.post(hostile.paths["me"], in_turn(0))


def _many(window: Window, hostile: Hostile) -> int:
    window.visitor.go(hostile.paths["me"])
    return window.post(hostile.paths["me"], "<script>hurt(0)</script>", fields=1001)


def _large(window: Window, hostile: Hostile) -> int:
    window.visitor.go(hostile.paths["me"])
    text = in_turn(0)
    return window.post(hostile.paths["me"], text * (_MOST_SENT // len(quote_plus(text))))


def _broken(window: Window, hostile: Hostile) -> int:
    with _away(hostile.owner, "stones_stone"):
        return window.visitor.go(f"{hostile.paths['stones']}?{urlencode({'words': in_turn(0)})}")


def _too_often(window: Window, _hostile: Hostile) -> int:
    """Ask for one address more often in a minute than it is answered; others are not."""
    place = f"/sign-in/help/?{urlencode({'words': in_turn(0)})}"
    for _try in range(_RESETS + 1):
        window.visitor.go(place)
        window.page.locator("[name=email]").fill(f"{_SCRIPT}@example.org")
        with window.page.expect_navigation() as sent:
            window.page.evaluate(_SUBMIT)
    return sent.value.status if sent.value else 0


@contextmanager
def _away(owner: str, table: str) -> Iterator[None]:
    """Take a table away, so that whoever asks for it fails."""
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(f"alter table {table} rename to away")
        try:
            yield
        finally:
            connection.execute(f"alter table away rename to {table}")


Failure = tuple[str, int, Callable[[Window, Hostile], int]]
FAILING: list[Failure] = [
    ("mentee", HTTPStatus.NOT_FOUND, _nowhere),
    ("mentee", HTTPStatus.FORBIDDEN, _expired),
    ("coordinator", HTTPStatus.FORBIDDEN, _refused),
    ("mentee", HTTPStatus.INTERNAL_SERVER_ERROR, _broken),
    ("mentee", HTTPStatus.BAD_REQUEST, _many),
    ("mentee", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _large),
    ("nobody", HTTPStatus.NOT_FOUND, _nowhere),
]
"""What is asked in vain, as whom, and what is answered; in the short run the first two."""

TIRING: Failure = ("nobody", HTTPStatus.TOO_MANY_REQUESTS, _too_often)
"""Likewise, and last of all: afterwards this machine is not listened to for a while."""


@pytest.fixture
def windows(chromium: Browser, site: Site, hostile: Hostile) -> list[Window]:
    """All pages looked at, once for the tests of this file."""
    if not _windows:
        for (role, is_api), same in groupby(sorted(looks(), key=_kind), key=_kind):
            window = _window(chromium, site, hostile, role, is_api=is_api)
            for look in same:
                window.look_at(look, hostile.paths[look.route])
            window.visitor.leave()
            _windows.append(window)
    return _windows


def test_no_name_turns_the_words_around_it(windows: list[Window]) -> None:
    """Names hold a direction that is not turned back, combining marks and joined emoji."""
    assert sorted(bare for window in windows for bare in window.bare) == []


def test_quick_exit_is_the_first_or_second_stop_on_every_page(windows: list[Window]) -> None:
    assert [name for window in windows for name in window.without_exit] == []


def test_nothing_that_anybody_wrote_runs_on_any_page_nor_in_what_a_form_brings_back(
    windows: list[Window], chromium: Browser, site: Site, hostile: Hostile
) -> None:
    """Fails once all pages were looked at, then sends every form with everything in each field."""
    few = promises.many(2, len(FAILING))
    failed = [_failed(chromium, site, hostile, one) for one in FAILING[:few]]
    sent = []
    for look in forms():
        window = _window(chromium, site, hostile, look.role, is_api=False)
        if window.send(look, hostile.paths[look.route]):
            sent.append(window)
        window.visitor.leave()
    if promises.IS_LONG:
        failed.append(_failed(chromium, site, hostile, TIRING))
    seen = {name: status for window in windows for name, status in window.seen.items()}
    figure = f"{len(payloads())} scripts in {len(hostile.fields)} fields, {len(seen)} pages"
    figure = f"{figure}, {len(sent)} forms and {len(failed)} failures"
    _tell([*windows, *sent, *failed], figure)
    assert {name: status for name, status in seen.items() if status != HTTPStatus.OK} == {}


def _failed(chromium: Browser, site: Site, hostile: Hostile, failure: Failure) -> Window:
    role, status, come = failure
    window = _window(chromium, site, hostile, role, is_api=False)
    assert come(window, hostile) == status, come.__name__
    window.look(f"{status} as {role}")
    window.visitor.leave()
    return window


def _kind(look: Look) -> tuple[str, bool]:
    return look.role, look.is_api


def _window(chromium: Browser, site: Site, hostile: Hostile, role: str, *, is_api: bool) -> Window:
    bearer = {"Authorization": f"Bearer {hostile.bearers[role]}"} if role in hostile.bearers else {}
    options = {"extra_http_headers": bearer} if is_api else {}
    return Window.at(site.url, chromium, session=hostile.sessions.get(role, ""), **options)


def _tell(windows: list[Window], figure: str) -> None:
    ran = [ran for window in windows for ran in window.ran]
    waiting = [waiting for window in windows for waiting in window.waiting]
    abroad = [asked for window in windows for asked in window.visitor.abroad]
    found = [*ran, *waiting, *abroad]
    told = "; ".join([f"{figure}, {len(ran)} ran, {len(waiting) + len(abroad)} would", *found[:10]])
    promises.found("scripts", told, is_kept=not found)


def test_a_script_that_is_not_escaped_would_run(chromium: Browser, site: Site) -> None:
    """Else nothing may be able to run here, and the pages above prove nothing."""
    window = Window.at(site.url, chromium)
    window.visitor.go("/support/")
    escaped_once = in_turn(0).replace("<", "&lt;")
    window.page.evaluate("text => document.querySelector('main').append(text)", escaped_once)
    window.look("written as text")
    assert (window.ran, window.waiting) == ([], [])
    window.page.evaluate("text => document.querySelector('main').innerHTML = text", in_turn(0))
    window.look("written as it is")
    assert window.ran
    assert window.waiting
    window.visitor.leave()
