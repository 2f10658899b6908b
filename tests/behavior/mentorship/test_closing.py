"""Ending well: a planned last meeting, letters that stay, agreed contact, a talk with each."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse

from cairn.audit.models import Event
from cairn.conversations import policies as conversations
from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.mentorship import actions
from cairn.mentorship.models import Closing, ExitTalk, Farewell, Mentorship
from cairn.notifications.models import Notice
from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.safety import actions as safety
from tests.cast import Cast
from tests.factories import conversations as talks
from tests.factories import doors
from tests.factories import mentorship as mentorships

LETTER = "You picked up the phone. The heron on the river will always be you."
both_doors = pytest.mark.parametrize("door", doors.DOORS)


@pytest.fixture
def walk(cast: Cast) -> Mentorship:
    begun = mentorships.begun(cast)
    Notice.objects.all().delete()
    return begun


def day(days: int = 14) -> str:
    return (clock.today("America/New_York") + timedelta(days=days)).isoformat()


def plan(door: str, by: Person, walk: Mentorship, days: int = 14) -> HttpResponse:
    if door == "page":
        return doors.by_page(by, f"/walk/{walk.pk}/last/", {"last_on": day(days)})
    return doors.by_api(by, f"/mentorships/{walk.pk}/closing", {"last_on": day(days)})


def planned(walk: Mentorship, by: Person) -> Closing:
    last_on = clock.today("America/New_York") + timedelta(days=14)
    return actions.plan_closing(by=by, walk=walk, last_on=last_on)


def ended(walk: Mentorship, by: Person) -> None:
    actions.end(by=by, mentorship=walk, reason="")


def of(person: Person) -> Farewell:
    return Farewell.objects.get(person=person)


def send(door: str, by: Person, farewell: Farewell, what: str = "", **said: str) -> int:
    """Send something to somebody's goodbye: the letter, "give", "contact", or "exit"."""
    if door == "api":
        at = f"/farewells/{farewell.pk}{what and '/' + what}"
        return doors.by_api(by, at, said).status_code
    page = {"exit": "told/", "": ""}.get(what, f"{what}/")
    data = {f"exit-{key}": value for key, value in said.items()} if what == "exit" else said
    return doors.by_page(by, f"/farewell/{farewell.pk}/{page}", data).status_code


def code_of(call, **given: object) -> str:
    with pytest.raises(Refused) as refused:
        call(**given)
    return refused.value.verdict.code


def told() -> list[tuple[str, str]]:
    news = Notice.objects.exclude(kind__startswith="conversations")
    return sorted((n.kind.partition(".")[2], n.person.display_name) for n in news)


def good(door: str) -> int:
    return 303 if door == "page" else 200


@both_doors
@pytest.mark.parametrize("role", ["mentee", "mentor", "coordinator"])
def test_each_of_the_two_and_staff_plan_the_last_meeting(cast, walk, door, role) -> None:
    assert plan(door, cast.people[role], walk).status_code == (303 if door == "page" else 201)
    (closing,) = Closing.objects.all()
    assert (closing.planned_by, closing.last_on.isoformat()) == (cast.people[role], day())
    assert {one.person for one in Farewell.objects.all()} == set(walk.pair)
    walk.refresh_from_db()
    assert walk.ended_at is None


@both_doors
def test_a_stranger_plans_nothing(cast, walk, door) -> None:
    assert plan(door, cast.outsider, walk).status_code == 404
    assert not Closing.objects.exists()


def test_the_other_and_the_coordinators_are_told(cast, walk) -> None:
    planned(walk, cast.mentee)
    assert told() == [("closing", "Maple Test"), ("closing_planned", "Sage Test")]


@pytest.mark.parametrize("days", [-1, 367])
def test_it_is_a_day_to_come_within_a_year(cast, walk, days) -> None:
    page = plan("page", cast.mentee, walk, days)
    assert (page.status_code, "Take a day to come" in page.content.decode()) == (422, True)
    answer = plan("api", cast.mentee, walk, days)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_to_come")


def test_another_day_is_another_row_with_who_and_when(cast, walk) -> None:
    first = planned(walk, cast.mentee)
    second = planned(walk, cast.mentor)
    first.refresh_from_db()
    assert (first.dropped_by, first.dropped_at is None) == (cast.mentor, False)
    assert list(Closing.objects.standing()) == [second]


@both_doors
def test_they_can_go_on_after_all(cast, walk, door) -> None:
    def drop() -> int:
        if door == "page":
            return doors.by_page(cast.mentor, f"/walk/{walk.pk}/last/drop/", {}).status_code
        return doors.by_api(cast.mentor, f"/mentorships/{walk.pk}/closing/drop", {}).status_code

    assert drop() == 403
    planned(walk, cast.mentee)
    Notice.objects.all().delete()
    assert drop() == good(door)
    assert not Closing.objects.standing().exists()
    assert told() == [("goes_on", "Rowan Test")]


