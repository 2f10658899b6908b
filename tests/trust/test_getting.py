"""Looking changes nothing: no GET and no HEAD writes a row, whoever asks, whatever is asked."""

import pytest

from tests import promises
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
        roles = list(house.visitors) if promises.IS_LONG else door.roles[:1]
        for role in roles:
            for method in ("GET", "HEAD")[: promises.many(1, 2)]:
                looks += 1
                wrote = _written_by(house, door, house.visitors[role], method)
                if wrote:
                    found.append(f"{method} {door.route.name} as {role} wrote {sorted(wrote)}")
    figure = f"{looks} looks at {len(gets)} routes, {len(found)} wrote"
    promises.found("get changes nothing", "; ".join([figure, *found[:20]]), is_kept=not found)


def test_a_write_would_be_noticed(cast, sign_in, act) -> None:
    mentee = sign_in(cast.mentee)
    with doors.undone() as wrote:
        act(mentee, "/check-in/", {"mood": "3"})
    assert "default.recovery_checkin" in wrote


def _written_by(house: House, door: Door, visitor: Visitor, method: str) -> set[str]:
    """Return what a look wrote and may not; it is asked with all that a form of it would send."""
    data = {name: value for name, value in house.form(door.route).items() if name != "file"}
    with doors.undone() as wrote:
        doors.sending(visitor, method)(house.path(door.route), data, headers=visitor.bearer)
    return {table for table in wrote if not _may(door.route.name, table)}


def _may(route: str, table: str) -> bool:
    name = table.partition(".")[2]
    return bool({(route, name), ("*", name)} & set(MAY_WRITE))
