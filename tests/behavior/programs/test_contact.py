"""A legal name and an address are for who needs them, behind one act, and each look is recorded."""

import pytest

from cairn.audit.models import Event
from tests import cast as casting
from tests.factories import mentorship
from tests.factories.doors import DOORS, by_api, by_page

SECRETS = ("Robin Legal", "rowan@example.org", "555-0101")


@pytest.fixture
def known(cast):
    """The mentee, whose legal name, address and number are known."""
    mentee = cast.mentee
    mentee.legal_name, mentee.email, mentee.phone = SECRETS
    mentee.save()
    return mentee


def opened(door, person, known):
    if door == "page":
        return by_page(person, f"/people/{known.pk}/contact/", {})
    return by_api(person, f"/people/{known.pk}/contact", {})


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["coordinator", "supervisor", "admin"])
def test_staff_of_their_program_open_them_and_it_is_recorded(cast, known, door, role):
    answer = opened(door, cast.people[role], known)
    assert [secret for secret in SECRETS if secret not in answer.content.decode()] == []
    event = Event.objects.get(act="look.contact")
    assert (event.actor_id, event.person_id) == (cast.people[role].pk, known.pk)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "role", ["mentee", "mentor", "facilitator", "house_lead", "funder", "outsider"]
)
def test_nobody_else_finds_the_door(cast, known, door, role):
    mentorship.met(cast)
    assert opened(door, cast.people[role], known).status_code == 404
    assert not Event.objects.filter(act="look.contact").exists()


@pytest.mark.parametrize("door", DOORS)
def test_staff_open_no_contact_of_who_is_in_none_of_their_programs(cast, door):
    """Who serves the whole organization sees everybody's name, and no more without a need."""
    answer = opened(door, cast.coordinator, cast.funder)
    assert answer.status_code == 403


@pytest.mark.parametrize("door", DOORS)
def test_a_supervisor_of_another_program_finds_nothing(cast, known, door):
    other = casting.make_program(cast.program.organization, "Dawn program")
    stranger = casting.make_person(cast.program.organization, "Fern Test")
    casting.serve(stranger, "supervisor", other)
    assert opened(door, stranger, known).status_code == 404


def test_the_page_of_a_person_shows_neither_before_the_act(cast, known, sign_in):
    page = sign_in(cast.coordinator).get(f"/people/{known.pk}/").content.decode()
    assert [secret for secret in SECRETS if secret in page] == []
    assert "Open legal name and contact" in page
