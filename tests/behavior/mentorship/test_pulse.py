"""Five short questions to both, after 30, 90 and 180 days: the two read them first."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse

from cairn.core import clock
from cairn.mentorship import actions, asking, pulses
from cairn.mentorship.models import Mentorship, Pulse
from cairn.notifications.models import Notice
from cairn.people.models import Person
from cairn.safety import actions as safety
from tests import cast as casting
from tests.cast import Cast
from tests.factories import doors
from tests.factories import mentorship as mentorships

both_doors = pytest.mark.parametrize("door", doors.DOORS)
SAID = {"heard": 5, "good": 2}
BEGUN = datetime(2026, 11, 2, 15, tzinfo=UTC)


@pytest.fixture
def walk(cast: Cast) -> Mentorship:
    with clock.pinned(BEGUN):
        found = mentorships.begun(cast)
    Notice.objects.all().delete()
    return found


def asked(days: float) -> list[tuple[int, str]]:
    """Let the clock pass; return which pulses there are, and of whom."""
    with clock.pinned(BEGUN + timedelta(days=days)):
        asking.ask_pulses()
    return sorted((pulse.day, pulse.person.display_name) for pulse in Pulse.objects.all())


def pulse_of(person: Person) -> Pulse:
    return Pulse.objects.select_related("walk__mentee", "walk__mentor").get(person=person)


def answer(door: str, by: Person, pulse: Pulse, *, help_: bool = False) -> HttpResponse:
    if door == "page":
        said = {**SAID, **({"asks_help": "on"} if help_ else {})}
        return doors.by_page(by, f"/pulse/{pulse.pk}/", said)
    return doors.by_api(by, f"/pulses/{pulse.pk}", {"answers": SAID, "asks_help": help_})


def test_both_are_asked_once_after_thirty_ninety_and_a_hundred_and_eighty_days(
    cast: Cast, walk: Mentorship
) -> None:
    assert asked(29.9) == []
    both = ["Maple Test", "Rowan Test"]
    assert asked(30) == asked(31) == [(30, name) for name in both]
    told = Notice.objects.filter(kind="mentorship.pulse")
    assert sorted(notice.person.display_name for notice in told) == both
    assert asked(91)[2:] == [(90, name) for name in both]
    assert asked(181)[4:] == [(180, name) for name in both]


def test_nobody_is_asked_late_nor_after_the_end(cast: Cast, walk: Mentorship) -> None:
    assert asked(60) == []
    actions.end(by=cast.mentor, mentorship=walk, reason="")
    assert asked(90) == []


@both_doors
def test_each_answers_what_they_like_once(cast: Cast, walk: Mentorship, door: str) -> None:
    asked(30)
    pulse = pulse_of(cast.mentee)
    assert answer(door, cast.mentee, pulse).status_code in (200, 303)
    pulse.refresh_from_db()
    assert pulse.answers == SAID
    assert answer(door, cast.mentee, pulse).status_code == 403


@both_doors
@pytest.mark.parametrize("role", ["mentor", "coordinator", "outsider"])
def test_nobody_answers_for_somebody_else(cast, walk, door: str, role: str) -> None:
    asked(30)
    assert answer(door, cast.people[role], pulse_of(cast.mentee)).status_code == 404


def test_the_two_read_each_others_once_both_have_answered(cast, walk, sign_in) -> None:
    asked(30)
    mine, theirs = pulse_of(cast.mentee), pulse_of(cast.mentor)
    actions.answer_pulse(by=cast.mentee, pulse=mine, answers={"heard": 2})
    page = sign_in(cast.mentor).get(f"/pulse/{theirs.pk}/").content.decode()
    assert "<td>A little</td>" not in page
    actions.answer_pulse(by=cast.mentor, pulse=theirs, answers={"heard": 4})
    for person, pulse in ((cast.mentor, theirs), (cast.mentee, mine)):
        page = sign_in(person).get(f"/pulse/{pulse.pk}/").content.decode()
        assert all(said in page for said in ("<td>A little</td>", "<td>Mostly</td>"))
    (told,) = Notice.objects.filter(kind="mentorship.pulse_both")
    assert told.person == cast.mentee


@both_doors
def test_who_asks_for_help_is_seen_by_staff_and_never_by_the_other(
    cast, walk, door: str, sign_in
) -> None:
    asked(30)
    answer(door, cast.mentee, pulse_of(cast.mentee), help_=True)
    (told,) = Notice.objects.filter(kind="mentorship.pulse_help")
    assert told.person == cast.coordinator
    path, said = f"/walk/{walk.pk}/", "would like to talk with one of you"
    shown = [
        said in sign_in(person).get(path).content.decode()
        for person in (cast.coordinator, cast.mentor, cast.mentee)
    ]
    assert shown == [True, False, False]
    done = f"/walk/{walk.pk}/talked/" if door == "page" else f"/mentorships/{walk.pk}/talked"
    send = doors.by_page if door == "page" else doors.by_api
    assert [send(who, done, {}).status_code for who in (cast.mentor, cast.outsider)] == [404, 404]
    assert send(cast.coordinator, done, {}).status_code in (200, 303)
    pulse = pulse_of(cast.mentee)
    assert (pulse.helped_by, pulse.helped_at is None) == (cast.coordinator, False)
    assert said not in sign_in(cast.coordinator).get(path).content.decode()
    assert send(cast.coordinator, done, {}).status_code == 403


def test_staff_read_no_answer_and_no_figure_of_few(cast, walk, sign_in) -> None:
    asked(30)
    actions.answer_pulse(by=cast.mentee, pulse=pulse_of(cast.mentee), answers=SAID)
    page = sign_in(cast.coordinator).get("/pulse/").content.decode()
    assert "not shown before 11 have answered" in page
    assert "of 1" not in page


def test_an_answer_moves_no_figure_until_ten_more_people_have_answered(cast, walk, sign_in) -> None:
    row = {"organization_id": walk.organization_id, "walk": walk, "day": 30}
    people = casting.make_people(cast.program.organization, *(f"Reed {n}" for n in range(21)))
    client, seen = sign_in(cast.coordinator), []
    for number, person in enumerate(people):
        at = clock.now() + timedelta(minutes=number)
        Pulse.objects.create(**row, person=person, answers={"heard": 5}, answered_at=at)
        if number in (9, 10, 20):
            page = client.get("/pulse/").content.decode()
            seen.append(page.partition("I feel heard.")[2].partition("</td>")[0])
    assert ["three quarters or more, of 11" in each for each in seen] == [False, True, True]
    assert seen[1] == seen[2]


def test_figures_take_as_many_queries_for_one_program_as_for_several(
    cast, walk, sign_in, count_queries
) -> None:
    client = sign_in(cast.coordinator)
    asked(30)
    actions.answer_pulse(by=cast.mentee, pulse=pulse_of(cast.mentee), answers=SAID)
    one = count_queries(client, "/pulse/")
    for number in range(3):
        casting.make_program(cast.program.organization, f"Program {number}")
    assert count_queries(client, "/pulse/") == one


def test_nothing_is_there_once_one_blocks_the_other(cast, walk, sign_in) -> None:
    asked(30)
    pulse = pulse_of(cast.mentee)
    safety.block(by=cast.mentor, person=cast.mentee)
    assert sign_in(cast.mentee).get(f"/pulse/{pulse.pk}/").status_code == 404


def test_anything_that_is_no_answer_is_left_out() -> None:
    assert pulses.tidied({"heard": "4", "often": 9, "honest": "x", "more": 3}) == {"heard": 4}
