"""Every read of something sensitive of another person is a row that the person reads.

Each sensitive field of many people holds a word of its own. Everybody asks at every door; where
an answer holds somebody else's word, the record says that they looked.
"""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse

from cairn.arrivals.models import Asking, FirstContact
from cairn.audit.models import Event
from cairn.audit.records import LOOK, LOOKS
from cairn.consent import actions as consent
from cairn.consent.kinds import BEFORE_YES
from cairn.core import clock
from cairn.matching.models import Offer
from cairn.mentorship import actions as walking
from cairn.mentorship.models import ExitTalk, Meeting, Mentorship, SupportContact
from cairn.people.models import Person
from cairn.programs.models import Enrollment
from cairn.recovery import actions as recovery
from cairn.recovery.support import CheckIn
from tests import promises
from tests.architecture import knocking, routes, shapes
from tests.factories import consent as sharing
from tests.factories import matching as pools
from tests.factories import mentorship
from tests.factories import recovery as plans
from tests.trust import doors
from tests.trust.doors import House

Ask = tuple[routes.Route, str, str]
"""A route, a method and a path."""

OPENING = {"open_contact", "api:people-pk-contact"}
"""Acts that open something: asked like looks."""


@pytest.fixture
def house(db: None) -> House:
    return House.built()


def planted(house: House) -> dict[str, Person | Asking]:
    """Plant a word in each sensitive field; return whose each is."""
    cast = house.world.cast
    asking = Offer.objects.get(pk=house.world.paths["request"]["pk"]).person
    words: dict[str, Person | Asking] = {}

    def word(person: Person | Asking, field: str) -> str:
        name = f"{field}canary{len(words)}"
        words[name] = person
        return name

    for person in (cast.mentee, asking):
        person.legal_name, person.phone = word(person, "legal"), word(person, "phone")
        person.email = f"{word(person, 'mail')}@example.org"
        person.save()
        pools.tell(person, story=word(person, "story"), interests=(word(person, "interest"),))
    consent.share(by=asking, kinds=BEFORE_YES)
    walk = Mentorship.objects.get(pk=house.world.paths["shared"]["pk"])
    sharing.shares(walk)
    recovery.check_in(by=cast.mentee, answers=CheckIn(mood=2), words=word(cast.mentee, "words"))
    plans.plan(cast.mentee, word(cast.mentee, "step"))
    plans.safety_plan(cast.mentee, word(cast.mentee, "sign"))
    contact = SupportContact.objects.get(pk=house.world.paths["contact"]["pk"])
    said = {"safety": "safe", "activities": word(contact.person, "activities")}
    walking.keep_contact(by=cast.coordinator, contact=contact, answers=said)
    held = Meeting.objects.get(pk=house.world.paths["note"]["pk"])
    walking.write_note(by=cast.mentee, meeting=held, words=word(cast.mentee, "noted"))
    talk = ExitTalk.objects.get(
        walk__farewells=house.world.paths["tell_exit"]["pk"], person=cast.mentee
    )
    walking.keep_exit(by=cast.coordinator, talk=talk, answers={"good": word(cast.mentee, "good")})
    house.world.at("exit_talk", pk=talk.pk)
    asked = FirstContact.objects.get(pk=house.world.paths["arrival"]["pk"]).asking
    asked.answers = asked.answers | {"words": word(asked, "asked")}
    asked.save()
    _parted(house, word(cast.mentee, "reason"))
    _likes(house, word)
    return words


def _parted(house: House, reason: str) -> None:
    """End another walk of the mentee's, which the staff's pages then lead to."""
    cast = house.world.cast
    program = Enrollment.objects.filter(person=cast.mentee).exclude(program=cast.program)[0].program
    other = pools.offers_places(program, "Rush Test")
    Mentorship.objects.filter(mentee=cast.mentee, program=program).update(ended_at=clock.now())
    walk = mentorship.pair(program, cast.mentee, other.person)
    walking.end(by=cast.mentee, mentorship=walk, reason=reason)
    house.world.paths["ended"] = {"pk": str(walk.pk)}


def _likes(house: House, word: Callable[[Person, str], str]) -> None:
    """Let two of the board like the same thing, so that staff read it as a reason."""
    cast = house.world.cast
    wren = Person.objects.get(display_name="Wren Test")
    liked = word(wren, "liked")
    pools.tell(wren, interests=(liked,))
    for mentor in Person.objects.filter(display_name__in=["Juniper Test", "Alder Test"]):
        pools.tell(mentor, interests=(liked,))
    run = pools.ran(cast)
    house.world.at("api:runs-pk-proposals", pk=run.pk)


def asks(house: House, role: str) -> Iterator[Ask]:
    """Yield every look there is, and the acts that open something.

    In `make test` only where the access table lets a role in, and a page as those alone who see
    every part of it: elsewhere one gets what a stranger gets, or what another is shown.
    """
    lookers = shapes.kept()
    for door in doors.all_doors():
        is_look = door.method == "GET" or door.route.name in OPENING
        if is_look and (promises.IS_LONG or role in lookers.get(door.route.name, door.roles)):
            yield door.route, door.method, knocking.path_of(house.world, door.route)
    named = {route.name: route for route in routes.all_routes()}
    yield named["mentorship"], "GET", reverse("mentorship", kwargs=house.world.paths["ended"])


def test_every_sensitive_read_is_a_row_that_the_person_reads(house: House) -> None:
    words = planted(house)
    reads, missing, kinds = 0, [], Counter[str]()
    for role, visitor in house.visitors.items():
        reader = house.world.cast.people.get(role)
        if role == knocking.KEY:
            reader = house.world.cast.mentee
        for route, method, path in asks(house, role):
            with doors.undone():
                answer = visitor.knock(route, method, path, {})
                body = "" if answer.streaming else answer.content.decode(errors="replace")
                owners = {owner for word, owner in words.items() if word in body}
                rows = _looks(reader)
            for owner in owners - {reader}:
                reads += 1
                if owner.pk not in rows:
                    missing.append(f"{method} {route.name} as {role}")
            kinds.update(kind for kind in rows.values() if owners)
    unseen = sorted({f"{LOOK}{look}" for look in LOOKS} - set(kinds))
    missing += [f"nobody was seen to look at {kind}: the test is empty there" for kind in unseen]
    figure = f"{reads} sensitive reads, {len(missing)} without a row"
    promises.found("looks", "; ".join([figure, *missing[:20]]), is_kept=not missing)


def _looks(reader: Person | None) -> dict[object, str]:
    """Return at whom somebody looked since the request began (what came before was undone)."""
    if reader is None:
        return {}
    found = Event.objects.filter(act__startswith=LOOK, actor_id=reader.pk)
    return dict(found.values_list("person_id", "act"))
