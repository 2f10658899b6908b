"""Which mentorships have gone quiet: for staff, without times and without counts."""

from datetime import datetime, timedelta

import pytest

from cairn.conversations import queries
from cairn.core import clock
from cairn.mentorship import actions
from cairn.mentorship.models import Meeting
from tests.factories import conversations
from tests.factories import mentorship as mentorships


def quiet_after(cast, noon: datetime, days: float) -> list[str]:
    with clock.pinned(noon + timedelta(days=days)):
        return [pair.mentee.display_name for pair in queries.quiet(cast.coordinator)]


def test_without_any_contact_it_is_quiet_two_weeks_after_it_began(cast, noon: datetime) -> None:
    mentorships.begun(cast)
    assert [quiet_after(cast, noon, 13), quiet_after(cast, noon, 14)] == [[], ["Rowan Test"]]


def test_a_message_by_either_is_contact(cast, noon: datetime) -> None:
    talk = conversations.opened(cast)
    with clock.pinned(noon + timedelta(days=10)):
        conversations.written(talk, cast.mentor, "How are you?")
    assert [quiet_after(cast, noon, 20), quiet_after(cast, noon, 24)] == [[], ["Rowan Test"]]


def test_a_meeting_is_contact(cast, noon: datetime) -> None:
    mentorship = mentorships.met(cast)
    with clock.pinned(noon + timedelta(days=10)):
        actions.record_meeting(
            by=cast.mentor, mentorship=mentorship, met_at=clock.now(), mode=Meeting.Mode.PHONE
        )
    assert [quiet_after(cast, noon, 20), quiet_after(cast, noon, 24)] == [[], ["Rowan Test"]]


def test_what_has_not_begun_or_has_ended_is_not_quiet(cast, noon: datetime) -> None:
    mentorship = mentorships.matched(cast)
    found = [quiet_after(cast, noon, 30)]
    mentorships.signed_by_both(mentorship)
    actions.end(by=cast.mentee, mentorship=mentorship, reason="")
    found.append(quiet_after(cast, noon, 30))
    assert found == [[], []]


@pytest.mark.parametrize("role", ["mentee", "mentor", "outsider"])
def test_only_staff_of_the_program_hear_of_it(cast, noon: datetime, role: str) -> None:
    mentorships.begun(cast)
    with clock.pinned(noon + timedelta(days=30)):
        assert queries.quiet(cast.people[role]) == []


def test_it_says_who_and_neither_when_nor_how_much(cast, noon: datetime) -> None:
    mentorships.begun(cast)
    with clock.pinned(noon + timedelta(days=30)):
        (pair,) = queries.quiet(cast.coordinator)
    assert set(vars(pair)) == {"mentorship_id", "mentee", "mentor", "program"}


@pytest.mark.parametrize("pairs", [1, 3])
def test_it_takes_two_queries_and_comes_in_the_order_of_names(
    cast, noon: datetime, django_assert_num_queries, pairs: int
) -> None:
    for number in reversed(range(pairs)):
        mentorships.signed_by_both(mentorships.another(cast, number))
    with clock.pinned(noon + timedelta(days=30)), django_assert_num_queries(2):
        names = [pair.mentee.display_name for pair in queries.quiet(cast.coordinator)]
    assert names == [f"Sorrel {number}" for number in range(pairs)]
