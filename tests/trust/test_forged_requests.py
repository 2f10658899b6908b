"""A form that another site sends is refused at every door, and changes nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests import promises
from tests.trust import doors
from tests.trust.doors import Door, House

pytestmark = pytest.mark.usefixtures("contexts")

WITHOUT_TOKEN = {"quick_exit": "it must work on any page however old, and only signs out"}
"""Pages that ask for no token, each with its reason."""

_TOKEN, _OTHER = "t" * 32, "o" * 32
_ATTACKS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "no token": ({}, {}),
    "the token of somebody else": ({"csrfmiddlewaretoken": _OTHER}, {}),
    "a token, from another site": (
        {"csrfmiddlewaretoken": _TOKEN},
        {"Origin": "https://elsewhere.example"},
    ),
}


@pytest.fixture
def house(db: None) -> House:
    return House.built()


def unsafe_doors() -> Iterator[Door]:
    return (door for door in doors.all_doors() if door.method not in doors.SAFE)


def test_a_forged_request_is_refused_everywhere_and_changes_nothing(house: House) -> None:
    asked, found = 0, []
    for door in unsafe_doors():
        for role in door.roles[: promises.many(1, len(house.visitors))]:
            for attack in list(_ATTACKS)[: promises.many(1, len(_ATTACKS))]:
                asked += 1
                if fault := _fault(house, door, role, attack):
                    found.append(f"{door} as {role} with {attack}: {fault}")
        if not _is_let_in_with_a_token(house, door):
            found.append(f"{door} refuses what is not forged: the other answers prove nothing")
    figure = f"{asked} requests at {len(list(unsafe_doors()))} doors, {len(found)} let in"
    promises.found("csrf", "; ".join([figure, *found[:20]]), is_kept=not found)


def test_sessions_do_not_come_along_from_another_site() -> None:
    """What makes a forged quick exit harmless: the browser sends it without a session."""
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


def _is_let_in_with_a_token(house: House, door: Door) -> bool:
    if door.route.is_api:
        return True  # asked with a bearer's token: the access table
    with doors.undone():
        answer = _forge(house, door, door.roles[0], {"csrfmiddlewaretoken": _TOKEN}, {})
    return not doors.is_expired_form(answer)


def _fault(house: House, door: Door, role: str, attack: str) -> str:
    """Return what was wrong about the answer, nothing where it was refused."""
    with doors.written() as wrote:
        answer = _forge(house, door, role, *_ATTACKS[attack])
    if door.route.name in WITHOUT_TOKEN:
        return f"it wrote {sorted(wrote)}" if wrote - {"default.people_device"} else ""
    if wrote:
        return f"it wrote {sorted(wrote)}"
    return "" if _is_refused(door, answer) else f"it answered {answer.status_code}"


def _is_refused(door: Door, answer: HttpResponse) -> bool:
    """The API knows no session at all, a page no form without a token."""
    return answer.status_code == 401 if door.route.is_api else doors.is_expired_form(answer)


def _forge(
    house: House, door: Door, role: str, fields: dict[str, str], headers: dict[str, str]
) -> Any:
    """Send what would act, with the cookies that a browser would add."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies[settings.CSRF_COOKIE_NAME] = _TOKEN
    form = doors.keyed(house.form(door.route)) | fields
    kind = {"content_type": "application/json"} if door.method == "PUT" else {}
    send = doors.sending(house.visitors[role], door.method, client)
    return send(house.path(door.route), form, headers=headers, **kind)
