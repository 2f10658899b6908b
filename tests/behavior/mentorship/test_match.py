"""Bringing two people together: the mentor's yes, and what stands against it."""

import pytest
from django.db import IntegrityError, transaction

from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.mentorship import actions
from cairn.mentorship.models import Mentorship
from cairn.notifications.models import Notice
from cairn.programs.models import Enrollment
from tests.cast import Cast, enroll, make_person, make_program
from tests.factories import mentorship as mentorships


def refusal(cast: Cast, **changed: object) -> str:
    given = {
        "by": cast.mentor,
        "program": cast.program,
        "mentee": cast.mentee,
        "mentor": cast.mentor,
        **changed,
    }
    with pytest.raises(Refused) as refused:
        actions.match(**given)
    return refused.value.verdict.code


def test_the_mentors_yes_ends_the_wait_and_begins_nothing_yet(cast) -> None:
    since = cast.program.enrollments.get(person=cast.mentee).waiting_since
    mentorship = mentorships.matched(cast)
    assert mentorship.waiting_since == since is not None
    assert cast.program.enrollments.get(person=cast.mentee).waiting_since is None
    assert (mentorship.begun_at, mentorship.contacts.count()) == (None, 0)


def test_the_mentee_is_told_and_the_mentor_who_said_yes_is_not(cast) -> None:
    mentorship = mentorships.matched(cast)
    assert [(n.person, n.kind, n.path) for n in Notice.objects.all()] == [
        (cast.mentee, "mentorship.matched", f"/walk/{mentorship.pk}/")
    ]


def test_nobody_says_yes_for_a_mentor(cast) -> None:
    others = [person for name, person in cast.people.items() if name != "mentor"]
    assert {refusal(cast, by=person) for person in others} == {"not_yours"}


def test_a_person_who_is_not_in_the_program_is_not_matched(cast) -> None:
    stranger = make_person(cast.program.organization, "Fern Test")
    assert refusal(cast, mentee=stranger) == "not_enrolled"


def test_a_mentee_has_one_mentor_at_a_time_in_a_program(cast) -> None:
    mentorships.matched(cast)
    second = make_person(cast.program.organization, "Alder Test")
    enroll(cast.program, second, Enrollment.Side.MENTOR)
    assert refusal(cast, by=second, mentor=second) == "has_a_mentor"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"cleared_at": None}, "not_cleared"),
        ({"trained_at": None}, "not_trained"),
        ({"paused_at": clock.now()}, "paused"),
        ({"caseload_elsewhere": 1}, "no_free_place"),
        ({"capacity": 0}, "no_free_place"),
    ],
)
def test_a_mentor_who_is_not_ready_or_has_no_free_place_is_refused(cast, change, code) -> None:
    cast.program.enrollments.filter(person=cast.mentor).update(**change)
    assert refusal(cast) == code


def test_a_place_taken_in_cairn_counts_until_that_mentorship_ends(cast) -> None:
    first = mentorships.matched(cast)
    second = make_person(cast.program.organization, "Fern Test")
    enroll(cast.program, second, Enrollment.Side.MENTEE)
    assert refusal(cast, mentee=second) == "no_free_place"
    actions.end(by=cast.mentee, mentorship=first, reason="")
    assert mentorships.pair(cast.program, second, cast.mentor).mentee == second


@pytest.mark.parametrize("is_turned", [False, True])
def test_two_walk_together_once_at_a_time_whichever_of_them_is_the_mentor(cast, is_turned) -> None:
    mentorships.matched(cast)
    mentee, mentor = cast.mentee, cast.mentor
    if is_turned:
        mentee, mentor = mentor, mentee
    elsewhere = make_program(cast.program.organization, "Morning program")
    enroll(elsewhere, mentee, Enrollment.Side.MENTEE)
    enroll(elsewhere, mentor, Enrollment.Side.MENTOR)
    two = {"program": elsewhere, "mentee": mentee, "mentor": mentor, "by": mentor}
    assert refusal(cast, **two) == "walk_already"


@pytest.mark.parametrize("is_turned", [False, True])
def test_two_live_mentorships_of_one_pair_can_not_be_stored(cast, is_turned) -> None:
    mentorship = mentorships.matched(cast)
    two = mentorship.pair[::-1] if is_turned else mentorship.pair
    with pytest.raises(IntegrityError), transaction.atomic():
        Mentorship.objects.create(
            organization=mentorship.organization,
            program=mentorship.program,
            mentee=two[0],
            mentor=two[1],
            matched_at=clock.now(),
        )


def test_nobody_can_be_stored_as_their_own_mentor(cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Mentorship.objects.create(
            organization=cast.program.organization,
            program=cast.program,
            mentee=cast.mentor,
            mentor=cast.mentor,
            matched_at=clock.now(),
        )
