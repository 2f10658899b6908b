"""Each function that looks over the second wall: what it tells, and to whom it tells nothing."""

from typing import Any

import pytest
from django.db import connection

from cairn.api import tokens
from cairn.core import clock, walls
from cairn.core.ids import new_id
from cairn.people.models import Invitation, Person
from tests.cast import Cast, make_person
from tests.factories.people import invited


@pytest.fixture(autouse=True)
def outside(cast: Cast) -> None:
    """Stand outside every wall, as a request does before anybody is named."""
    walls.name_organization("")


def ask(function: str, *given: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(given))
        cursor.execute(f"select * from {function}({marks})", given)  # noqa: S608 - our own names
        return list(cursor.fetchall())


def test_cairn_enter_names_the_organization_of_who_signed_in_and_returns_them(cast: Cast):
    assert ask("cairn_enter", cast.mentee.account_id, None) == [(cast.mentee.pk,)]
    assert walls.named_organization() == cast.mentee.organization_id


def test_cairn_enter_names_nobody_for_an_account_that_is_nobodys_or_left(cast: Cast):
    with walls.acting_in(cast.mentee.organization_id):
        Person.objects.filter(pk=cast.mentee.pk).update(left_at=clock.now())
    for account in (new_id(), cast.mentee.account_id):
        ask("cairn_enter", cast.mentor.account_id, None)
        assert ask("cairn_enter", account, None) == [(None,)]
        assert walls.named_organization() is None


def test_cairn_enter_gives_nobody_a_person_of_somebody_else(cast: Cast):
    assert ask("cairn_enter", cast.outsider.account_id, cast.mentee.pk) == [(cast.outsider.pk,)]
    assert walls.named_organization() == cast.outsider.organization_id


def test_cairn_organizations_tells_ids_and_nothing_else(cast: Cast):
    ids = {(cast.mentee.organization_id,), (cast.outsider.organization_id,)}
    assert set(ask("cairn_organizations")) == ids


def test_cairn_invitation_tells_where_an_invitation_is_of_to_who_holds_its_code(cast: Cast):
    with walls.acting_in(cast.mentee.organization_id):
        person, _code = invited(cast.program.organization)
        invitation = Invitation.objects.get(person=person)
    found = ask("cairn_invitation", invitation.token_hash)
    assert found == [(invitation.pk, cast.mentee.organization_id)]
    assert ask("cairn_invitation", "0" * 64) == []


def test_cairn_memberships_tells_an_account_its_own_organizations_alone(cast: Cast):
    with walls.acting_in(cast.outsider.organization_id):
        there = make_person(cast.outsider.organization, "Rowan, elsewhere", account=False)
        Person.objects.filter(pk=there.pk).update(account=cast.mentee.account)
    found = ask("cairn_memberships", cast.mentee.account_id)
    assert found == [(there.pk, "Far Shore House"), (cast.mentee.pk, "Harbor Street Recovery")]
    assert ask("cairn_memberships", new_id()) == []


def test_cairn_token_tells_whose_a_token_is_until_it_is_taken_back(cast: Cast):
    with walls.acting_in(cast.mentee.organization_id):
        token, _secret = tokens.issue(person=cast.mentee, name="A script")
    assert ask("cairn_token", token.token_hash) == [(cast.mentee.account_id, cast.mentee.pk)]
    assert ask("cairn_token", "0" * 64) == []
    with walls.acting_in(cast.mentee.organization_id):
        type(token).objects.filter(pk=token.pk).update(revoked_at=clock.now())
    assert ask("cairn_token", token.token_hash) == []