def test_nobody_is_closed_by_a_clock(cast, walk, sign_in) -> None:
    planned(walk, cast.mentee)
    with clock.pinned(clock.now() + timedelta(days=200)):
        assert "Nothing ends by itself" in sign_in(cast.mentee).get(f"/walk/{walk.pk}/").text
        walk.refresh_from_db()
        assert walk.ended_at is None
        assert conversations.can_write(cast.mentee, talks.of(walk))


def test_nothing_is_planned_before_it_begins_nor_after_it_ended(cast) -> None:
    walk = mentorships.matched(cast)
    assert code_of(planned, walk=walk, by=cast.mentee) == "not_signed"
    ended(walk, cast.mentee)
    assert code_of(planned, walk=walk, by=cast.mentee) == "ended"
    assert not Farewell.objects.exists()
    assert not ExitTalk.objects.exists()


@both_doors
def test_a_letter_is_read_once_it_is_given_and_then_stays(cast, walk, sign_in, door) -> None:
    planned(walk, cast.mentee)
    mine, path = of(cast.mentor), f"/farewell/{of(cast.mentee).pk}/"
    assert send(door, cast.mentor, mine, "give") == 403
    assert send(door, cast.mentor, mine, words=LETTER) == good(door)
    assert "heron" not in sign_in(cast.mentee).get(path).text
    Notice.objects.all().delete()
    assert send(door, cast.mentor, mine, "give") == good(door)
    assert told() == [("letter", "Rowan Test")]
    assert LETTER in sign_in(cast.mentee).get(path).text
    assert send(door, cast.mentor, mine, words="Something else.") == 403
    assert send(door, cast.mentor, mine, "give") == 403
    ended(walk, cast.mentee)
    assert LETTER in sign_in(cast.mentee).get(path).text
    assert doors.get_by_api(cast.mentee, f"/farewells/{of(cast.mentee).pk}").json()["letter"]


def test_a_letter_can_be_written_after_the_end_too(cast, walk, sign_in) -> None:
    ended(walk, cast.mentor)
    actions.write_letter(by=cast.mentor, farewell=of(cast.mentor), words=LETTER)
    actions.give_letter(by=cast.mentor, farewell=of(cast.mentor))
    assert LETTER in sign_in(cast.mentee).get(f"/farewell/{of(cast.mentee).pk}/").text


def test_the_letter_stands_nowhere_in_plain_text(cast, walk) -> None:
    ended(walk, cast.mentor)
    actions.write_letter(by=cast.mentor, farewell=of(cast.mentor), words=LETTER)
    with connection.cursor() as cursor:
        cursor.execute("select encode(words, 'escape') from mentorship_farewell")
        assert not [row for row in cursor.fetchall() if "heron" in row[0]]


def test_a_letter_goes_with_the_key_of_who_wrote_it(cast, walk, sign_in) -> None:
    ended(walk, cast.mentor)
    actions.write_letter(by=cast.mentor, farewell=of(cast.mentor), words=LETTER)
    actions.give_letter(by=cast.mentor, farewell=of(cast.mentor))
    keys.destroy(cast.mentor.pk)
    page = sign_in(cast.mentee).get(f"/farewell/{of(cast.mentee).pk}/").text
    assert ("heron" in page, "Words of someone who left." in page) == (False, True)


@both_doors
@pytest.mark.parametrize("role", ["mentor", "coordinator", "outsider"])
def test_nobody_else_opens_a_goodbye(cast, walk, door, role) -> None:
    ended(walk, cast.mentor)
    person, theirs = cast.people[role], of(cast.mentee)
    sent = [
        send(door, person, theirs, words=LETTER),
        send(door, person, theirs, "give"),
        send(door, person, theirs, "contact", contact="hello"),
        send(door, person, theirs, "exit", good="All."),
    ]
    assert sent == [404] * 4


@both_doors
@pytest.mark.parametrize(
    ("wishes", "holds"),
    [
        (("now_and_then", "hello"), "hello"),
        (("none", "now_and_then"), "none"),
        (("now_and_then", "now_and_then"), "now_and_then"),
    ],
)
def test_the_lesser_wish_for_contact_holds(cast, walk, door, wishes, holds) -> None:
    one, two = wishes
    ended(walk, cast.mentor)
    Notice.objects.all().delete()
    assert send(door, cast.mentee, of(cast.mentee), "contact", contact=one) == good(door)
    page = doors.get_by_api(cast.mentor, f"/farewells/{of(cast.mentor).pk}").json()
    assert (page["agreed"], told()) == (None, [])
    assert send(door, cast.mentor, of(cast.mentor), "contact", contact=two) == good(door)
    for person in walk.pair:
        answer = doors.get_by_api(person, f"/farewells/{of(person).pk}").json()
        assert answer["agreed"] == holds
    assert told() == [("contact_agreed", "Rowan Test")]


def test_after_a_planned_ending_each_is_asked_how_it_was(cast, walk, sign_in) -> None:
    planned(walk, cast.mentee)
    ended(walk, cast.mentor)
    assert walk.ending.is_planned
    assert {talk.person for talk in ExitTalk.objects.open()} == set(walk.pair)
    page = sign_in(cast.coordinator).get(f"/walk/{walk.pk}/").text
    assert "They said goodbye as planned." in page
    assert "How it was for you" in sign_in(cast.mentee).get(f"/farewell/{of(cast.mentee).pk}/").text


