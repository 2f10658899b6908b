"""An admin gives roles and takes them: by the page, and the same by the API."""

from typing import Any

import pytest

from cairn.audit.models import Event
from cairn.core.verdict import Refused
from cairn.people.models import Person
from cairn.programs import actions, policies
from cairn.programs.models import StaffRole
from tests import cast as casting
from tests.cast import Cast
from tests.conftest import Browser
from tests.factories.doors import DOORS, by_api, by_page, get_by_api

pytestmark = pytest.mark.usefixtures("contexts")

Kind = StaffRole.Kind
both_doors = pytest.mark.parametrize("door", DOORS)


def _give(door: str, by: Person, person: Person, kind: Kind, program: Any = None) -> int:
    if door == "page":
        form = {"kind": kind.value, "program": str(program or "all")}
        return by_page(by, f"/people/{person.pk}/roles/", form).status_code
    data = {"kind": kind.value, "program_id": str(program) if program else None}
    return by_api(by, f"/people/{person.pk}/roles", data).status_code


def _take(door: str, by: Person, role: StaffRole) -> int:
    if door == "page":
        return by_page(by, f"/people/roles/{role.pk}/end/", {}).status_code
    return by_api(by, f"/roles/{role.pk}/end", {}).status_code


def _of(person: Person) -> list[tuple[str, Any]]:
    return list(person.staff_roles.active().values_list("kind", "program_id"))


def _admin(cast: Cast, name: str, *, account: bool = True) -> StaffRole:
    person = casting.make_person(cast.program.organization, name, account=account)
    return casting.serve(person, Kind.ADMIN)


@both_doors
@pytest.mark.parametrize("kind", list(Kind))
def test_every_role_is_given_and_taken(cast: Cast, door: str, kind: Kind) -> None:
    program = None if kind in StaffRole.EVERYWHERE else cast.program.pk
    given = _give(door, cast.admin, cast.mentor, kind, program)
    assert (given, _of(cast.mentor)) == ({"page": 303, "api": 201}[door], [(kind, program)])
    role = cast.mentor.staff_roles.get()
    assert _take(door, cast.admin, role) == {"page": 303, "api": 200}[door]
    assert _of(cast.mentor) == []
    acts = Event.objects.filter(about=role.pk).order_by("created_at")
    assert [(event.act, event.actor_id, event.person_id) for event in acts] == [
        ("programs.give_role", cast.admin.pk, cast.mentor.pk),
        ("programs.end_role", cast.admin.pk, cast.mentor.pk),
    ]


@both_doors
def test_a_role_held_is_kept_and_not_given_twice(cast: Cast, door: str) -> None:
    for _ in range(2):
        _give(door, cast.admin, cast.mentor, Kind.FACILITATOR)
    assert _of(cast.mentor) == [("facilitator", None)]
    assert Event.objects.filter(act="programs.give_role").count() == 1


@both_doors
def test_what_the_rules_forbid_is_said_where_it_was_asked(cast: Cast, door: str) -> None:
    refused = {"page": 422, "api": 403}[door]
    assert _give(door, cast.admin, cast.coordinator, Kind.LANDLORD) == refused
    assert _give(door, cast.admin, cast.mentor, Kind.ADMIN, cast.program.pk) == refused
    assert _of(cast.mentor) == []


@both_doors
def test_the_last_admin_stays_and_one_who_never_joined_is_none(cast: Cast, door: str) -> None:
    _admin(cast, "Aspen Test", account=False)
    role = cast.admin.staff_roles.get()
    assert _take(door, cast.admin, role) == 403
    _admin(cast, "Alder Test")
    assert _take(door, cast.admin, role) == {"page": 303, "api": 200}[door]
    assert _of(cast.admin) == []


def test_the_last_admin_reads_why_the_role_stays(cast: Cast, sign_in) -> None:
    page = sign_in(cast.admin).get(f"/people/{cast.admin.pk}/roles/").content.decode()
    assert "Nobody else is an admin. Name another one first." in page
    assert "/end/" not in page


@both_doors
@pytest.mark.parametrize("role", ["coordinator", "supervisor", "mentor", "funder", "outsider"])
def test_to_who_is_no_admin_none_of_it_is_there(cast: Cast, door: str, role: str) -> None:
    held = cast.facilitator.staff_roles.get()
    assert _give(door, cast.people[role], cast.mentor, Kind.ADMIN) == 404
    assert _take(door, cast.people[role], held) == 404
    assert (_of(cast.mentor), len(_of(cast.facilitator))) == ([], 1)


@both_doors
def test_an_admin_elsewhere_finds_nobody_of_ours(cast: Cast, door: str) -> None:
    cast.outsider.staff_roles.update(kind=Kind.ADMIN)
    assert _give(door, cast.outsider, cast.mentor, Kind.FACILITATOR) == 404
    assert _take(door, cast.outsider, cast.facilitator.staff_roles.get()) == 404


def test_nobody_is_given_a_role_who_has_left(cast: Cast) -> None:
    cast.mentor.left_at = cast.mentor.joined_at
    with pytest.raises(Refused, match="left"):
        actions.give_role(by=cast.admin, person=cast.mentor, kind=Kind.FACILITATOR)


def test_who_gives_roles_shows_once_more_who_they_are(cast: Cast, act) -> None:
    browser = Browser()
    browser.force_login(cast.admin.account)
    sent = act(browser, f"/people/{cast.mentor.pk}/roles/", {"kind": "admin"})
    assert sent.url.startswith("/sign-in/confirm/")
    role = cast.facilitator.staff_roles.get()
    assert act(browser, f"/people/roles/{role.pk}/end/").url.startswith("/sign-in/confirm/")


def test_who_serves_is_listed_by_name_and_everybody_is_found(cast: Cast, sign_in) -> None:
    browser = sign_in(cast.admin)
    page = browser.get("/people/roles/?words=rowan")
    assert [person.pk for person in page.context["found"]] == [cast.mentee.pk]
    names = [role.person.display_name for role in page.context["page"].rows]
    assert names == sorted(names)
    listed = get_by_api(cast.admin, "/roles").json()
    assert {(row["display_name"], row["kind"]) for row in listed} == {
        (role.person.display_name, role.kind) for role in page.context["page"].rows
    }


def test_of_two_admins_who_both_stand_down_one_stays(cast: Cast) -> None:
    other, own = _admin(cast, "Alder Test"), cast.admin.staff_roles.get()
    assert policies.can_stand_down(other.person, own)
    assert policies.can_stand_down(cast.admin, other)
    actions.end_role(by=cast.admin, role=other)
    with pytest.raises(Refused, match="last_admin"):
        actions.end_role(by=cast.admin, role=own)
