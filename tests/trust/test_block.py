"""After a block neither of the two is seen by the other, on any page or through the API."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.safety import actions
from tests import promises
from tests.architecture import knocking, routes, world
from tests.architecture.knocking import Visitor
from tests.architecture.routes import Route
from tests.architecture.world import World

PAIRS = [("mentee", "mentor"), ("mentee", "coordinator"), ("mentor", "mentee")]
OWN_LIST = {"blocked", "api:blocks"}
"""Where whoever blocks finds whom they blocked, and nobody else finds anybody."""


@dataclass(frozen=True)
class Sight:
    """Somebody, where they look, and whether the other is to be seen there."""

    who: str
    route: str
    is_seen: bool


@pytest.fixture
def built(db: None) -> Iterator[World]:
    with keys.keep_in_mind():
        yield world.build()


@pytest.mark.parametrize(("one", "other"), PAIRS[: promises.many(1, 3)])
def test_whoever_is_blocked_sees_nothing_and_whoever_blocks_neither(
    built: World, one: str, other: str
) -> None:
    people = built.cast.people
    before = sights(built, one, other)
    actions.block(by=people[one], person=people[other])
    after = sights(built, one, other)
    seen = [sight for sight in after if sight.is_seen and not _is_own_list(sight, one)]
    assert {sight.who for sight in before if sight.is_seen} >= {other}
    assert seen == []
    promises.found(
        "block", f"{len(seen)} seen on {len(after)} surfaces", is_kept=not seen and len(after) > 100
    )


def sights(built: World, one: str, other: str) -> list[Sight]:
    """Look everywhere as each of the two for the other: their name and their id."""
    people = built.cast.people
    return [
        Sight(who, route.name, _is_in(people[whom], body))
        for who, whom in ((one, other), (other, one))
        for route, body in _crawled(built, knocking.visitor_of(who, people[who]))
    ]


def _crawled(built: World, visitor: Visitor) -> Iterator[tuple[Route, bytes]]:
    """Get everything there is to get, as the world of the tests knows it."""
    for route in routes.all_routes():
        if "GET" in route.methods:
            path = knocking.path_of(built, route)
            yield route, knocking.body_of(visitor.knock(route, "GET", path, {}))


def _is_own_list(sight: Sight, blocker: str) -> bool:
    return sight.who == blocker and sight.route in OWN_LIST


def _is_in(person: Person, body: bytes) -> bool:
    """Whether a page names a person or leads to them; what one wrote of them oneself aside."""
    return person.display_name.encode() in body or str(person.pk).encode() in body
