"""Each function that looks over the second wall: what it tells, and to whom it tells nothing."""

from typing import Any

import pytest
from django.db import connection

from cairn.api import tokens
from cairn.arrivals import actions as arriving
from cairn.core import clock, walls
from cairn.core.ids import new_id
from cairn.people.models import Block, Invitation, Person
from tests.cast import Cast, make_person
from tests.factories import arrivals
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


def test_cairn_door_tells_where_a_page_for_asking_is_of_while_it_is_open(cast: Cast):
    with walls.acting_in(cast.mentee.organization_id):
        door = arrivals.door(cast)
    assert ask("cairn_door", door.code) == [(door.pk, cast.mentee.organization_id)]
    assert ask("cairn_door", "0" * 20) == []
    with walls.acting_in(cast.mentee.organization_id):
        arriving.close_door(by=cast.coordinator, door=door)
    assert ask("cairn_door", door.code) == []


def test_cairn_asking_tells_where_something_asked_is_of_to_who_holds_its_code(cast: Cast):
    with walls.acting_in(cast.mentee.organization_id):
        contact = arrivals.sent(cast)
    found = ask("cairn_asking", contact.asking.token_hash)
    assert found == [(contact.asking_id, cast.mentee.organization_id)]
    assert ask("cairn_asking", "0" * 64) == []


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


def test_cairn_kept_from_tells_whom_one_is_kept_from_in_the_organization_acted_in(cast: Cast):
    asking, blocked = cast.mentee, cast.mentor
    with walls.acting_in(asking.organization_id):
        Block.objects.create(organization=asking.organization, blocker=asking, blocked=blocked)
        assert ask("cairn_kept_from", asking.pk) == [(blocked.pk,)]
        assert ask("cairn_kept_from", blocked.pk) == [(asking.pk,)]
        assert ask("cairn_kept_from", cast.coordinator.pk) == []


def test_cairn_kept_from_tells_nobody_outside_and_nothing_of_another_organization(cast: Cast):
    with walls.acting_in(cast.mentee.organization_id):
        Block.objects.create(
            organization=cast.mentee.organization, blocker=cast.mentee, blocked=cast.mentor
        )
    assert ask("cairn_kept_from", cast.mentee.pk) == []
    with walls.acting_in(cast.outsider.organization_id):
        assert ask("cairn_kept_from", cast.mentee.pk) == []


def test_cairn_kept_apart_tells_each_two_of_those_named_and_here_both_ways_round(cast: Cast):
    one, other = cast.mentee, cast.mentor
    everybody = [person.pk for person in cast.people.values()]
    with walls.acting_in(one.organization_id):
        Block.objects.create(organization=one.organization, blocker=one, blocked=other)
        pairs = {(one.pk, other.pk), (other.pk, one.pk)}
        assert set(ask("cairn_kept_apart", everybody)) == pairs
        assert ask("cairn_kept_apart", [one.pk, cast.coordinator.pk]) == []
    with walls.acting_in(cast.outsider.organization_id):
        assert ask("cairn_kept_apart", everybody) == []


def test_what_finds_the_same_human_being_stays_behind_the_wall_for_who_calls_it(cast: Cast):
    with walls.acting_in(cast.outsider.organization_id):
        assert ask("cairn_hashes", [cast.mentee.pk]) == []
        assert ask("cairn_same", [cast.mentee.pk], []) == [(cast.mentee.pk,)]  # what was given
