"""Invitations: made, mailed, printed, opened once; nobody learns from them who is known."""

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from cairn.audit.models import Event
from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.core.walls import acting_in
from cairn.people import actions, codes
from cairn.people.models import Account, Address, Invitation, Person
from cairn.people.operators import Operator
from tests.cast import PASSWORD, Cast, make_person
from tests.conftest import Browser
from tests.factories.people import ADDRESS, give_address, invited


def _join(
    client: Client, code: str, address: str = ADDRESS, password: str = PASSWORD
) -> HttpResponse:
    return client.post(f"/join/{code}/", {"address": address, "password": password})


def _masked(response: HttpResponse) -> str:
    body = re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return f"{response.status_code} {response.get('Location')} {body}"


def test_joining_opens_an_account_and_offers_a_second_step(cast: Cast) -> None:
    person, code = invited(cast.program.organization)
    client = Browser()
    assert "Wren Test" in client.get(f"/join/{code}/").content.decode()
    assert _join(client, code).url == "/welcome/"
    assert "passkey" in client.get("/welcome/").content.decode()
    person.refresh_from_db()
    assert Address.objects.get(account=person.account).address == ADDRESS
    assert (person.joined_at is None, person.email) == (False, ADDRESS)
    events = Event.objects.filter(person_id=person.pk).order_by("created_at")
    assert list(events.values_list("act", "actor_id")) == [
        ("people.invite", None),
        ("people.join", person.pk),
    ]


def test_a_code_copied_from_paper_may_be_written_in_many_ways(cast: Cast) -> None:
    _person, code = invited(cast.program.organization)
    typed = code.upper().replace("-", " ").replace("0", "O").replace("1", "l")
    response = Browser().post("/join/", {"code": typed})
    assert response.status_code == 303
    assert Browser().get(response["Location"]).status_code == 200


def test_unknown_used_expired_and_replaced_invitations_are_answered_alike(cast: Cast) -> None:
    _used_by, used = invited(cast.program.organization)
    _join(Browser(), used)
    replaced_for, replaced = invited(cast.program.organization, "Finch Test")
    actions.invite(by=Operator(cast.program.organization), person=replaced_for)
    expired_for, expired = invited(cast.program.organization, "Heron Test")
    Invitation.objects.filter(person=expired_for).update(expires_at=clock.now())
    pages = {
        _masked(request)
        for code in ("0000-0000-0000-0000-0000", used, replaced, expired)
        for request in (Browser().get(f"/join/{code}/"), _join(Browser(), code, "x@example.org"))
    }
    assert len(pages) == 1
    assert pages.pop().startswith("404")


def test_an_invitation_is_open_for_fourteen_days(cast: Cast) -> None:
    _person, code = invited(cast.program.organization)
    with clock.pinned(clock.now() + timedelta(days=13, hours=23)):
        assert Browser().get(f"/join/{code}/").status_code == 200
    with clock.pinned(clock.now() + timedelta(days=14, minutes=1)):
        assert Browser().get(f"/join/{code}/").status_code == 404


def test_only_a_hash_of_the_code_is_kept(cast: Cast) -> None:
    person, code = invited(cast.program.organization)
    kept = Invitation.objects.get(person=person)
    assert kept.token_hash == codes.hash_of(code)
    assert code.replace("-", "") not in str(Invitation.objects.values_list())


@pytest.mark.parametrize("is_known", [True, False])
def test_joining_answers_the_same_whether_or_not_the_address_is_known_elsewhere(
    cast: Cast,
    is_known: bool,  # noqa: FBT001 - the two worlds
) -> None:
    if is_known:
        with acting_in(cast.outsider.organization_id):
            give_address(cast.outsider, password="what the owner chose long ago")
    person, code = invited(cast.program.organization)
    client = Browser()
    answer = _join(client, code)
    assert (answer.status_code, answer.url) == (302, "/welcome/")
    assert client.get("/welcome/").status_code == 200
    again = Browser().post("/sign-in/", {"login": ADDRESS, "password": PASSWORD})
    assert (again.status_code, again.url) == (302, "/")
    person.refresh_from_db()
    assert person.account_id != cast.outsider.account_id


def test_the_owner_of_a_known_address_joins_with_their_own_account_by_their_own_password(
    cast: Cast,
) -> None:
    with acting_in(cast.outsider.organization_id):
        give_address(cast.outsider)
    person, code = invited(cast.program.organization)
    accounts = Account.objects.count()
    _join(Browser(), code)
    person.refresh_from_db()
    assert (person.account_id, Account.objects.count()) == (cast.outsider.account_id, accounts)


def test_who_is_signed_in_joins_in_one_tap_and_can_go_back_and_forth(
    cast: Cast, sign_in, act
) -> None:
    _person, code = invited(cast.program.organization)
    client = sign_in(cast.outsider)
    assert "Far Shore House" in client.get("/me/").content.decode()
    assert act(client, f"/join/{code}/").status_code == 303
    page = client.get("/me/").content.decode()
    assert "Wren Test" in page
    assert "Go to <bdi>Far Shore House</bdi>" in page
    there = {"person": str(cast.outsider.pk)}
    assert act(client, "/me/organization/", there).status_code == 303
    assert "Bryony Test" in client.get("/me/").content.decode()
    elsewhere = {"person": str(cast.mentor.pk)}
    assert act(client, "/me/organization/", elsewhere).status_code == 404


def test_nobody_joins_an_organization_twice(cast: Cast, sign_in, act) -> None:
    _person, code = invited(cast.program.organization)
    response = act(sign_in(cast.mentor), f"/join/{code}/")
    assert response.status_code == 403
    assert "You have joined already" in response.content.decode()


def test_a_short_or_widely_known_password_is_refused_and_the_address_kept(cast: Cast) -> None:
    person, code = invited(cast.program.organization)
    response = _join(Browser(), code, password="short")
    assert response.status_code == 422
    assert f'value="{ADDRESS}"' in response.content.decode()
    person.refresh_from_db()
    assert person.account is None


def test_of_two_who_join_at_once_with_one_code_only_one_gets_in(cast: Cast) -> None:
    person, _code = invited(cast.program.organization)
    first, second = (Invitation.objects.select_related("person").get(person=person) for _ in "ab")
    chosen = {"password": PASSWORD}
    actions.accept_invitation(by=first.person, invitation=first, address=ADDRESS, **chosen)
    with pytest.raises(Refused, match="not_open"):
        actions.accept_invitation(
            by=second.person, invitation=second, address="b@example.org", **chosen
        )


def test_staff_print_an_invitation_for_the_people_of_their_program(
    cast: Cast, sign_in, act
) -> None:
    person = make_person(cast.program.organization, "Wren Test", account=False)
    path = f"/people/{person.pk}/invite/"
    sheet = act(sign_in(cast.coordinator), path)
    code = re.findall(r"<code[^>]*>((?:\w{4}-){4}\w{4})</code>", sheet.content.decode())[0]
    assert Browser().get(f"/join/{code}/").status_code == 200
    assert [act(sign_in(who), path).status_code for who in _strangers(cast)] == [404, 404, 404, 404]


def _strangers(cast: Cast) -> list[Person]:
    """The supervisor serves a program this person is not in."""
    return [cast.mentee, cast.mentor, cast.supervisor, cast.outsider]


def test_who_has_joined_is_not_invited_again(cast: Cast, sign_in, act) -> None:
    response = act(sign_in(cast.coordinator), f"/people/{cast.mentee.pk}/invite/")
    assert response.status_code == 403
    assert "joined already" in response.content.decode()
