"""An admin adds somebody who is only staff: a name, a role, and an invitation; no roster."""

from typing import Any

import pytest
from django.http import HttpResponse

from cairn.audit.models import Event
from cairn.core.walls import acting_in
from cairn.people import actions as people
from cairn.people.models import Organization, Person
from cairn.people.operators import Operator
from cairn.programs.models import StaffRole
from cairn.safety import actions as safety
from tests import cast as casting
from tests.cast import PASSWORD, Cast
from tests.conftest import Browser
from tests.factories.doors import DOORS, by_api, by_page

Kind = StaffRole.Kind
both_doors = pytest.mark.parametrize("door", DOORS)
NAME, ADDRESS = "Juniper Test", "juniper@example.org"


def _add(door: str, by: Person, program: Any = None, **changed: str) -> HttpResponse:
    said = {"display_name": NAME, "email": ADDRESS, "kind": Kind.SUPERVISOR.value, **changed}
    if door == "page":
        return by_page(by, "/people/roles/new/", {**said, "program": str(program or "all")})
    return by_api(by, "/staff", {**said, "program_id": str(program) if program else None})


def _known(organization: Organization) -> Person:
    """Add somebody under the address to an organization."""
    with acting_in(organization.pk):
        operator = Operator(organization)
        return people.add_person(by=operator, display_name="Aspen Test", email=ADDRESS)


def _added() -> Person:
    return Person.objects.get(display_name=NAME)


@both_doors
def test_somebody_is_added_with_a_role_and_goes_on_to_their_invitation(
    cast: Cast, door: str
) -> None:
    answer = _add(door, cast.admin, cast.program.pk)
    person = _added()
    role = person.staff_roles.get()
    assert (role.kind, role.program_id, person.email) == ("supervisor", cast.program.pk, ADDRESS)
    if door == "page":
        assert answer.headers["Location"] == f"/people/{person.pk}/invite/"
    else:
        assert (answer.status_code, answer.json()["person_id"]) == (201, str(person.pk))
    acts = Event.objects.filter(actor_id=cast.admin.pk).order_by("pk").values_list("act", flat=True)
    assert list(acts)[-2:] == ["people.add", "programs.give_role"]


@both_doors
def test_they_join_by_the_link_and_serve(cast: Cast, door: str) -> None:
    _add(door, cast.admin)
    person = _added()
    link = by_api(cast.admin, f"/people/{person.pk}/invitation", {}).json()["link"]
    browser = Browser()
    form = {"address": ADDRESS, "password": PASSWORD, "form_key": "k" * 24}
    assert browser.post(f"/join/{link.rpartition('/join/')[2]}", form).status_code == 302
    person.refresh_from_db()
    assert person.joined_at is not None
    assert not person.enrollments.exists()
    assert browser.get("/people/").headers["Location"] == "/me/signing-in/first/"


@both_doors
def test_without_an_address_the_invitation_is_handed_over(cast: Cast, door: str) -> None:
    _add(door, cast.admin, email="")
    page = by_page(cast.admin, f"/people/{_added().pk}/invite/", {}).content.decode()
    assert "hand it over yourself" in page


@both_doors
@pytest.mark.parametrize("wrong", [{"display_name": " "}, {"email": "juniper"}, {"kind": "king"}])
def test_what_does_not_fit_adds_nobody(cast: Cast, door: str, wrong: dict[str, str]) -> None:
    before = Person.objects.count()
    assert _add(door, cast.admin, **wrong).status_code == 422
    assert Person.objects.count() == before


@both_doors
def test_an_admin_is_one_of_all_programs_and_nobody_is_left_behind(cast: Cast, door: str) -> None:
    before = Person.objects.count()
    answer = _add(door, cast.admin, cast.program.pk, kind=Kind.ADMIN.value)
    assert answer.status_code == {"page": 422, "api": 403}[door]
    assert Person.objects.count() == before


@both_doors
def test_who_is_here_already_is_found_by_name(cast: Cast, door: str) -> None:
    _known(cast.program.organization)
    answer = _add(door, cast.admin, email=ADDRESS.upper())
    assert answer.status_code == {"page": 422, "api": 403}[door]
    assert "Somebody with this address is here. Find them by name." in answer.content.decode()
    assert not Person.objects.filter(display_name=NAME).exists()


@both_doors
def test_of_whom_an_admin_is_kept_from_they_learn_nothing(cast: Cast, door: str) -> None:
    safety.block(by=cast.admin, person=_known(cast.program.organization))
    answer = _add(door, cast.admin)
    assert answer.status_code == {"page": 303, "api": 201}[door]
    assert _added().email == ADDRESS


@both_doors
def test_an_address_known_elsewhere_is_neither_refused_nor_mentioned(cast: Cast, door: str) -> None:
    _known(cast.outsider.organization)
    assert _add(door, cast.admin).status_code == {"page": 303, "api": 201}[door]


@both_doors
@pytest.mark.parametrize("role", ["coordinator", "supervisor", "mentee", "funder"])
def test_to_who_is_no_admin_it_is_not_there(cast: Cast, door: str, role: str) -> None:
    assert _add(door, cast.people[role]).status_code == 404
    assert not Person.objects.filter(display_name=NAME).exists()


@both_doors
def test_a_program_of_another_organization_is_none(cast: Cast, door: str) -> None:
    with acting_in(cast.outsider.organization_id):
        other = casting.make_program(cast.outsider.organization, "Elsewhere")
    assert _add(door, cast.admin, other.pk).status_code == {"page": 422, "api": 404}[door]
    assert not Person.objects.filter(display_name=NAME).exists()
