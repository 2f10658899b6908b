"""Who looked at me: each look of somebody else, in plain words, from the first one on."""

from datetime import timedelta

import pytest

from cairn.audit import records
from cairn.consent import looks
from cairn.core import clock
from cairn.matching import actions as matching
from cairn.mentorship import actions as walking
from cairn.people.models import Person
from cairn.programs import actions as programs
from cairn.programs.models import StaffRole
from cairn.safety import actions as safety
from tests import cast as casting
from tests.factories import matching as pools
from tests.factories import mentorship
from tests.factories.consent import shares
from tests.factories.doors import get_by_api


def told(person, sign_in) -> str:
    page = sign_in(person).get("/me/looks/").content.decode()
    return " ".join(page[page.index("<main") : page.index("</main>")].split())


def test_at_first_no_one_has_looked(cast, sign_in):
    assert "No one has looked." in told(cast.mentee, sign_in)


def test_opening_contact_details_is_told_with_name_role_and_day(noon, cast, sign_in):
    programs.open_contact(by=cast.coordinator, person=cast.mentee)
    page = told(cast.mentee, sign_in)
    assert "<bdi>Sage Test</bdi>, coordinator, opened your legal name and contact details" in page
    assert "Nov. 22, 2026" in page


def test_several_looks_of_a_day_are_one_line(noon, cast, sign_in):
    for _time in range(3):
        programs.open_contact(by=cast.coordinator, person=cast.mentee)
    (look,) = looks.looks_at(cast.mentee).looks
    assert (look.what, look.who, look.times) == ("contact", "Sage Test", 3)
    assert "3 times" in told(cast.mentee, sign_in)


def test_a_role_is_told_as_it_was_at_the_time(noon, cast):
    programs.open_contact(by=cast.supervisor, person=cast.mentee)
    with clock.pinned(clock.now() + timedelta(days=1)):
        StaffRole.objects.filter(person=cast.supervisor).update(ended_at=clock.now())
        casting.serve(cast.supervisor, StaffRole.Kind.ADMIN)
        programs.open_contact(by=cast.supervisor, person=cast.mentee)
        assert [look.role for look in looks.looks_at(cast.mentee).looks] == [
            "organization admin",
            "supervisor",
        ]


def test_a_mentor_who_reads_a_request_is_named_once_the_two_walk(cast, sign_in):
    offer = pools.asked(pools.answered(cast))
    sign_in(cast.mentor).get(f"/requests/{offer.pk}/")
    assert "Maple Test" not in told(cast.mentee, sign_in)
    matching.accept(by=cast.mentor, offer=offer)
    assert "<bdi>Maple Test</bdi>, a mentor you asked, read what you let them see" in told(
        cast.mentee, sign_in
    )


def test_a_mentor_who_reads_what_is_shared_is_told_of_and_not_where_nothing_is(cast, sign_in):
    walk = mentorship.met(cast)
    sign_in(cast.mentor).get(f"/walk/{walk.pk}/shared/")
    assert looks.looks_at(cast.mentee).looks == []
    shares(walk)
    sign_in(cast.mentor).get(f"/walk/{walk.pk}/shared/")
    assert "<bdi>Maple Test</bdi>, your mentor, read what you share" in told(cast.mentee, sign_in)


def test_staff_who_read_a_follow_up_are_told_of(cast, sign_in):
    walk = mentorship.met(cast)
    contact = walk.contacts.filter(person=cast.mentee).first()
    page = f"/contacts/{contact.pk}/"
    sign_in(cast.coordinator).get(page)
    assert looks.looks_at(cast.mentee).looks == []
    walking.keep_contact(by=cast.coordinator, contact=contact, answers={"safety": "safe"})
    sign_in(cast.supervisor).get(page)
    assert [(look.what, look.who) for look in looks.looks_at(cast.mentee).looks] == [
        ("follow_up", "Hazel Test")
    ]


def test_staff_who_read_why_somebody_parted_are_told_of_and_the_two_are_not(cast, sign_in):
    walk = mentorship.begun(cast)
    walking.end(by=cast.mentee, mentorship=walk, reason="heron canary")
    for role in ("mentee", "mentor", "coordinator"):
        sign_in(cast.people[role]).get(f"/walk/{walk.pk}/")
    assert [look.who for look in looks.looks_at(cast.mentee).looks] == ["Sage Test"]


@pytest.mark.parametrize("door", ["page", "api"])
def test_a_board_is_a_look_at_those_on_it(cast, sign_in, door):
    pools.answered(cast)
    run = pools.ran(cast)
    if door == "page":
        sign_in(cast.coordinator).get(f"/matching/{cast.program.pk}/")
    else:
        get_by_api(cast.coordinator, f"/runs/{run.pk}/proposals")
    assert [look.what for look in looks.looks_at(cast.mentee).looks] == ["matching"]


def test_whoever_is_kept_apart_and_whoever_left_are_named_alike(noon, cast, sign_in):
    programs.open_contact(by=cast.coordinator, person=cast.mentee)
    programs.open_contact(by=cast.supervisor, person=cast.mentee)
    safety.block(by=cast.coordinator, person=cast.mentee)
    Person.objects.filter(pk=cast.supervisor.pk).update(left_at=clock.now())
    page = told(cast.mentee, sign_in)
    for role in ("coordinator", "supervisor"):
        assert f"<bdi>Someone</bdi>, {role}, opened your legal name and contact details" in page


@pytest.mark.parametrize("ends", ["not_free", "block"])
def test_a_mentor_who_was_asked_is_told_of_alike_whatever_they_did(cast, sign_in, ends):
    offer = pools.asked(pools.answered(cast))
    sign_in(cast.mentor).get(f"/requests/{offer.pk}/")
    before = told(cast.mentee, sign_in)
    if ends == "block":
        safety.block(by=cast.mentor, person=cast.mentee)
    else:
        matching.not_free(by=cast.mentor, offer=offer)
    assert "<bdi>Someone</bdi>, a mentor you asked, read what you let them see" in before
    assert told(cast.mentee, sign_in) == before


def test_a_look_at_oneself_is_none(cast):
    records.look("contact", by=cast.mentee, person=cast.mentee, about=cast.mentee.pk)
    assert looks.looks_at(cast.mentee).looks == []


def test_nobody_reads_who_looked_at_another(cast, sign_in):
    programs.open_contact(by=cast.coordinator, person=cast.mentee)
    for role in ("mentor", "coordinator", "admin", "outsider"):
        assert "No one has looked." in told(cast.people[role], sign_in)


def test_a_long_list_comes_in_pages_and_none_is_lost(cast, sign_in, monkeypatch):
    monkeypatch.setattr(looks, "PAGE", 2)
    for role in ("coordinator", "supervisor", "admin"):
        programs.open_contact(by=cast.people[role], person=cast.mentee)
    first = looks.looks_at(cast.mentee)
    second = looks.looks_at(cast.mentee, before=first.more)
    assert {look.who for look in [*first.looks, *second.looks]} == {
        "Sage Test",
        "Hazel Test",
        "Linden Test",
    }
    assert (len(first.looks), second.more) == (2, None)


def test_a_machine_reads_the_same(cast):
    programs.open_contact(by=cast.coordinator, person=cast.mentee)
    answer = get_by_api(cast.mentee, "/looks").json()
    assert [(look["what"], look["who"]) for look in answer["looks"]] == [("contact", "Sage Test")]
