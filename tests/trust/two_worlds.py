"""One world twice: once with a secret in it, once with what may be told in its place.

Both begin from the same rows, at the same moment and with the same chance, so that whatever then
differs for somebody who looks is what the secret betrays.
"""

import hashlib
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count, zip_longest
from typing import Any
from unittest import mock

from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.urls import reverse

from cairn.core import clock, ids
from cairn.notifications import mail as delivering
from cairn.notifications.models import Notice
from cairn.people.models import Person
from tests.architecture import knocking, routes, world
from tests.architecture.knocking import Visitor
from tests.architecture.routes import Route
from tests.architecture.world import World

LATER = timedelta(hours=1)
"""So long after the worlds parted somebody looks."""


@dataclass(frozen=True)
class Ask:
    """One request: a route and method, and the path and form it is sent with."""

    route: Route
    method: str
    path: str
    form: dict[str, Any] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return f"{self.method} {self.route.name} {self.path}"


@dataclass(frozen=True)
class Seen:
    """What somebody got for one request: everything of the answer, and what open pages heard."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    heard: tuple[str, ...]


def asks(built: World, about: Iterable[object], more: Iterable[Ask] = ()) -> list[Ask]:
    """Return what to ask: every door of the system, some for what the secret is about.

    `about` are the ids of the people and things the secret is about: every page that is asked
    for by an id is asked for each of them. `more` comes first.
    """
    aimed = [
        Ask(route, "GET", reverse(route.name, kwargs={"pk": key}))
        for route in routes.all_routes()
        if route.kwargs == ("pk",) and "GET" in route.methods and "int:" not in route.pattern
        for key in map(str, about)
    ]
    walked = [
        Ask(route, method, knocking.path_of(built, route), dict(built.forms.get(route.name, {})))
        for route in routes.all_routes()
        for method in route.methods
        if set(route.kwargs) <= set(built.paths.get(route.name, {}))
    ]
    return [*more, *sorted(walked + aimed, key=_scattered)]


def differences(
    observer: Person | None,
    visitor: Visitor,
    asked: list[Ask],
    secret: Callable[[], object],
    told: Callable[[], object],
) -> list[str]:
    """Return which requests, mails, notices and signals differ for somebody between two worlds."""
    one, other = (_lived(observer, visitor, asked, act) for act in (secret, told))
    return [
        f"{name}: {_differing(one[name], other[name])}" for name in one if one[name] != other[name]
    ]


def _differing(one: Any, other: Any) -> str:
    """Tell what differs in two answers to the same request, or in what waits for somebody."""
    if not isinstance(one, Seen):
        return f"{one}, {other}"
    parts = [part for part, value in vars(one).items() if value != vars(other)[part]]
    lines = zip_longest(one.body.splitlines(), other.body.splitlines())
    return f"{parts}, {[pair for pair in lines if pair[0] != pair[1]][:2]}"


def _lived(
    observer: Person | None, visitor: Visitor, asked: list[Ask], act: Callable[[], object]
) -> dict[str, Any]:
    """Let something be so, look everywhere, and take it back."""
    with knocking.undone(), _heard(observer) as heard, chance("the act"):
        act()
        found: dict[str, Any] = {"signals": tuple(heard)}
        if observer:
            found |= _told(observer)
        with clock.pinned(clock.now() + LATER):
            for number, ask in enumerate(asked):
                heard.clear()
                found[f"{number} {ask}"] = _seen(visitor, ask, heard)
    return found


def _seen(visitor: Visitor, ask: Ask, heard: list[str]) -> Seen:
    with knocking.undone(), chance(str(ask)):
        response = visitor.knock(ask.route, ask.method, ask.path, world.fresh(ask.form))
    return Seen(
        response.status_code,
        _masked_headers(response),
        _masked(knocking.body_of(response)),
        tuple(heard),
    )


def _told(observer: Person) -> dict[str, Any]:
    """What waits for somebody, and what is mailed to them, once the background has worked."""
    unseen = Notice.objects.filter(person=observer).unseen().order_by("created_at", "pk")
    visible = Notice.objects.visible_to(observer).unseen()
    mail.outbox.clear()
    with knocking.undone():
        for notice in unseen:
            delivering.deliver(notice.pk)
    return {
        "notices": sorted(visible.values_list("kind", "path")),
        "mails": [(sent.to, sent.subject, sent.body) for sent in mail.outbox],
    }


@contextmanager
def chance(seed: str) -> Iterator[None]:
    """Let ids, keys and codes come out alike wherever as many are drawn from the same seed."""
    drawn = count()

    def bytes_of(length: int) -> bytes:
        return hashlib.shake_256(f"{seed} {next(drawn)}".encode()).digest(length)

    with (
        mock.patch("os.urandom", bytes_of),
        mock.patch("random._urandom", bytes_of),
        mock.patch.object(ids, "_last", threading.local()),
    ):
        yield


@contextmanager
def _heard(observer: Person | None) -> Iterator[list[str]]:
    """Note what open pages of somebody are told."""
    heard: list[str] = []

    def note(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        if "pg_notify" in str(sql) and observer and str(params[1]).startswith(str(observer.pk)):
            heard.append(str(params[1]))
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(note))
        yield heard


def _masked_headers(response: HttpResponse) -> tuple[tuple[str, str], ...]:
    """Return all headers; cookies without their values, moments of the machine's own clock."""
    cookies = [("Set-Cookie", re.sub(r"=[^;]*", "=", str(c), count=1)) for c in response.cookies]
    told = [
        (name, _masked(_MOMENT.sub("then", value).encode()).decode())
        for name, value in response.headers.items()
    ]
    return (*sorted(told), *cookies)


_MOMENT = re.compile(r"\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT")
_CODES = re.compile(rb"(?<![0-9a-z])(?:[0-9a-hjkmnp-tv-z]{4}-){4}[0-9a-hjkmnp-tv-z]{4}(?![0-9a-z])")
_IDS = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def _masked(body: bytes) -> bytes:
    """Return a body without tokens: those against forged forms, form keys, codes just made.

    What was made since the worlds parted is named by its place on the page; all else stays.
    """
    fresh: dict[bytes, bytes] = {}

    def named(found: re.Match[bytes]) -> bytes:
        made_at = int(found[0][:8] + found[0][9:13], 16)
        if made_at <= _parted_at():
            return found[0]
        return fresh.setdefault(found[0], b"new %d" % len(fresh))

    return _CODES.sub(b"code", _IDS.sub(named, knocking.unmasked(body)))


def _parted_at() -> int:
    """Return when the worlds parted, an hour before anybody looks, in milliseconds."""
    return int((clock.now() - LATER).timestamp() * 1000)


def _scattered(ask: Ask) -> str:
    """Order requests as if by chance, so that the first few are of all kinds."""
    return hashlib.sha256(f"{ask.method} {ask.route.name} {bool(ask.form)}".encode()).hexdigest()