def test_an_unplanned_ending_is_followed_by_a_talk_with_each(cast, walk, sign_in) -> None:
    ended(walk, cast.mentor)
    assert not walk.ending.is_planned
    browser = sign_in(cast.coordinator)
    assert "each may need someone" in browser.get(f"/walk/{walk.pk}/").text
    owed = browser.get("/contacts/").text.partition("Talks after an ending")[2]
    assert ("Rowan Test" in owed, "Maple Test" in owed) == (True, True)


@both_doors
def test_each_answers_alone_and_once_and_staff_read_it(cast, walk, sign_in, door) -> None:
    ended(walk, cast.mentor)
    said = {"good": "The walks.", "again": "yes"}
    assert send(door, cast.mentee, of(cast.mentee), "exit", **said) == good(door)
    assert send(door, cast.mentee, of(cast.mentee), "exit", **said) == 403
    talk = ExitTalk.objects.get(person=cast.mentee)
    assert (talk.answers, talk.told_by) == (said, cast.mentee)
    path = f"/talks/{talk.pk}/"
    assert "The walks." in sign_in(cast.coordinator).get(path).text
    looks = Event.objects.filter(act="look.exit", person_id=cast.mentee.pk)
    assert [look.actor_id for look in looks] == [cast.coordinator.pk]
    assert [sign_in(one).get(path).status_code for one in (cast.mentor, cast.outsider)] == [404] * 2
    assert "The walks." not in sign_in(cast.mentor).get(f"/walk/{walk.pk}/").text


@both_doors
def test_staff_write_down_a_talk_once(cast, walk, door) -> None:
    ended(walk, cast.mentor)
    talk = ExitTalk.objects.get(person=cast.mentor)

    def keep() -> int:
        said = {"missing": "A longer goodbye.", "again": "perhaps"}
        if door == "page":
            return doors.by_page(cast.coordinator, f"/talks/{talk.pk}/", said).status_code
        return doors.by_api(cast.coordinator, f"/exit-talks/{talk.pk}", said).status_code

    assert [keep(), keep()] == [good(door), 403]
    talk.refresh_from_db()
    assert (talk.told_by, talk.answers["missing"]) == (cast.coordinator, "A longer goodbye.")
    assert code_of(actions.tell_exit, by=cast.mentor, farewell=of(cast.mentor), answers={}) == (
        "not_asked"
    )
    listed = doors.get_by_api(cast.coordinator, "/exit-talks").json()
    assert [row["person"] for row in listed] == ["Rowan Test"]


@both_doors
def test_who_likes_stays_in_touch_and_leaves_again(cast, walk, sign_in, door) -> None:
    def says(word: str) -> int:
        own = of(cast.mentee)
        if door == "page":
            return doors.by_page(
                cast.mentee, f"/farewell/{own.pk}/stay/", {"stays": word}
            ).status_code
        said = {"stays": word == "yes"}
        return doors.by_api(cast.mentee, f"/farewells/{own.pk}/stay", said).status_code

    planned(walk, cast.mentee)
    assert says("yes") == 403
    ended(walk, cast.mentee)
    browser = sign_in(cast.coordinator)
    assert "Nobody yet." in browser.get("/alumni/").text
    assert [says("yes"), says("yes")] == [good(door), 403]
    assert "Rowan Test" in browser.get("/alumni/").text
    assert ("alumni", "Sage Test") in told()
    (row,) = doors.get_by_api(cast.coordinator, "/alumni").json()
    assert row["person"] == "Rowan Test"
    assert sign_in(cast.mentor).get("/alumni/").status_code == 404
    assert [says("no"), says("no")] == [good(door), 403]
    assert "Nobody yet." in browser.get("/alumni/").text


def test_the_conversation_is_read_afterwards_and_closed_to_new_words(cast, walk, sign_in) -> None:
    conversation = talks.of(walk)
    talks.written(conversation, cast.mentor, "See you on the bridge.")
    planned(walk, cast.mentee)
    ended(walk, cast.mentee)
    path = f"/talk/{talks.of(walk).pk}/"
    assert "See you on the bridge." in sign_in(cast.mentee).get(path).text
    assert doors.by_page(cast.mentee, path, {"body": "One more."}).status_code == 403


def test_two_who_are_kept_apart_have_no_goodbye_and_each_is_talked_with(
    cast, walk, sign_in
) -> None:
    planned(walk, cast.mentee)
    paths = [(person, f"/farewell/{of(person).pk}/") for person in walk.pair]
    safety.block(by=cast.mentor, person=cast.mentee)
    assert [sign_in(person).get(path).status_code for person, path in paths] == [404, 404]
    assert {talk.person for talk in ExitTalk.objects.open()} == set(walk.pair)
    owed = sign_in(cast.coordinator).get("/contacts/").text
    assert "Talks after an ending" in owed
