"""“Thinking of you”: one tap, at most once a day each way, and nothing to count."""

from datetime import datetime, timedelta

import pytest

from cairn.core import clock
from cairn.mentorship import actions
from cairn.mentorship.models import Mentorship, Thought
from cairn.notifications.models import Notice
from cairn.people.models import Person
from cairn.safety import actions as safety
from tests.factories import doors
from tests.factories import mentorship as mentorships

SUCCESS = {"page": 303, "api": 200}
both_doors = pytest.mark.parametrize("door", doors.DOORS)


def think_of(door: str, by: Person, walk: Mentorship) -> int:
    if door == "page":
        return doors.by_page(by, f"/walk/{walk.pk}/thinking-of-you/", {}).status_code
    return doors.by_api(by, f"/mentorships/{walk.pk}/thinking-of-you", {}).status_code


@both_doors
def test_either_lets_the_other_know_once_a_day(cast, door, noon: datetime) -> None:
    walk = mentorships.begun(cast)
    Notice.objects.all().delete()
    for person in walk.pair:
        assert [think_of(door, person, walk) for _ in range(2)] == [SUCCESS[door], 403]
    told = Notice.objects.filter(kind="mentorship.thought_of")
    assert {notice.person for notice in told} == set(walk.pair)
    assert told.count() == 2


@both_doors
def test_the_next_day_it_can_be_said_again_and_there_is_nothing_to_count(
    cast, door, noon: datetime
) -> None:
    walk = mentorships.begun(cast)
    assert think_of(door, cast.mentee, walk) == SUCCESS[door]
    with clock.pinned(noon + timedelta(days=1)):
        assert think_of(door, cast.mentee, walk) == SUCCESS[door]
    assert Thought.objects.count() == 1


@both_doors
def test_nothing_before_both_signed_nor_after_the_end(cast, door) -> None:
    walk = mentorships.matched(cast)
    assert think_of(door, cast.mentee, walk) == 403
    mentorships.signed_by_both(walk)
    actions.end(by=cast.mentor, mentorship=walk, reason="")
    assert think_of(door, cast.mentee, walk) == 403
    assert Thought.objects.count() == 0


@both_doors
def test_to_others_and_after_a_block_there_is_nothing(cast, door) -> None:
    walk = mentorships.begun(cast)
    assert [think_of(door, who, walk) for who in (cast.coordinator, cast.outsider)] == [404, 404]
    safety.block(by=cast.mentor, person=cast.mentee)
    assert [think_of(door, who, walk) for who in walk.pair] == [404, 404]


def test_the_button_is_there_until_it_is_said(cast, sign_in) -> None:
    walk = mentorships.begun(cast)
    path = f"/walk/{walk.pk}/thinking-of-you/"
    page = f"/walk/{walk.pk}/"
    before = path in sign_in(cast.mentee).get(page).content.decode()
    actions.think_of(by=cast.mentee, mentorship=walk)
    after = path in sign_in(cast.mentee).get(page).content.decode()
    others = path in sign_in(cast.coordinator).get(page).content.decode()
    assert (before, after, others) == (True, False, False)
