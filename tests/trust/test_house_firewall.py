"""Who runs a house gets of mentoring what they would get if there were none: nothing.

Two worlds: one full of mentoring, and one in which the same person is alone in an organization
of the same name. Each door answers both alike, to the byte.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.http import HttpResponse

from cairn.core import clock
from cairn.core.walls import acting_in
from cairn.notifications.models import Notice
from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.programs.models import StaffRole
from cairn.realtime import signals
from tests import cast as casting
from tests import promises
from tests.architecture import knocking, routes, world
from tests.architecture.knocking import Visitor
from tests.architecture.world import World
from tests.trust import doors

HOUSE, LANDLORD, BOTH = "house lead", "landlord", "house lead and coordinator"
SEARCHES = [("people", "words=Rowan"), ("people", "words=Test"), ("board", "page=1"), ("looks", "")]
UNALIKE = {
    **doors.BY_CHANCE,
    "join": "an invitation is for whoever holds its code",
    "own_roles": "one reads which roles one holds, and since when",
    "api:me-roles": "one reads which roles one holds, and since when",
}
"""Doors that answer no two people alike, each with its reason."""


@dataclass(frozen=True)
class Ask:
    """One request: a route, a method, what is asked for."""

    route: routes.Route
    method: str
    query: str = ""


def asks() -> Iterator[Ask]:
    """Yield every look, every act on a row that is somebody else's, and searches."""
    for route in routes.all_routes():
        for method in route.methods:
            is_asked = method in doors.SAFE or route.names_rows
            if is_asked and route.name not in UNALIKE:
                yield Ask(route, method)
    named = {route.name: route for route in routes.all_routes()}
    yield from (Ask(named[name], "GET", f"?{query}") for name, query in SEARCHES)


def somebody(built: World, kind: str) -> Person:
    """Return who runs a house in a world, and what else they are."""
    person = built.cast.house_lead
    StaffRole.objects.filter(person=person).delete()
    house = StaffRole.Kind.LANDLORD if kind == LANDLORD else StaffRole.Kind.HOUSE_LEAD
    casting.serve(person, house, built.cast.program)
    if kind == BOTH:
        casting.serve(person, StaffRole.Kind.COORDINATOR)
    return person


def alone(like: Person, kind: StaffRole.Kind) -> Person:
    """Return somebody of the same name who is alone in an organization of the same name."""
    organization = casting.make_organization(like.organization.name)
    person = casting.make_person(organization, like.display_name)
    casting.serve(person, kind)
    return person


def answers(visitor: Visitor, built: World, every: int = 1) -> dict[str, tuple[int, str, bytes]]:
    """Ask at every door; undo what it did."""
    given = {}
    for ask in list(asks())[::every]:
        path = knocking.path_of(built, ask.route) + ask.query
        with doors.undone():
            form = world.fresh(built.forms.get(ask.route.name, {}))
            answer = visitor.knock(ask.route, ask.method, path, form)
        given[f"{ask.method} {ask.route.name}{ask.query}"] = _told(answer)
    return given


def _told(answer: HttpResponse) -> tuple[int, str, bytes]:
    body = b"" if answer.streaming else doors.masked(answer.content)
    return answer.status_code, answer.headers.get("Location", ""), body


@pytest.fixture
def one_moment() -> Iterator[None]:
    """Stop the clock: one reads until when a token is open, and asking twice takes minutes."""
    with clock.pinned(clock.now()):
        yield


@pytest.mark.usefixtures("one_moment")
def test_who_runs_a_house_gets_what_they_would_get_if_there_were_no_mentoring(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[object] = []
    monkeypatch.setattr(signals, "signal", lambda person, _name: woken.append(person))
    with keys.keep_in_mind():
        built = world.build()
    asked, found = 0, []
    visitor = knocking.visitor_of(HOUSE, built.cast.house_lead)  # one device and key, as alone
    for kind in (BOTH, HOUSE, LANDLORD)[: promises.many(1, 3)]:
        person = somebody(built, kind)
        there = answers(visitor, built)
        with acting_in(person.organization_id):
            role = StaffRole.Kind.LANDLORD if kind == LANDLORD else StaffRole.Kind.HOUSE_LEAD
            nowhere = answers(knocking.visitor_of(kind, alone(person, role)), built)
        asked += len(there)
        found += [f"{kind}: {ask}" for ask in there if there[ask] != nowhere[ask]]
    house_lead = built.cast.house_lead
    found += ["the stream"] if house_lead.pk in woken else []
    # mail follows from a notice
    found += ["a notice"] if Notice.objects.filter(person=house_lead).exists() else []
    figure = f"{asked} requests, the stream and notices, {len(found)} different"
    promises.found("house firewall", "; ".join([figure, *found[:20]]), is_kept=not found)


def test_the_same_questions_tell_the_worlds_apart_for_who_does_serve(db: None) -> None:
    """So the questions are not empty: a coordinator's answers differ at many doors."""
    with keys.keep_in_mind():
        built = world.build()
    person, every = built.cast.coordinator, promises.many(5, 1)
    there = answers(knocking.visitor_of("coordinator", person), built, every)
    with acting_in(person.organization_id):
        lonely = alone(person, StaffRole.Kind.COORDINATOR)
        nowhere = answers(knocking.visitor_of("coordinator", lonely), built, every)
    different = {ask for ask in there if there[ask] != nowhere[ask]}
    assert len(different) > len(there) / 4
