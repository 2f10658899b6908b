"""Somebody who is here already asks again: nobody is added, and who asks learns nothing of it."""

import re
import secrets

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.urls import reverse

from cairn.arrivals import actions
from cairn.arrivals.models import Asking, FirstContact
from cairn.arrivals.policies import Asker
from cairn.audit.models import Event
from cairn.core.verdict import Refused
from cairn.mentorship import actions as mentorship
from cairn.notifications.models import Notice
from cairn.people import invitations, lookup
from cairn.people.models import Person
from cairn.programs.models import Enrollment
from cairn.safety import actions as safety
from tests import cast as casting
from tests.cast import Cast
from tests.conftest import Browser
from tests.factories import arrivals, doors
from tests.factories import mentorship as mentorships

both_doors = pytest.mark.parametrize("door", doors.DOORS)
ALIKE = "Somebody who is here already?"


def take(door: str, by: Person, contact: FirstContact, person: Person) -> int:
    if door == "page":
        path, said = f"/arrivals/{contact.pk}/known/", {"person": str(person.pk)}
        return doors.by_page(by, path, said).status_code
    path = f"/first-contacts/{contact.pk}/known"
    return doors.by_api(by, path, {"person_id": str(person.pk)}).status_code


@pytest.fixture(autouse=True)
def _nobody_tried_before() -> None:
    cache.clear()


def submit(browser: Browser, path: str, data: dict[str, str]) -> HttpResponse:
    return browser.post(path, {**data, "form_key": secrets.token_urlsafe(24)})


def reached_at(person: Person, email: str) -> None:
    person.email, person.email_hash = email, lookup.email_hash(email)
    person.save()


def away(cast: Cast, name: str = "Thistle Test") -> Person:
    """Somebody of the organization who is enrolled in another program."""
    person = casting.make_person(cast.program.organization, name)
    program = casting.make_program(cast.program.organization, f"{name}’s program")
    casting.enroll(program, person, Enrollment.Side.MENTEE)
    return person


def place_of(cast: Cast, person: Person) -> Enrollment:
    return cast.program.enrollments.active().get(person=person)


def standing(by: Asker) -> str:
    """What somebody reads who comes back with their code."""
    browser = Browser()
    submit(browser, "/ask/", {"code": by.code})
    page = browser.get("/asking/").content.decode().replace(by.code, "code")
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", page)


def asked_signed_in(cast: Cast, person: Person) -> FirstContact:
    by = arrivals.asker(cast)
    return actions.send(by=by, asking=arrivals.begun(cast, by), known=person)


@both_doors
def test_staff_take_it_as_that_of_somebody_and_nobody_is_added(cast, door, noon) -> None:
    person = away(cast)
    contact = arrivals.sent(cast, name="thistle test")
    people = Person.objects.count()
    assert take(door, cast.supervisor, contact, person) == 404  # of no program they serve
    assert take(door, cast.coordinator, contact, person) == (303 if door == "page" else 200)
    asking = Asking.objects.get(pk=contact.asking_id)
    assert (asking.known, asking.taken_by, asking.taken_at) == (person, cast.coordinator, noon)
    assert (Person.objects.count(), place_of(cast, person).side) == (people, "mentee")
    assert Event.objects.filter(act="arrivals.take_as", person_id=person.pk).count() == 1
    (told,) = Notice.objects.filter(kind="arrivals.taken")
    assert told.person == person


@both_doors
@pytest.mark.parametrize("role", ["mentee", "mentor", "facilitator", "outsider"])
def test_nobody_else_takes_it(cast, door, role) -> None:
    contact = arrivals.sent(cast)
    assert take(door, cast.people[role], contact, cast.mentor) == 404


def test_it_is_decided_once(cast) -> None:
    contact = arrivals.sent(cast)
    actions.take_as(by=cast.coordinator, asking=contact.asking, person=cast.mentee)
    decided = {"by": cast.coordinator, "asking": contact.asking}
    for again in (
        lambda: actions.take_as(**decided, person=cast.mentor),
        lambda: actions.welcome(**decided),
        lambda: actions.set_aside(**decided),
    ):
        with pytest.raises(Refused) as refused:
            again()
        assert refused.value.verdict.code == "taken_already"


def test_a_place_that_they_have_stays_as_it_is(cast) -> None:
    since = place_of(cast, cast.mentee).waiting_since
    contact = arrivals.sent(cast)
    place = actions.take_as(by=cast.coordinator, asking=contact.asking, person=cast.mentee)
    assert (place.waiting_since, place) == (since, place_of(cast, cast.mentee))


def test_nobody_takes_one_as_their_own(cast) -> None:
    contact = arrivals.sent(cast)
    with pytest.raises(Refused) as refused:
        actions.take_as(by=cast.coordinator, asking=contact.asking, person=cast.coordinator)
    assert refused.value.verdict.code == "own_contact"


