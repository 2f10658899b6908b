"""Whoever looks can't tell a world with a secret in it from one without.

X is a member; X blocked me; a no-contact order names us; X is never to be matched with me, by a
roster's word or by their own. Where the secret must change what happens, the other world is one in
which X is away, or was not free.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from unittest import mock
from uuid import UUID

import pytest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cairn.conversations.models import Conversation
from cairn.core import clock, walls
from cairn.core.verdict import Refused, refuse
from cairn.matching import actions as matching
from cairn.matching.models import Offer
from cairn.mentorship.models import Mentorship
from cairn.people.keys import store as keys
from cairn.people.models import Avoidance, Block, Person
from cairn.people.requests import PersonRequest
from cairn.safety import actions, keeping_apart
from tests import promises
from tests.architecture import knocking, routes, world
from tests.architecture.world import World
from tests.cast import PASSWORD, make_person
from tests.conftest import NOON
from tests.factories import interop as rosters
from tests.factories import matching as pools
from tests.factories.people import give_address
from tests.trust.two_worlds import Ask, asks, chance, differences

ASH = "ash@example.org"
LEAST = 200


@dataclass(frozen=True)
class Secret:
    """A secret: who looks, what they ask, and the two worlds."""

    name: str
    observer: Person | None
    asked: list[Ask]
    secret: Callable[[], object]
    told: Callable[[], object]

    def betrays(self, most: int) -> list[str]:
        visitor = knocking.visitor_of("observer", self.observer)
        return differences(self.observer, visitor, self.asked[:most], self.secret, self.told)


@pytest.fixture
def built(db: None) -> Iterator[World]:
    with keys.keep_in_mind(), clock.pinned(NOON):
        built = world.build()
        for person in (built.cast.mentee, built.cast.mentor):
            person.email = f"{person.pk}@example.org"
            person.save()
        yield built


def test_nobody_can_tell_a_world_with_a_secret_from_one_without(built: World) -> None:
    most = promises.many(12, 10_000)
    secrets = [*_of_pairs(built), *_of_choices(built), *_of_members(built)]
    found = {secret.name: secret.betrays(most) for secret in secrets}
    fewest = min(len(secret.asked) for secret in secrets)
    wrong = [f"{name}: {what}" for name, some in found.items() for what in some]
    assert wrong == []
    assert fewest >= LEAST
    figure = f"{len(secrets)} secrets x {min(most, fewest)} requests, {len(wrong)} differences"
    promises.found("two worlds", figure, is_kept=not wrong)


def test_a_block_that_is_refused_in_other_words_is_found(built: World) -> None:
    def betraying(request: PersonRequest, pk: UUID) -> Conversation:
        if Block.objects.filter(blocked=request.person).exists():
            raise Refused(refuse("blocked", "They blocked you."))
        return get_object_or_404(Conversation.objects.visible_to(request.person), pk=pk)

    blocked = _asking("conversation", _of_pairs(built)[0])
    assert blocked.betrays(len(blocked.asked)) == []
    with mock.patch("cairn.conversations.views._visible", betraying):
        assert blocked.betrays(len(blocked.asked)) != []


def test_a_block_that_forgets_an_offer_is_found(built: World) -> None:
    def forgetful() -> None:
        with mock.patch("cairn.safety.keeping_apart.offers.part"):
            blocked.secret()

    blocked = _asking("choose", _of_pairs(built)[0])
    assert blocked.betrays(len(blocked.asked)) == []
    assert replace(blocked, secret=forgetful).betrays(len(blocked.asked)) != []


def _asking(route: str, secret: Secret) -> Secret:
    """The same, asked at one door alone."""
    return replace(secret, asked=[ask for ask in secret.asked if ask.route.name == route])


def _of_pairs(built: World) -> list[Secret]:
    """What stands between a mentee who looks and their mentor, and somebody shown to them."""
    me, fresh = built.cast.mentee, _called("Juniper Test")
    two = [built.cast.mentor, _called("Hawthorn Test")]
    asked = asks(built, [key for one in two for key in (one.pk, *_together(me, one))])

    def blocked() -> None:
        for person in two:
            actions.block(by=person, person=me)

    def ordered() -> None:
        for person in two:
            actions.keep_apart(by=built.cast.admin, person=person, other=me, reason="A court.")
        keeping_apart.part_everywhere()

    def away() -> None:
        for person in two:
            _go_away(person, me)

    def never() -> None:
        keeping_apart.part(two[0], me)
        Avoidance.objects.create(
            organization=me.organization, person=fresh, avoided={"persons": [str(me.pk)]}
        )

    def full() -> None:
        keeping_apart.part(two[0], me)
        fresh.enrollments.update(paused_at=clock.now())

    return [
        Secret("blocked", me, asked, _then_run(built, blocked), _then_run(built, away)),
        Secret("no-contact", me, asked, _then_run(built, ordered), _then_run(built, away)),
        Secret("never", me, asked, _then_run(built, never), _then_run(built, full)),
    ]


def _of_choices(built: World) -> list[Secret]:
    """What a mentor whom I asked does, or one not shown to me: the one whom I asked read it."""
    me, asked_one, fresh = built.cast.mentee, _called("Hawthorn Test"), _called("Juniper Test")
    shown = Offer.objects.open().get(person=me, mentor__person=asked_one)
    asked = asks(built, [asked_one.pk, fresh.pk, *_together(me, asked_one)])

    def having_asked(act: Callable[[], object]) -> Callable[[], None]:
        def acted() -> None:
            offer = matching.choose(by=me, offer=Offer.objects.get(pk=shown.pk))
            matching.read_request(by=asked_one, offer=offer)
            act()

        return _then_run(built, acted)

    def not_free() -> None:
        matching.not_free(by=asked_one, offer=Offer.objects.get(pk=shown.pk))

    def blocked() -> None:
        actions.block(by=asked_one, person=me)

    def named() -> None:
        matching.avoid(by=asked_one, called=me.display_name.upper(), bond="family")
        matching.avoid(by=fresh, called=str(me.email), bond="work")

    def full() -> None:
        not_free()
        fresh.enrollments.update(paused_at=clock.now())

    return [
        Secret("blocked once asked", me, asked, having_asked(blocked), having_asked(not_free)),
        Secret("named by them", me, asked, having_asked(named), having_asked(full)),
    ]


def _of_members(built: World) -> list[Secret]:
    """That somebody is a member: elsewhere, to a coordinator and to nobody; here, to a mentee."""
    there = built.cast.outsider.organization
    asked = asks(built, [built.cast.mentee.pk], _naming(ASH, built))

    def member() -> None:
        with walls.acting_in(there.pk):
            give_address(make_person(there, "Ash Test"), ASH)

    def nobody() -> None:
        """Nobody holds that address anywhere."""

    def here() -> None:
        give_address(make_person(built.cast.program.organization, "Ash Test"), ASH)

    staff, mentee = built.cast.coordinator, built.cast.mentee
    named = asks(built, [], [*_not_with(ASH), *_not_with("Ash Test")])
    return [
        Secret("member, to a coordinator", staff, asked, member, nobody),
        Secret("member, to somebody signed out", None, asked, member, nobody),
        Secret("member here, to who names them", mentee, named, here, nobody),
    ]


def _naming(address: str, built: World) -> list[Ask]:
    """Every way to say an address to the system."""
    roster = rosters.roster_file(rosters.mentee("E77", email=address))
    said: dict[str, dict[str, Any]] = {
        "account_login": {"login": address, "password": "not it, not at all"},
        "account_reset_password": {"email": address},
        "join": {"address": address, "password": PASSWORD},
        "keep_apart": {"other": address, "reason": "A court said so."},
        "api:people-pk-apart": {"address": address, "reason": "A court said so."},
        "api:programs-pk-roster": {"file": roster},
        "roster": {"file": roster},
    }
    return [
        Ask(route, "POST", knocking.path_of(built, route), said[route.name])
        for route in routes.all_routes()
        if route.name in said
    ]


def _not_with(called: str) -> list[Ask]:
    """Both ways to say that one is never matched with somebody."""
    doors = ("not_with", "api:not-with")
    found = [route for route in routes.all_routes() if route.name in doors]
    return [Ask(r, "POST", reverse(r.name), {"called": called, "bond": "work"}) for r in found]


def _then_run(built: World, act: Callable[[], None]) -> Callable[[], None]:
    """The same, and what comes of the next run of the program."""

    def acted() -> None:
        act()
        staff, program = built.cast.coordinator, built.cast.program
        with pools.later(minutes=1), chance("the run"):
            run = pools.done(matching.suggest(by=staff, program=program))
            matching.approve_all(by=staff, run=run)

    return acted


def _go_away(person: Person, me: Person) -> None:
    """Somebody leaves: what they had with others is parted, and they are nowhere any more."""
    keeping_apart.part(person, me)
    Person.objects.filter(pk=person.pk).update(left_at=clock.now())


def _together(one: Person, other: Person) -> list[UUID]:
    """The ids of all that the two have together."""
    walks = Mentorship.objects.between(one, other)
    offers = Offer.objects.filter(person=one, mentor__person=other)
    return [
        *walks.values_list("pk", flat=True),
        *Conversation.objects.filter(mentorship__in=walks).values_list("pk", flat=True),
        *offers.values_list("pk", flat=True),
    ]


def _called(name: str) -> Person:
    return Person.objects.get(display_name=name)
