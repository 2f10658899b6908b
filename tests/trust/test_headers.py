"""Every answer, errors included, carries what keeps a page to itself; cookies stay with us."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings

from cairn.config.asgi import Site
from cairn.core import access
from tests import promises
from tests.cast import PASSWORD, Cast
from tests.conftest import Browser
from tests.factories.people import ADDRESS, give_address
from tests.serving import ROOT
from tests.trust import doors
from tests.trust.doors import Door, House

HOST = "cairn.example"
LOCKED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}


@pytest.fixture(scope="session")
def behind_tls() -> dict[str, Any]:
    """The settings of an installation behind TLS, as a process of its own reads them."""
    ours = {"CAIRN_URL": f"https://{HOST}", "DJANGO_SETTINGS_MODULE": "cairn.config.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.trust.over_tls"],
        env={**os.environ, **ours},
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return {**found, "ALLOWED_HOSTS": [HOST]}


@pytest.fixture
def tls(behind_tls: dict[str, Any]) -> Iterator[None]:
    """Stand behind TLS for one test."""
    with override_settings(**behind_tls):
        yield


def _faults(headers: Mapping[str, str], *, is_tls: bool) -> list[str]:
    """Return what is missing or too lax in the headers of an answer that nobody may keep."""
    wrong = [name for name, value in LOCKED.items() if headers.get(name) != value]
    policy = headers.get("Content-Security-Policy", "unsafe")
    if "unsafe" in policy or "default-src 'none'" not in policy or "://" in policy:
        wrong.append("Content-Security-Policy")
    if "frame-ancestors 'none'" not in policy:
        wrong.append("frame-ancestors")
    if "no-store" not in headers.get("Cache-Control", ""):
        wrong.append("Cache-Control")
    if is_tls and "max-age=31536000" not in headers.get("Strict-Transport-Security", ""):
        wrong.append("Strict-Transport-Security")
    return wrong


def _tell(looked_at: int, what: str, found: list[str]) -> None:
    figure = f"{looked_at} {what}, {len(found)} without"
    promises.found("headers", "; ".join([figure, *found[:20]]), is_kept=not found)


def test_every_answer_of_every_route_is_locked(tls: None, db: None):
    """In `make test` every fifth route: the access table looks at all, without TLS."""
    house, looked_at, found = House.built(), 0, []
    for door in list(doors.all_doors())[:: promises.many(5, 1)]:
        for role in door.roles if promises.IS_LONG else door.roles[:1]:
            looked_at += 1
            wrong = _faults(_asked(house, door, role).headers, is_tls=True)
            found += [f"{door} as {role}: {name}" for name in wrong]
    _tell(looked_at, "answers of all routes", found)


def _asked(house: House, door: Door, role: str) -> HttpResponse:
    visitor = house.visitors[role]
    with doors.undone():
        send = doors.sending(visitor, door.method, Browser(raise_request_exception=False))
        data = house.form(door.route) if door.method != "GET" else {}
        answer: HttpResponse = send(
            house.path(door.route),
            doors.keyed(data) if door.method == "POST" and not door.route.is_api else None,
            secure=True,
            headers=visitor.bearer | {"host": HOST},
        )
    return answer


# Error pages


def _malformed(client: Client) -> HttpResponse:
    return client.post("/me/devices/shared/", {}, secure=True)


def _forged(client: Client) -> HttpResponse:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    return strict.post("/me/", {}, secure=True, headers={"host": HOST})


def _refused(client: Client) -> HttpResponse:
    return client.get("/sign-in/confirm/", secure=True)


def _missing(client: Client) -> HttpResponse:
    return client.get("/nowhere/", secure=True)


def _missing_in_the_api(client: Client) -> HttpResponse:
    return client.get("/api/v1/nowhere", secure=True)


def _too_often(client: Client) -> HttpResponse:
    form = {"login": ADDRESS, "password": "another twelve words or so"}
    with override_settings(ACCOUNT_RATE_LIMITS={"login": "1/m/ip"}):
        return [Client(headers={"host": HOST}).post("/sign-in/", form, secure=True) for _ in "12"][
            1
        ]


def _broken(client: Client) -> HttpResponse:
    def policy(_person: object) -> None:
        raise RuntimeError("broken on purpose")

    row = access.Access(policy, access.DataClass.OWN)  # type: ignore[arg-type] # on purpose
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(access._registry, ("me", "GET"), row)
        client.raise_request_exception = False
        return client.get("/me/", secure=True)


def _of_another_host(_client: Client) -> HttpResponse:
    return Client().get("/", headers={"host": "evil.example"}, secure=True)


def _of_another_host_in_the_open(_client: Client) -> HttpResponse:
    return Client().get("/", headers={"host": "evil.example"})


ERRORS = [
    (400, _malformed),
    (400, _of_another_host),
    (400, _of_another_host_in_the_open),
    (403, _forged),
    (403, _refused),
    (404, _missing),
    (404, _missing_in_the_api),
    (429, _too_often),
    (500, _broken),
]


@pytest.mark.parametrize(
    ("status", "failing"), ERRORS, ids=lambda each: getattr(each, "__name__", "")
)
def test_every_error_page_is_locked(
    tls: None, cast: Cast, status: int, failing: Callable[[Client], HttpResponse]
):
    client = Browser(headers={"host": HOST})
    client.force_login(cast.mentee.account)
    answer = failing(client)
    assert answer.status_code == status
    is_tls = failing is not _of_another_host_in_the_open
    _tell(1, f"error page {status}", _faults(answer.headers, is_tls=is_tls))


@pytest.mark.parametrize(
    ("status", "path", "body"),
    [(413, "/me/", b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)), (401, "/live", b"")],
)
def test_what_does_not_come_through_django_is_locked_too(
    tls: None, status: int, path: str, body: bytes
):
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": []}
    asyncio.run(Site()(scope, receive, send))
    headers = {name.decode().title(): value.decode() for name, value in sent[0]["headers"]}
    headers["Content-Security-Policy"] = headers.pop("Content-Security-Policy", "unsafe")
    assert sent[0]["status"] == status
    _tell(1, f"bare answer {status}", _faults(headers, is_tls=True))


def test_a_missing_header_would_be_noticed():
    assert len(_faults({}, is_tls=True)) == len(LOCKED) + 4


# Cookies


def test_behind_tls_the_cookies_are_bound_to_the_host_and_closed_to_scripts(tls: None, cast: Cast):
    give_address(cast.mentee)
    client = Client(headers={"host": HOST})
    client.get("/sign-in/", secure=True)
    form = {"login": ADDRESS, "password": PASSWORD, "own": "on"}
    assert client.post("/sign-in/", form, secure=True).status_code == 302
    assert set(client.cookies) == {"__Host-session", "__Host-csrf"}
    for cookie in client.cookies.values():
        assert (cookie["secure"], cookie["httponly"], cookie["path"]) == (True, True, "/")
        assert (cookie["domain"], cookie["samesite"]) == ("", "Lax")


def test_in_the_open_an_installation_behind_tls_sends_on_to_tls(tls: None):
    answer = Client(headers={"host": HOST}).get("/sign-in/")
    assert (answer.status_code, answer.url) == (301, f"https://{HOST}/sign-in/")


def test_without_tls_cookies_are_closed_to_scripts_as_well(cast: Cast, client: Client):
    give_address(cast.mentee)
    client.get("/sign-in/")
    client.post("/sign-in/", {"login": ADDRESS, "password": PASSWORD})
    assert {cookie["httponly"] for cookie in client.cookies.values()} == {True}
