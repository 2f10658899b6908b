"""The second wall stands alone: with the first one down, no other organization's row comes."""

from collections.abc import Callable
from dataclasses import dataclass
from unittest import mock
from uuid import UUID

import pytest

from cairn.api import tokens
from cairn.core import access, walls
from cairn.people import queries
from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.programs.models import Program
from tests import promises
from tests.architecture import first_wall, knocking, reading, routes, world
from tests.architecture.knocking import Visitor
from tests.architecture.routes import Route
from tests.architecture.world import World

BY_CODE = {"join", "ask", "ask_here", "calendar_feed"}
"""Doors that show something to whoever holds a code, of whatever organization they are."""

BEHIND_NO_GATE = {
    *("mfa_edit_webauthn", "mfa_remove_webauthn"),  # rows of an account, in no organization
    "request",  # finds what was asked of oneself, whatever is visible
}


@dataclass(frozen=True)
class Got:
    """What somebody got of another organization through one door: rows read, names shown."""

    route: Route
    method: str
    tables: list[str]
    names: list[str]

    def __bool__(self) -> bool:
        return bool(self.tables or self.names)


@pytest.fixture
def built(db: None) -> World:
    with keys.keep_in_mind():
        return world.build()


def test_taking_the_first_wall_down_takes_all_of_it_down(built):
    mentee = built.cast.mentee
    assert access.registered()["programs", "GET"].policy(mentee).code == "not_staff"
    with first_wall.down():
        assert set(Person.objects.visible_to(mentee)) == set(Person.objects.all())
        assert set(Program.objects.served_by(mentee)) == set(Program.objects.all())
        shut = [door for door, row in access.registered().items() if not row.policy(None)]
    assert shut == []
    assert access.registered()["programs", "GET"].policy(mentee).code == "not_staff"


def test_over_http_no_row_of_another_organization_comes(built):
    everything = _knock_everywhere(built)
    came = [got for got in everything if got and got.route.name not in BY_CODE]
    promises.found("second wall", f"{len(came)} of {len(everything)} doors", is_kept=not came)


def test_the_same_requests_would_read_them_were_the_second_wall_down_too(built):
    """Or else the test above looked at nothing."""
    theirs = built.cast.program.organization_id
    as_theirs = mock.patch.object(queries, "enter", _naming(theirs))
    with as_theirs, mock.patch.object(tokens, "is_open", return_value=True):  # it stayed at home
        everything = _knock_everywhere(built, every=promises.many(5, 1))
    blind = {got.route.name for got in everything if got.route.names_rows and not got}
    assert blind <= BEHIND_NO_GATE


def _knock_everywhere(built: World, every: int = 1) -> list[Got]:
    """Let the outsider knock at every door, or every so many, while the first wall is down."""
    names = _names(built)
    outsider = knocking.visitor_of("outsider", built.cast.outsider)
    with first_wall.down():
        return [
            _knock(route, method, outsider, built, names)
            for route in routes.all_routes()[::every]
            for method in route.methods
        ]


def _knock(route: Route, method: str, visitor: Visitor, built: World, names: list[str]) -> Got:
    path, form = knocking.path_of(built, route), built.forms.get(route.name, {})
    with reading.noted() as read:
        cell = knocking.knocked(route, method, path, visitor, form)
    shown = [name for name in names if name.encode() in cell.body]
    others = [row for row in read if row.pk != built.cast.outsider.pk]
    return Got(route, method, reading.of(others, built.cast.program.organization_id), shown)


def _names(built: World) -> list[str]:
    """Return what nobody outside the cast's organization can know: names, and words said."""
    with walls.acting_in(built.cast.program.organization_id):
        people = Person.objects.values_list("display_name", flat=True)
        programs = Program.objects.values_list("name", flat=True)
        return [*people, *programs, world.WORDS]


def _naming(organization_id: UUID) -> Callable[..., Person | None]:
    """Return `enter`, taking whoever comes for a person of this organization."""
    plain = queries.enter

    def enter(account_id: UUID, wanted: UUID | None = None) -> Person | None:
        person = plain(account_id, wanted)
        walls.name_organization(str(organization_id))
        if person:
            person.organization_id = organization_id
        return person

    return enter
