"""Who serves as what: a house lead, a landlord, a funder and a facilitator see nobody's mentoring."""

import pytest

from cairn.audit.models import Event
from cairn.core.verdict import Refused
from cairn.people.models import Person
from cairn.people.policies import can_add_person
from cairn.programs import actions, policies, queries
from cairn.programs.models import Enrollment, Program, StaffRole
from tests import cast as casting

Kind = StaffRole.Kind
OF_NOBODY = ["facilitator", "house_lead", "funder"]


@pytest.mark.parametrize("role", OF_NOBODY)
def test_who_has_nobody_to_look_after_sees_nobody(cast, role):
    person = cast.people[role]
    assert list(Person.objects.visible_to(person)) == [person]
    assert list(Program.objects.served_by(person)) == []
    assert list(Enrollment.objects.visible_to(person)) == []
    assert not policies.is_staff(person)
    assert not can_add_person(person)


@pytest.mark.parametrize("house", StaffRole.HOUSE)
@pytest.mark.parametrize("kind", StaffRole.STAFF)
def test_who_runs_a_house_serves_nothing_whatever_else_they_are(cast, house, kind):
    """The wall holds even where both roles were written past the action that refuses it."""
    both = casting.make_person(cast.program.organization, "Fern Test")
    casting.serve(both, house, cast.program)
    casting.serve(both, kind)
    assert list(Program.objects.served_by(both)) == []
    assert list(Person.objects.visible_to(both)) == [both]
    assert (bool(policies.is_staff(both)), queries.sides_of(both).staff) == (False, False)
    assert not policies.can_create_program(both)
    assert not policies.can_give_roles(both)


@pytest.mark.parametrize("house", StaffRole.HOUSE)
@pytest.mark.parametrize("kind", [*StaffRole.STAFF, Kind.FUNDER])
def test_nobody_is_given_a_house_and_what_must_not_be_seen_from_it(cast, house, kind):
    for first, second in ((house, kind), (kind, house)):
        person = casting.make_person(cast.program.organization, "Fern Test")
        actions.give_role(by=cast.admin, person=person, kind=first)
        with pytest.raises(Refused) as refused:
            actions.give_role(by=cast.admin, person=person, kind=second)
        assert refused.value.verdict.code == "house_firewall"


def test_who_ran_a_house_may_serve(cast):
    person = casting.make_person(cast.program.organization, "Fern Test")
    ended = casting.serve(person, Kind.HOUSE_LEAD, cast.program)
    ended.ended_at = ended.created_at
    ended.save()
    actions.give_role(by=cast.admin, person=person, kind=Kind.COORDINATOR)
    assert policies.is_staff(person)


def test_a_role_given_is_in_the_record(cast):
    role = actions.give_role(
        by=cast.admin, person=cast.mentor, kind=Kind.FACILITATOR, program=cast.program
    )
    event = Event.objects.get(act="programs.give_role")
    assert (event.actor_id, event.about, event.person_id) == (
        cast.admin.pk,
        role.pk,
        cast.mentor.pk,
    )


def test_who_runs_a_house_and_is_a_mentee_keeps_their_own(cast, sign_in):
    casting.serve(cast.mentee, Kind.HOUSE_LEAD, cast.program)
    assert queries.sides_of(cast.mentee).mentee
    assert list(Enrollment.objects.visible_to(cast.mentee)) == list(
        Enrollment.objects.filter(person=cast.mentee)
    )
    page = sign_in(cast.mentee).get("/").content.decode()
    assert 'href="/talk/"' in page


def test_who_only_runs_a_house_finds_their_own_places_alone(cast, sign_in):
    page = sign_in(cast.house_lead).get("/").content.decode()
    found = [place for place in ("talk", "plan", "matching", "people") if f'"/{place}/"' in page]
    assert found == ["plan"]
    assert "House lead" in page
