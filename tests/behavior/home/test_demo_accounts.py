"""Whom anybody can look around as in the demo."""

from uuid import UUID

from cairn.core import clock
from cairn.home import demo
from cairn.home.demo import people
from cairn.home.demo.build import SEED, _Town
from cairn.home.demo.dice import Dice
from cairn.people.views import _DEMO_ROLES
from tests.architecture.knocking import undone
from tests.cast import Cast


def _built(cast: Cast) -> list[tuple[UUID, str, str, UUID | None]]:
    """Build those of the demo who see little, and undo it."""
    town = _Town(people.Cast(cast.program.organization, Dice(SEED), clock.now()))
    with undone():
        found = [
            (person.pk, person.display_name, role.kind, role.program_id)
            for person in town._see_little(cast.program)
            for role in person.staff_roles.all()
        ]
        town.cast.person()
    return [*found, (town.cast.people[-1].pk, town.cast.people[-1].display_name, "", None)]


def test_every_role_of_the_demo_is_offered_in_words():
    assert {account.role for account in demo.accounts()} == set(_DEMO_ROLES)


def test_a_funder_and_a_house_lead_are_there_the_same_each_time(cast: Cast, noon):
    first, second = _built(cast), _built(cast)
    assert first == second
    assert [row[1:] for row in first[:2]] == [
        ("Ivy", "funder", None),
        ("Reed", "house_lead", cast.program.pk),
    ]


def test_everybody_else_of_the_demo_is_who_they_were_before_these_two(cast: Cast, noon):
    town = _Town(people.Cast(cast.program.organization, Dice(SEED), clock.now()))
    alone = town.cast.person()
    assert _built(cast)[2][:2] == (alone.pk, alone.display_name)