@pytest.mark.parametrize(
    ("said", "alike"),
    [
        ({"name": " rowan TEST "}, True),
        ({"name": "", "email": "ROWAN@example.org"}, True),
        ({"name": "", "email": ""}, False),
        ({"name": "Rowan", "email": "other@example.org"}, False),
    ],
)
def test_staff_read_who_may_be_the_same_by_name_or_address(cast, sign_in, said, alike) -> None:
    reached_at(cast.mentee, "rowan@example.org")
    contact = arrivals.sent(cast, **said)
    page = sign_in(cast.coordinator).get(f"/arrivals/{contact.pk}/").content.decode()
    assert ("<bdi>Rowan Test</bdi></a>" in page, ALIKE in page) == (alike, alike)


def test_staff_read_of_nobody_whom_they_do_not_look_after_or_are_kept_from(cast, sign_in) -> None:
    away(cast)
    elsewhere = arrivals.sent(cast, name="Thistle Test")
    safety.block(by=cast.mentee, person=cast.coordinator)
    kept = arrivals.sent(cast, name="Rowan Test")
    for who, contact in ((cast.supervisor, elsewhere), (cast.coordinator, kept)):
        page = sign_in(who).get(f"/arrivals/{contact.pk}/")
        assert (page.status_code, ALIKE in page.content.decode()) == (200, False)


def test_who_asks_reads_the_same_whether_the_address_is_known_or_not(cast) -> None:
    reached_at(cast.mentee, "rowan@example.org")
    shown = []
    for email in ("rowan@example.org", "nobody@example.org"):
        by = arrivals.asker(cast)
        contact = arrivals.sent(cast, by, email=email)
        before = standing(by)
        if email.startswith("rowan"):
            actions.take_as(by=cast.coordinator, asking=contact.asking, person=cast.mentee)
        shown.append((before, standing(by)))
    assert shown[0] == shown[1]


def test_the_code_opens_nothing_of_whoever_it_was_taken_for(cast) -> None:
    by = arrivals.asker(cast)
    contact = arrivals.sent(cast, by)
    actions.take_as(by=cast.coordinator, asking=contact.asking, person=cast.mentee)
    both = (by.code, arrivals.asker(cast).code)
    places = [reverse("join", args=[invitations.path_of(code)]) for code in both]
    assert len({Browser().get(place).status_code for place in places}) == 1
    actions.withdraw(by=by, asking=contact.asking)
    assert place_of(cast, cast.mentee).waiting_since


def test_who_is_signed_in_is_themselves_at_once(cast, sign_in) -> None:
    door, client = arrivals.door(cast), sign_in(cast.mentor)
    submit(client, f"/ask/{door.code}/", {})
    for step in range(3):
        submit(client, f"/asking/?step={step}", {"name": "Somebody else"} if not step else {})
    assert "<bdi>Maple Test</bdi> asks" in client.get("/asking/?step=3").content.decode()
    submit(client, "/asking/?step=3", {})
    contact = FirstContact.objects.get()
    assert contact.asking.known == cast.mentor
    page = sign_in(cast.coordinator).get(f"/arrivals/{contact.pk}/").content.decode()
    assert "They were signed in when they asked: it is them." in page
    assert f"/arrivals/{contact.pk}/welcome/" not in page
    actions.take_as(by=cast.coordinator, asking=contact.asking, person=cast.mentor)
    assert cast.program.enrollments.mentees().get(person=cast.mentor).waiting_since
    assert "You have a place." in client.get("/asking/").content.decode()


def test_who_is_signed_in_elsewhere_is_nobody_here(cast, sign_in) -> None:
    door, client = arrivals.door(cast), sign_in(cast.outsider)
    submit(client, f"/ask/{door.code}/", {})
    submit(client, "/asking/?step=3", {})
    assert FirstContact.objects.get().asking.known is None


def test_a_coordinator_who_is_kept_from_who_asked_reads_nothing_of_it(cast, sign_in) -> None:
    safety.block(by=cast.mentee, person=cast.coordinator)
    Notice.objects.all().delete()
    contact = asked_signed_in(cast, cast.mentee)
    assert not Notice.objects.filter(person=cast.coordinator).exists()
    assert sign_in(cast.coordinator).get(f"/arrivals/{contact.pk}/").status_code == 404


def test_staff_who_ask_do_not_read_their_own(cast, sign_in) -> None:
    contact = asked_signed_in(cast, cast.supervisor)
    assert sign_in(cast.supervisor).get(f"/arrivals/{contact.pk}/").status_code == 404


def test_who_had_a_mentor_and_asks_again_keeps_their_place(cast) -> None:
    walk = mentorships.ended(cast)
    contact = asked_signed_in(cast, walk.mentee)
    place = actions.take_as(by=cast.coordinator, asking=contact.asking, person=walk.mentee)
    assert place.waiting_since is None
    mentorship.wait_again(by=walk.mentee, place=place)
    assert place_of(cast, walk.mentee).waiting_since
