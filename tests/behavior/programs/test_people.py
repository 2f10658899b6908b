"""The place of people: who is in the programs one serves, and one person's page."""

import pytest

from cairn.programs import actions
from cairn.programs.models import Enrollment
from tests import cast as casting
from tests.factories import programs

pytestmark = pytest.mark.usefixtures("contexts")

MENTEE, MENTOR = Enrollment.Side.MENTEE, Enrollment.Side.MENTOR


def names(response):
    return [person.display_name for person in response.context["page"].rows]


def test_staff_find_the_people_of_the_programs_they_serve(cast, sign_in):
    other = casting.make_program(cast.program.organization, "Another program")
    stranger = casting.make_person(cast.program.organization, "Birch Test")
    casting.enroll(other, stranger, MENTEE)
    assert names(sign_in(cast.supervisor).get("/people/")) == ["Maple Test", "Rowan Test"]
    assert names(sign_in(cast.coordinator).get("/people/")) == [
        "Birch Test",
        "Maple Test",
        "Rowan Test",
    ]


def test_a_person_in_two_programs_stands_there_once_with_the_places_one_may_know_of(cast, sign_in):
    other = casting.make_program(cast.program.organization, "Another program")
    casting.enroll(other, cast.mentee, MENTOR)
    page = sign_in(cast.supervisor).get("/people/")
    assert names(page) == ["Maple Test", "Rowan Test"]
    assert "Another program" not in page.content.decode()


def test_people_are_found_by_a_piece_of_their_name(cast, sign_in):
    client = sign_in(cast.coordinator)
    assert names(client.get("/people/?words=row")) == ["Rowan Test"]
    assert "Nobody in your programs is called" in client.get("/people/?words=zz").content.decode()


def test_people_come_fifty_at_a_time_and_a_search_goes_on_on_the_next_page(cast, sign_in):
    programs.many(cast, 60, MENTEE)
    client = sign_in(cast.coordinator)
    first = client.get("/people/?words=aspen")
    more = first.context["page"].more
    assert f"words=aspen&amp;before={more}" in first.content.decode()
    second = client.get(f"/people/?words=aspen&before={more}")
    assert names(first) + names(second) == [f"Aspen {number:02}" for number in range(60)]


def test_a_page_of_fifty_takes_the_queries_of_a_page_of_two(cast, sign_in, count_queries):
    client = sign_in(cast.coordinator)
    two = count_queries(client, "/people/")
    programs.many(cast, 60, MENTEE)
    assert count_queries(client, "/people/") == two


def test_an_unknown_key_is_the_beginning(cast, sign_in):
    for key in ("x", "0190c8f4-0000-7000-8000-000000000000"):
        found = names(sign_in(cast.coordinator).get(f"/people/?before={key}"))
        assert found == ["Maple Test", "Rowan Test"]


def test_where_nobody_is_yet_the_page_says_who_will_be(cast, sign_in):
    page = sign_in(cast.outsider).get("/people/").content.decode()
    assert "The people of your programs will be here." in page


def test_a_person_page_says_what_stands_between_a_mentor_and_a_match(cast, sign_in):
    place = programs.unready(cast)
    page = sign_in(cast.coordinator).get(f"/people/{place.person_id}/").content.decode()
    assert "Mark as cleared" in page
    assert "Mark as trained" in page
    assert f"/people/{place.person_id}/invite/" in page
    actions.clear(by=cast.coordinator, enrollment=place)
    actions.train(by=cast.coordinator, enrollment=place)
    page = sign_in(cast.coordinator).get(f"/people/{place.person_id}/").content.decode()
    assert "Mark as" not in page


def test_a_person_page_tells_only_of_programs_one_serves(cast, sign_in):
    other = casting.make_program(cast.program.organization, "Another program")
    casting.enroll(other, cast.mentee, MENTOR)
    page = sign_in(cast.supervisor).get(f"/people/{cast.mentee.pk}/").content.decode()
    assert "Mentee, " in page
    assert "Another program" not in page


@pytest.mark.parametrize("role", ["mentee", "mentor", "outsider"])
def test_for_anybody_else_there_is_no_page_of_a_person(cast, sign_in, role):
    assert sign_in(cast.people[role]).get(f"/people/{cast.mentee.pk}/").status_code == 404


def test_a_mentee_has_no_place_of_people(cast, sign_in):
    assert sign_in(cast.mentee).get("/people/").status_code == 404


def test_a_mentor_finds_those_they_walk_with_and_nobody_else(cast, sign_in):
    page = sign_in(cast.mentor).get("/people/")
    assert page.status_code == 200
    assert "Rowan" not in page.content.decode()
    assert "The people you walk with will be here." in page.content.decode()
