"""Knocking at every door as everybody: one request a route, method and person, then undone."""

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from cairn.core.ids import new_id
from cairn.core.walls import acting_in
from cairn.people.models import Person
from tests import statements
from tests.architecture import routes, world
from tests.architecture.routes import Route
from tests.architecture.world import World
from tests.conftest import Browser
from tests.factories import tokens

KEY = "key"
_SIGN_IN = f"{settings.LOGIN_URL}"
_WORDS = {400: "malformed", 401: "sign in", 403: "refused", 404: "absent", 422: "form again"}


@dataclass(frozen=True)
class Cell:
    """What one person got at one door."""

    route: Route
    method: str
    role: str
    word: str
    headers: dict[str, str]
    title: str
    body: bytes
    statements: int


@dataclass(frozen=True)
class Visitor:
    """Somebody who knocks: by a session at pages, by a token at the API."""

    role: str
    session: str = ""
    token: str = ""

    def knock(self, route: Route, method: str, path: str, data: dict[str, Any]) -> HttpResponse:
        """Send what the page or the machine would send."""
        browser = Browser(raise_request_exception=False)
        if self.session:
            browser.cookies[settings.SESSION_COOKIE_NAME] = self.session
        send = partial(getattr(browser, method.lower()), path)
        if not route.is_api:
            return send({**data, "form_key": _fresh()} if method == "POST" else None)
        if method == "GET":
            return send(data, headers=self.bearer)
        headers = self.bearer | {"Idempotency-Key": _fresh()}
        if "file" in data:
            return send(data, headers=headers)
        return send(data, headers=headers, content_type="application/json")

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


def table(built: World) -> list[Cell]:
    """Knock at every door as everybody."""
    visitors = everybody(built)
    paths = {route: path_of(built, route) for route in routes.all_routes()}
    return [
        knocked(route, method, paths[route], visitor, built.forms.get(route.name, {}))
        for route in paths
        for method in route.methods
        for visitor in visitors
    ]


def everybody(built: World) -> list[Visitor]:
    """Everybody at pages and at the API, and who holds nothing but a key of the mentee's.

    Who is not signed in began to ask for a mentor in the same browser.
    """
    nobody, *cast, outsider = [visitor_of(role, person) for role, person in built.roles.items()]
    asking = world.session_of_asker(built.asker)
    key = Visitor(KEY, asking, visitor_of(KEY, built.cast.mentee).token)
    return [replace(nobody, session=asking), *cast, key, outsider]


def strangers(built: World) -> Iterator[tuple[Route, HttpResponse, HttpResponse]]:
    """Let the outsider ask for what is there, and for what nobody ever made."""
    outsider = visitor_of("outsider", built.cast.outsider)
    for route in routes.all_routes():
        if route.names_rows and "GET" in route.methods:
            there, nowhere = built.paths[route.name], made_up(built.paths[route.name])
            yield (
                route,
                *(
                    outsider.knock(route, "GET", reverse(route.name, kwargs=kwargs), {})
                    for kwargs in (there, nowhere)
                ),
            )


def unmasked(body: bytes) -> bytes:
    """Return a page without what differs by chance: the token against forged forms, form keys."""
    return re.sub(rb'(name="(?:csrfmiddlewaretoken|form_key)" value=")[^"]*', rb"\1", body)


def body_of(response: HttpResponse) -> bytes:
    """Return what was answered; nothing of a file that is streamed."""
    return b"" if response.streaming else response.content


def path_of(built: World, route: Route) -> str:
    kwargs = built.paths.get(route.name, {})
    missing = set(route.kwargs) - set(kwargs)
    assert not missing, f"tests/architecture/world.py does not say what {route.name} is asked for"
    return reverse(route.name, kwargs=kwargs)


def visitor_of(role: str, person: Person | None) -> Visitor:
    """Sign somebody in: a session for pages, a token for the API."""
    if person is None:
        return Visitor(role)
    with acting_in(person.organization_id):
        token = tokens.opened(person)
        return Visitor(role, world.session_of(person), token)


def knocked(
    route: Route, method: str, path: str, visitor: Visitor, form: Mapping[str, Any]
) -> Cell:
    with _undone_unless_looking(method), statements.gathered() as asked:
        response = visitor.knock(route, method, path, world.fresh(form))
    body = body_of(response)
    title = re.search(rb"<title>(.*?)</title>", body, re.DOTALL)
    return Cell(
        route,
        method,
        visitor.role,
        _word(method, response),
        dict(response.headers),
        title[1].decode().strip() if title else "",
        body,
        len(asked),
    )


@contextmanager
def undone() -> Iterator[None]:
    """Undo what happens inside, in both databases."""
    with ExitStack() as stack:
        for alias in ("default", "keys"):
            stack.enter_context(transaction.atomic(using=alias))
        yield
        for alias in ("default", "keys"):
            transaction.set_rollback(True, using=alias)


def _undone_unless_looking(method: str) -> AbstractContextManager[None]:
    """Undo what an act did. No look writes: tests/trust/test_getting.py holds that."""
    return nullcontext() if method == "GET" else undone()


def _word(method: str, response: HttpResponse) -> str:
    location = response.headers.get("Location", "")
    if location.startswith(f"{reverse(_SIGN_IN)}?"):
        return "sign in"
    if location.startswith(reverse("account_reauthenticate")):
        return "confirm"
    if response.status_code < 400:
        sent_on = "sent on" if location else "page"
        return sent_on if method == "GET" else "done"
    return _WORDS.get(response.status_code, f"broken {response.status_code}")


def made_up(kwargs: dict[str, str]) -> dict[str, str]:
    return {name: "987654321" if old.isdecimal() else str(new_id()) for name, old in kwargs.items()}


def _fresh() -> str:
    return secrets.token_urlsafe(24)
