"""Which mentorships have gone quiet: for staff, without times and without counts."""

import random
from datetime import datetime, timedelta

import pytest

from cairn.conversations import queries
from cairn.conversations import quiet as rule
from cairn.conversations.models import Conversation
from cairn.core import clock
from cairn.mentorship import actions
from cairn.mentorship.models import Meeting, Mentorship
from tests.cast import Cast, make_person
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
def test_it_takes_one_query_and_comes_in_the_order_of_names(
    cast, noon: datetime, django_assert_num_queries, pairs: int
) -> None:
    for number in reversed(range(pairs)):
        mentorships.signed_by_both(mentorships.another(cast, number))
    with clock.pinned(noon + timedelta(days=30)), django_assert_num_queries(1):
        names = [pair.mentee.display_name for pair in queries.quiet(cast.coordinator)]
    assert names == [f"Sorrel {number}" for number in range(pairs)]


def test_those_asked_for_come_first_and_no_more_than_asked_for(cast, noon: datetime) -> None:
    pairs = [mentorships.signed_by_both(mentorships.another(cast, number)) for number in range(4)]
    with clock.pinned(noon + timedelta(days=30)):
        found = queries.quiet(cast.coordinator, most=3, first=[pairs[2].pk])
    assert [pair.mentee.display_name for pair in found] == ["Sorrel 2", "Sorrel 0", "Sorrel 1"]


def test_the_database_finds_those_that_the_rule_finds_whatever_signs_there_were(
    cast, noon: datetime
) -> None:
    chance = random.Random(7)  # noqa: S311 - test data
    signs = {_pair_with_signs(cast, number, chance, noon) for number in range(60)}
    for days in (0, 13, 14, 15, 40):
        found = {pair.mentorship_id for pair in queries.quiet(cast.coordinator, days)}
        told = {pk for pk, times in signs if rule.is_quiet(times, now=noon, after_days=days)}
        assert found == told, days
    assert 0 < len(queries.quiet(cast.coordinator)) < len(signs)


def _pair_with_signs(
    cast: Cast, number: int, chance: random.Random, now: datetime
) -> tuple[object, tuple[datetime | None, ...]]:
    """Add a begun mentorship, with signs by chance; those at the very edge are among them."""

    def moment() -> datetime:
        exactly = timedelta(days=chance.choice((0, 13, 14, 15, 40)))
        return now - exactly - timedelta(microseconds=chance.choice((-1, 0, 1)) if exactly else 0)

    mentee = make_person(cast.program.organization, f"Sorrel {number}")
    two = {"mentee": mentee, "mentor": cast.mentor, "program": cast.program}
    own = {"organization_id": cast.program.organization_id}
    begun, wrote = moment(), chance.choice((None, moment()))
    walk = Mentorship.objects.create(**own, **two, matched_at=begun, begun_at=begun)
    if wrote or chance.choice((True, False)):
        Conversation.objects.create(**own, mentorship=walk, latest_at=wrote)
    met = [
        Meeting.objects.create(
            **own,
            mentorship=walk,
            starts_at=(start := moment()),
            ends_at=start + timedelta(hours=1),
            mode=Meeting.Mode.PHONE,
            state=chance.choice(Meeting.State.values),
            set_by=cast.mentor,
        )
        for _ in range(chance.randrange(4))
    ]
    held = (one.starts_at for one in met if one.state == Meeting.State.HELD)
    return walk.pk, (begun, wrote, *held)
