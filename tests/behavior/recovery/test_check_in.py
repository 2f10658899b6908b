"""Checking in: kept, answered at once, seen by nobody else."""

from datetime import datetime, timedelta

from django.db import connection

from cairn.core import clock
from cairn.recovery import actions
from cairn.recovery.models import CheckIn
from cairn.recovery.support import CheckIn as Answers
from cairn.stones.models import Stone
from tests.factories.recovery import plan

PATH = "/check-in/"


def test_a_check_in_keeps_what_was_said_and_nothing_that_was_skipped(cast, sign_in, act) -> None:
    response = act(sign_in(cast.mentee), PATH, {"mood": "3", "craving": "2", "words": "a long day"})
    assert response.status_code == 200
    assert CheckIn.objects.get().answers == {
        "mood": 3,
        "craving": 2,
        "connection": None,
        "sleep": None,
        "words": "a long day",
    }


def test_an_empty_check_in_is_fine(cast, sign_in, act) -> None:
    assert act(sign_in(cast.mentee), PATH).status_code == 200
    assert CheckIn.objects.count() == 1


def test_a_strong_craving_is_answered_in_the_same_response_by_the_own_plan(
    cast, sign_in, act
) -> None:
    aunt = {"name": "Aunt Test", "phone": "555 0100"}
    plan(cast.mentee, "Leave the room.", "Cold water.", people=[aunt])
    page = act(sign_in(cast.mentee), PATH, {"craving": "5"}).content.decode()
    places = [
        page.index(words) for words in ("Leave the room.", "Cold water.", "Ride it out", "988")
    ]
    assert places == sorted(places)
    assert 'href="tel:5550100"' in page
    assert (
        'href="sms:5550100?body=I%20am%20having%20a%20hard%20time.%20Can%20you%20talk%3F"' in page
    )
    assert page.count("<li>", page.index("surf-lines"), page.index("Still strong?")) == 5


def test_a_check_in_of_yesterday_is_dated_a_day_back(cast, sign_in, act, noon: datetime) -> None:
    act(sign_in(cast.mentee), PATH, {"mood": "4", "yesterday": "on"})
    assert CheckIn.objects.get().at == noon - timedelta(days=1)


def test_a_value_out_of_range_is_refused_and_the_rest_is_still_there(cast, sign_in, act) -> None:
    response = act(sign_in(cast.mentee), PATH, {"mood": "9", "words": "still here"})
    assert response.status_code == 422
    assert "still here" in response.content.decode()
    assert CheckIn.objects.count() == 0


def test_the_same_form_sent_twice_keeps_one_check_in_and_answers_the_same(cast, sign_in) -> None:
    client = sign_in(cast.mentee)
    form = {"craving": "5", "form_key": "k" * 24}
    first, second = client.post(PATH, form), client.post(PATH, form)
    assert first.content == second.content
    assert CheckIn.objects.count() == 1


def test_a_form_without_its_key_is_sent_back(cast, sign_in) -> None:
    assert sign_in(cast.mentee).post(PATH, {"mood": "3"}).status_code == 400
    assert CheckIn.objects.count() == 0


def test_the_first_check_in_lays_the_first_stone_and_the_second_none(cast) -> None:
    for _ in range(2):
        actions.check_in(by=cast.mentee, answers=Answers(mood=3))
    assert [(s.number, s.kind, s.for_what) for s in Stone.objects.all()] == [
        (0, "milestone", "First check-in")
    ]


def test_a_start_lays_a_stone_for_each_mark_already_reached(cast, noon: datetime) -> None:
    today = clock.today(cast.mentee.time_zone)
    actions.begin_stretch(by=cast.mentee, started_on=today - timedelta(days=61))
    assert [stone.for_what for stone in Stone.objects.order_by("number")] == [
        "24 hours",
        "30 days",
        "60 days",
    ]


def test_a_start_still_to_come_is_refused_with_a_sentence(
    cast, sign_in, act, noon: datetime
) -> None:
    response = act(sign_in(cast.mentee), "/plan/since/", {"started_on": "2026-11-23"})
    assert response.status_code == 422
    assert "That day is still to come" in response.content.decode()


def test_what_was_said_stands_in_no_readable_form_in_the_database(cast, sign_in, act) -> None:
    act(sign_in(cast.mentee), PATH, {"mood": "1", "words": "heron canary"})
    with connection.cursor() as cursor:
        cursor.execute("select encode(answers, 'escape') from recovery_checkin")
        assert "heron" not in cursor.fetchone()[0]


def test_nobody_else_sees_a_check_in_or_a_plan(cast) -> None:
    actions.check_in(by=cast.mentee, answers=Answers(mood=2))
    others = [person for name, person in cast.people.items() if name != "mentee"]
    seen = {person.display_name: CheckIn.objects.visible_to(person).count() for person in others}
    assert seen == dict.fromkeys(seen, 0)
