"""Staff keep two people apart: in every program and organization, known to very few."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.core.walls import acting_in
from cairn.mentorship import actions as mentorship
from cairn.mentorship.models import Meeting, Mentorship
from cairn.people import apart, lookup
from cairn.people.models import NoContact, Organization, Person
from cairn.programs import actions as programs
from cairn.programs.models import Enrollment, StaffRole
from cairn.safety import actions, keeping_apart
from cairn.safety.apart import orders_known_to
from tests.cast import Cast, enroll, make_person, make_program, serve
from tests.factories import doors, matching
from tests.factories import mentorship as walking
from tests.factories.people import give_address

WHY = "A court said so."
ELSEWHERE = "ash@example.org"


def ordered(cast: Cast) -> NoContact:
    return actions.keep_apart(
        by=cast.coordinator, person=cast.mentee, other=cast.mentor, reason=WHY
    )


def test_the_two_are_never_matched_and_never_see_each_other(cast: Cast) -> None:
    mentorship = walking.met(matching.answered(cast))
    ordered(cast)
    assert list(Mentorship.objects.visible_to(cast.mentee)) == []
    assert list(Mentorship.objects.visible_to(cast.mentor)) == []
    keeping_apart.part_everywhere()
    mentorship.refresh_from_db()
    assert mentorship.parted_at
    proposal = matching.proposal_for(matching.ran(cast), matching.enrollment(cast, cast.mentee))
    assert proposal.mentor is None


def test_an_order_is_known_to_who_set_it_and_the_safety_reviewer_alone(cast: Cast) -> None:
    order = ordered(cast)
    reviewer = make_person(cast.program.organization, "Yarrow Test")
    serve(reviewer, StaffRole.Kind.SAFETY)
    know = {role for role, who in cast.people.items() if orders_known_to(who) == [order]}
    assert know == {"coordinator"}
    assert orders_known_to(reviewer) == [order]


def test_whoever_set_it_reads_no_name_of_who_blocked_them_since(cast: Cast) -> None:
    order = ordered(cast)
    by_address = actions.keep_apart(
        by=cast.coordinator, person=cast.mentee, address=ELSEWHERE, reason=WHY
    )
    assert orders_known_to(cast.coordinator) == [by_address, order]
    actions.block(by=cast.mentor, person=cast.coordinator)
    assert orders_known_to(cast.coordinator) == [by_address]


def test_a_reviewer_who_is_one_of_the_two_does_not_learn_of_it(cast: Cast) -> None:
    serve(cast.mentor, StaffRole.Kind.SAFETY)
    serve(cast.mentee, StaffRole.Kind.SAFETY)
    order = ordered(cast)
    assert orders_known_to(cast.mentor) == orders_known_to(cast.mentee) == []
    serve(cast.supervisor, StaffRole.Kind.SAFETY)
    actions.lift(by=cast.supervisor, order=order)
    for person in (cast.mentor, cast.mentee):
        assert list(NoContact.objects.visible_to(person)) == []


def test_the_reviewer_takes_it_back_and_nobody_else(cast: Cast) -> None:
    order = ordered(cast)
    for person in (cast.coordinator, cast.admin, cast.mentee, cast.mentor):
        with pytest.raises(Refused, match="not_reviewer"):
            actions.lift(by=person, order=order)
    serve(cast.supervisor, StaffRole.Kind.SAFETY)
    actions.lift(by=cast.supervisor, order=order)
    assert (order.lifted_by, apart.are_apart(cast.mentee, cast.mentor)) == (
        cast.supervisor,
        False,
    )
    with pytest.raises(Refused, match="lifted_already"):
        actions.lift(by=cast.supervisor, order=order)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"reason": "  "}, "reason_missing"),
        ({"reason": "x" * 2001}, "reason_too_long"),
        ({"address": ELSEWHERE}, "not_two_others"),
        ({"other": None}, "not_two_others"),
    ],
)
def test_an_order_names_two_others_and_a_reason(cast: Cast, said: dict, code: str) -> None:
    given = {"person": cast.mentee, "other": cast.mentor, "reason": WHY} | said
    with pytest.raises(Refused, match=code):
        actions.keep_apart(by=cast.coordinator, **given)


def test_only_staff_set_one_and_never_about_themselves(cast: Cast) -> None:
    with pytest.raises(Refused, match="not_staff"):
        actions.keep_apart(by=cast.mentor, person=cast.mentee, other=cast.admin, reason=WHY)
    with pytest.raises(Refused, match="not_two_others"):
        actions.keep_apart(
            by=cast.coordinator, person=cast.mentee, other=cast.coordinator, reason=WHY
        )
    cast.mentee.email_hash = lookup.email_hash(ELSEWHERE)
    with pytest.raises(Refused, match="not_two_others"):
        actions.keep_apart(by=cast.coordinator, person=cast.mentee, address=ELSEWHERE, reason=WHY)


def test_an_order_about_an_address_holds_where_its_holder_is_and_will_be(cast: Cast) -> None:
    """The mentee joins another organization, where the other is known by that address."""
    actions.keep_apart(by=cast.coordinator, person=cast.mentee, address=ELSEWHERE, reason=WHY)
    give_address(cast.mentee)
    with acting_in(cast.outsider.organization_id):
        organization = cast.outsider.organization
        again = _again(organization, cast.mentee)
        by_contact = make_person(organization, "Ash Test", account=False)
        Person.objects.filter(pk=by_contact.pk).update(email_hash=lookup.email_hash(ELSEWHERE))
        by_account = make_person(organization, "Ash Other")
        give_address(by_account, ELSEWHERE)
        assert apart.pairs_among([again.pk, by_contact.pk, by_account.pk]) == {
            pair
            for other in (by_contact.pk, by_account.pk)
            for pair in ((again.pk, other), (other, again.pk))
        }
        assert apart.are_apart(by_contact, again)
        assert not apart.are_apart(by_contact, by_account)


def test_a_mentorship_in_another_organization_ends_kindly_too(cast: Cast) -> None:
    with acting_in(cast.outsider.organization_id):
        organization = cast.outsider.organization
        program = make_program(organization)
        mentee, mentor = _again(organization, cast.mentee), _again(organization, cast.mentor)
        enroll(program, mentee, Enrollment.Side.MENTEE)
        enroll(program, mentor, Enrollment.Side.MENTOR)
        walking.signed_by_both(walking.pair(program, mentee, mentor))
    ordered(cast)
    with acting_in(cast.outsider.organization_id):
        assert list(Mentorship.objects.visible_to(mentee)) == []
    keeping_apart.part_everywhere()
    with acting_in(cast.outsider.organization_id):
        assert orders_known_to(cast.outsider) == []
        (theirs,) = Mentorship.objects.visible_to(cast.outsider)
        assert theirs.parted_at


def test_the_page_answers_the_same_whether_anybody_holds_an_address(
    cast: Cast, sign_in, act
) -> None:
    with acting_in(cast.outsider.organization_id):
        give_address(cast.outsider, ELSEWHERE)
    client: Client = sign_in(cast.coordinator)
    path = f"/people/{cast.mentee.pk}/apart/"
    answers = {
        (response.status_code, response["Location"], response.content)
        for address in (ELSEWHERE, "nobody@example.org")
        for response in [act(client, path, {"other": address, "reason": WHY})]
    }
    assert answers == {(303, "/apart/", b"")}


@pytest.mark.parametrize("door", doors.DOORS)
def test_staff_keep_two_apart_and_read_it_in_their_list(cast: Cast, door: str, sign_in) -> None:
    pk = cast.mentee.pk
    if door == "page":
        said = {"other": "maple test", "reason": WHY}
        assert doors.by_page(cast.coordinator, f"/people/{pk}/apart/", said).status_code == 303
    else:
        said = {"other_id": str(cast.mentor.pk), "reason": WHY}
        assert doors.by_api(cast.coordinator, f"/people/{pk}/apart", said).status_code == 201
    page = sign_in(cast.coordinator).get("/apart/").content.decode()
    assert WHY in page
    assert "Maple Test" in page
    assert "Take it back" not in page


def test_a_name_that_nobody_or_several_have_is_asked_again(cast: Cast, sign_in, act) -> None:
    client = sign_in(cast.coordinator)
    for name in ("Maple Testt", "Twin Test"):
        for _twice in range(2):
            make_person(cast.program.organization, "Twin Test")
        response = act(client, f"/people/{cast.mentee.pk}/apart/", {"other": name, "reason": WHY})
        assert response.status_code == 422
    assert NoContact.objects.count() == 0


def test_an_admin_names_the_safety_reviewer_and_lets_them_stand_down(
    cast: Cast, sign_in, act
) -> None:
    client, path = sign_in(cast.admin), f"/people/{cast.mentor.pk}/reviewer/"
    act(client, path)
    assert cast.mentor.staff_roles.reviewing().count() == 1
    assert sign_in(cast.mentor).get("/apart/").status_code == 200
    act(client, path)
    assert cast.mentor.staff_roles.reviewing().count() == 0
    assert sign_in(cast.mentor).get("/apart/").status_code == 404
    assert act(sign_in(cast.coordinator), path).status_code == 404


def test_a_role_ends_once_and_by_an_admin(cast: Cast) -> None:
    role = serve(cast.mentor, StaffRole.Kind.SAFETY)
    with pytest.raises(Refused, match="not_admin"):
        programs.end_role(by=cast.coordinator, role=role)
    programs.end_role(by=cast.admin, role=role)
    with pytest.raises(Refused, match="ended"):
        programs.end_role(by=cast.admin, role=role)


def test_the_reason_and_the_address_stand_in_no_table(cast: Cast) -> None:
    order = actions.keep_apart(
        by=cast.coordinator, person=cast.mentee, address=ELSEWHERE, reason=WHY
    )
    with connection.cursor() as cursor:
        cursor.execute("select n::text from people_nocontact n where id = %s", [order.pk])
        (row,) = cursor.fetchone()
    for kept in (WHY, ELSEWHERE):
        assert kept not in row
        assert kept.encode().hex() not in row


def _again(organization: Organization, person: Person) -> Person:
    """The same human being, in another organization."""
    found = make_person(organization, f"{person.display_name} there", account=False)
    Person.objects.filter(pk=found.pk).update(account=person.account)
    return Person.objects.get(pk=found.pk)


def test_nothing_begins_between_the_two_before_the_worker_has_parted_them(cast: Cast) -> None:
    matched, begun = walking.matched(cast), walking.signed_by_both(walking.another(cast, 1))
    ordered(cast)
    actions.keep_apart(by=cast.coordinator, person=cast.mentor, other=begun.mentee, reason=WHY)
    now = clock.now()
    held: dict[str, Any] = {"met_at": now, "mode": Meeting.Mode.PHONE}
    first = {**held, "third_person": Meeting.ThirdPerson.DECLINED}
    plan, day = walking.plan(now + timedelta(days=1)), now.date() + timedelta(days=7)
    attempts = [
        partial(mentorship.sign, by=cast.mentee, mentorship=matched, language="en"),
        partial(mentorship.propose, by=cast.mentor, mentorship=begun, plan=plan),
        partial(mentorship.record_first_meeting, by=cast.mentor, mentorship=begun, **first),
        partial(mentorship.record_meeting, by=cast.mentor, mentorship=begun, **held),
        partial(mentorship.plan_closing, by=begun.mentee, walk=begun, last_on=day),
    ]
    for attempt in attempts:
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.verdict.code == "ended", attempt
