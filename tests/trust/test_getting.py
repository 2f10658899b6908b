"""Looking changes nothing: no GET and no HEAD writes a row, whoever asks, whatever is asked."""

from collections.abc import Iterator
from itertools import product

import pytest

from tests import promises
from tests.architecture import shapes
from tests.architecture.knocking import Visitor
from tests.trust import doors
from tests.trust.doors import Door, House

_CHALLENGE = "the session holds what the device is to sign, or the app to confirm"
_SHOWN = "that spare codes were shown is remembered with them"
_SEEN = "a notice is taken away by opening what it tells of"
MAY_WRITE = {
    ("*", "audit_event"): "that somebody looked is recorded",
    ("conversation", "notifications_notice"): _SEEN,
    ("since", "notifications_notice"): _SEEN,
    ("mfa_login_webauthn", "people_device"): _CHALLENGE,
    ("mfa_reauthenticate_webauthn", "people_device"): _CHALLENGE,
    ("mfa_add_webauthn", "people_device"): _CHALLENGE,
    ("mfa_activate_totp", "people_device"): _CHALLENGE,
    ("account_reset_password_from_key", "people_device"): "the key leaves the address bar",
    ("shared", "notifications_notice"): _SEEN,
    ("own_roles", "notifications_notice"): _SEEN,
    ("mfa_view_recovery_codes", "mfa_authenticator"): _SHOWN,
    ("mfa_download_recovery_codes", "mfa_authenticator"): _SHOWN,
}
"""What a look may write: route, table and why."""


@pytest.fixture
def house(db: None) -> House:
    return House.built()


def test_no_look_changes_anything(house: House) -> None:
    looks, found = 0, []
    gets = [door for door in doors.all_doors() if door.method == "GET"]
    for door in gets:
        for role, method in _asked(house, door):
            looks += 1
            wrote = _written_by(house, door, house.visitors[role], method)
            if wrote:
                found.append(f"{method} {door.route.name} as {role} wrote {sorted(wrote)}")
    figure = f"{looks} looks at {len(gets)} routes, {len(found)} wrote"
    promises.found("get changes nothing", "; ".join([figure, *found[:20]]), is_kept=not found)


def test_who_asks_by_head_is_answered_as_by_get_without_the_page(cast, sign_in) -> None:
    browser = sign_in(cast.mentee)
    for path in ("/sign-in/help/", "/support/", "/", "/api/v1/openapi.json", "/nowhere/"):
        shown, asked = browser.get(path), browser.head(path)
        assert (asked.status_code, asked.content) == (shown.status_code, b"")
        assert asked.headers.keys() == shown.headers.keys()


def _asked(house: House, door: Door) -> Iterator[tuple[str, str]]:
    """Yield who asks and how: everybody, both ways.

    In `make test` whoever sees a part of the page that others do not, and by HEAD who is nobody.
    """
    if promises.IS_LONG:
        yield from product(house.visitors, ["GET", "HEAD"])
        return
    roles = shapes.kept().get(door.route.name, [*door.roles[:1]])
    yield from product(roles, ["GET"])
    yield from product({"nobody"}.intersection(roles), ["HEAD"])


def test_a_write_would_be_noticed(cast, sign_in, act) -> None:
    mentee = sign_in(cast.mentee)
    with doors.written() as wrote:
        act(mentee, "/check-in/", {"mood": "3"})
    assert "default.recovery_checkin" in wrote


def _written_by(house: House, door: Door, visitor: Visitor, method: str) -> set[str]:
    """Return what a look wrote and may not; it is asked with all that a form of it would send."""
    data = {name: value for name, value in house.form(door.route).items() if name != "file"}
    with doors.written() as wrote:
        doors.sending(visitor, method)(house.path(door.route), data, headers=visitor.bearer)
    return {table for table in wrote if not _may(door.route.name, table)}


def _may(route: str, table: str) -> bool:
    name = table.partition(".")[2]
    return bool({(route, name), ("*", name)} & set(MAY_WRITE))
