"""Every door again, as those whom the access table lets in; and what a request wrote."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from cairn.people.keys import store as keys
from tests.architecture import knocking, routes, world
from tests.architecture.knocking import Visitor, undone
from tests.architecture.routes import Route
from tests.architecture.test_access_table import KEPT
from tests.architecture.world import World
from tests.conftest import Browser

ENTERED = {"page", "done", "sent on"}
SAFE = {"GET", "HEAD"}
BY_CHANCE = {
    "mfa_activate_totp": "shows a secret made by chance",
    "mfa_generate_recovery_codes": "shows codes made by chance",
    "mfa_add_webauthn": "shows a challenge made by chance",
    "mfa_reauthenticate_webauthn": "shows a challenge made by chance",
    "mfa_login_webauthn": "shows a challenge made by chance",
}
"""Doors that never answer twice alike, each with its reason."""

_IDS = re.compile(rb"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
_DATABASES = ("default", "keys")
_COUNTS = "select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_xact_user_tables"


@dataclass(frozen=True)
class Door:
    """A route and method, and whom the access table lets in there."""

    route: Route
    method: str
    roles: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.route.name}"


@dataclass
class House:
    """The world of the tests, everybody in it, and where each route leads."""

    world: World
    visitors: dict[str, Visitor]

    @classmethod
    def built(cls) -> "House":
        with keys.keep_in_mind():
            built = world.build()
        return cls(built, {one.role: one for one in knocking.everybody(built)})

    def path(self, route: Route) -> str:
        return knocking.path_of(self.world, route)

    def form(self, route: Route) -> dict[str, Any]:
        """Return what makes a request to this route succeed."""
        return world.fresh(self.world.forms.get(route.name, {}))


def all_doors() -> Iterator[Door]:
    """Yield every door with everybody the access table lets in; none is without anybody."""
    header, *lines = KEPT.read_text().splitlines()
    named = {route.name: route for route in routes.all_routes()}
    for line in lines:
        name, method, *words = re.split(r"\s{2,}", line)
        pairs = zip(header.split()[2:], words, strict=True)
        entered = tuple(role for role, word in pairs if word in ENTERED)
        yield Door(named[name], method, entered or ("mentee",))


def sending(visitor: Visitor, method: str, client: Client | None = None) -> Any:
    """Return a function that asks as this visitor; their session is a cookie, as in a browser."""
    browser = client or Browser(raise_request_exception=False)
    if visitor.session:
        browser.cookies[settings.SESSION_COOKIE_NAME] = visitor.session
    return partial(getattr(browser, method.lower()))


def keyed(data: dict[str, Any]) -> dict[str, Any]:
    """Return a form as a page sends it, with a fresh key."""
    return {**data, "form_key": secrets.token_urlsafe(24)}


@contextmanager
def written() -> Iterator[set[str]]:
    """Yield the tables in which rows were written inside; then undo it, in both databases.

    PostgreSQL counts, so that what a function or a trigger wrote is counted too, and what was
    written and rolled back. The set is filled at the end of the block.
    """
    wrote: set[str] = set()
    with undone():
        before = _counted()
        yield wrote
        wrote |= {table for table, rows in _counted().items() if rows > before.get(table, 0)}


def _counted() -> dict[str, int]:
    counts: dict[str, int] = {}
    for alias in _DATABASES:
        with connections[alias].cursor() as cursor:
            cursor.execute(_COUNTS)
            counts |= {f"{alias}.{table}": rows for table, rows in cursor.fetchall()}
    return counts


def masked(body: bytes) -> bytes:
    """Return a page without what differs by chance: tokens, keys, and ids of what is new."""
    return _IDS.sub(b"id", knocking.unmasked(body))


def is_expired_form(response: HttpResponse) -> bool:
    """Whether the answer says that the form carried no token of this visitor."""
    shown = {template.name for template in getattr(response, "templates", [])}
    return response.status_code == 403 and "403_csrf.html" in shown
