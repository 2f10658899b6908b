"""Sending a message: through the page and through the API, by the same action."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from cairn.audit.models import Event
from cairn.conversations import actions, queries
from cairn.conversations.models import Conversation, Message
from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.mentorship import actions as mentorship_actions
from cairn.notifications.models import Notice
from cairn.people.models import Person
from tests.factories import conversations, doors
from tests.factories import mentorship as mentorships

SUCCESS = {"page": 303, "api": 201}
TOO_MUCH = {"page": 422, "api": 403}
both_doors = pytest.mark.parametrize("door", doors.DOORS)


def send(door: str, person: Person, conversation: Conversation, body: str) -> HttpResponse:
    if door == "page":
        return doors.by_page(person, f"/talk/{conversation.pk}/", {"body": body})
    return doors.by_api(person, f"/talk/{conversation.pk}/messages", {"body": body})


@both_doors
def test_each_of_the_two_writes_to_the_other(cast, door) -> None:
    talk = conversations.opened(cast)
    for person, body in ((cast.mentee, "Are you there?"), (cast.mentor, "I am.")):
        assert send(door, person, talk, body).status_code == SUCCESS[door]
    assert [(m.sent_by, m.body) for m in Message.objects.order_by("pk")] == [
        (cast.mentee, "Are you there?"),
        (cast.mentor, "I am."),
    ]


@both_doors
@pytest.mark.parametrize("role", ["coordinator", "supervisor", "admin", "outsider"])
def test_to_anybody_else_there_is_no_conversation(cast, door, role: str) -> None:
    talk = conversations.opened(cast)
    assert send(door, cast.people[role], talk, "Hello").status_code == 404
    assert Message.objects.count() == 0


@both_doors
def test_after_the_end_nothing_is_sent(cast, door) -> None:
    talk = conversations.opened(cast)
    mentorship_actions.end(by=cast.mentee, mentorship=talk.mentorship, reason="")
    assert send(door, cast.mentor, talk, "One more thing").status_code == 403
    assert Message.objects.count() == 0


@both_doors
@pytest.mark.parametrize("body", ["", "  \n ", "\x00\x1b", "x" * 4001])
def test_nothing_and_too_much_are_refused(cast, door, body: str) -> None:
    talk = conversations.opened(cast)
    assert send(door, cast.mentee, talk, body).status_code == TOO_MUCH[door]
    assert Message.objects.count() == 0


@both_doors
def test_four_thousand_characters_are_fine_whatever_stands_around_them(cast, door) -> None:
    talk = conversations.opened(cast)
    body = "x\n" * 1999 + "yz"
    assert send(door, cast.mentee, talk, f"  {body} \r\n").status_code == SUCCESS[door]
    assert Message.objects.get().body == body


def test_before_both_have_signed_there_is_nothing_to_write_in(cast) -> None:
    mentorship = mentorships.matched(cast)
    mentorship_actions.sign(by=cast.mentee, mentorship=mentorship, language="en")
    assert queries.find(cast.mentee, conversations.of(mentorship).pk) is None
    assert queries.talks(cast.mentee) == []
    with pytest.raises(Refused, match="not_signed"):
        actions.send_message(by=cast.mentee, conversation=queries.of(mentorship), body="Hello")


def test_a_conversation_that_should_not_be_there_takes_no_message_either(cast) -> None:
    mentorship = mentorships.matched(cast)
    talk = Conversation.objects.create(organization=mentorship.organization, mentorship=mentorship)
    with pytest.raises(Refused) as refused:
        actions.send_message(by=cast.mentee, conversation=talk, body="Hello")
    assert refused.value.verdict.code == "not_signed"


def test_the_same_form_sent_twice_sends_one_message(cast, sign_in) -> None:
    talk = conversations.opened(cast)
    browser, form = sign_in(cast.mentee), {"body": "Once", "form_key": "k" * 24}
    answers = [browser.post(f"/talk/{talk.pk}/", form) for _ in range(2)]
    assert [(a.status_code, a["Location"]) for a in answers] == [
        (303, f"/talk/{talk.pk}/#latest")
    ] * 2
    assert Message.objects.count() == 1


def test_ids_rise_with_each_message_though_a_clock_runs_behind(cast, noon: datetime) -> None:
    talk = conversations.opened(cast)
    first = conversations.written(talk, cast.mentee, "one", "two")
    with clock.pinned(noon - timedelta(minutes=3)):
        later = conversations.written(talk, cast.mentor, "three")
    ids = [message.pk for message in first + later]
    assert ids == sorted(ids)
    assert [m.body for m in Message.objects.order_by("pk")] == ["one", "two", "three"]


def test_the_open_pages_of_both_learn_the_name_of_the_place_and_nothing_else(cast) -> None:
    talk = conversations.opened(cast)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        conversations.written(talk, cast.mentee, "heron canary")
    signals = [query["sql"] for query in asked if "pg_notify" in query["sql"]]
    expected = [f"{person.pk} conversation-{talk.pk}" for person in (cast.mentee, cast.mentor)]
    assert [sum(name in sql for sql in signals) for name in expected] == [1, 1]
    assert not any("heron" in sql for sql in signals)


def test_the_other_finds_one_notice_until_they_look_and_it_holds_no_words(cast, sign_in) -> None:
    talk = conversations.opened(cast)
    Notice.objects.all().delete()
    conversations.written(talk, cast.mentee, "one", "two", "three")
    waiting = Notice.objects.unseen().filter(kind="conversations.message")
    assert [(n.person, n.path, n.about) for n in waiting.all()] == [
        (cast.mentor, f"/talk/{talk.pk}/#latest", talk.pk)
    ]
    sign_in(cast.mentor).get(f"/talk/{talk.pk}/")
    assert waiting.all().count() == 0
    conversations.written(talk, cast.mentee, "four")
    assert waiting.all().count() == 1


def test_whether_the_other_looked_shows_nowhere(cast, sign_in) -> None:
    talk = conversations.opened(cast)
    conversations.written(talk, cast.mentee, "Hello")
    since = f"/talk/{talk.pk}/since/{Message.objects.get().pk}/"
    pages = [sign_in(cast.mentee).get(since).content]
    sign_in(cast.mentor).get(f"/talk/{talk.pk}/")
    pages.append(sign_in(cast.mentee).get(since).content)
    assert pages[0] == pages[1]


def test_the_words_stand_nowhere_readable_in_the_database(cast) -> None:
    conversations.written(conversations.opened(cast), cast.mentee, "heron canary")
    with connection.cursor() as cursor:
        cursor.execute("select encode(body, 'escape') from conversations_message")
        assert "heron" not in cursor.fetchone()[0]


def test_each_message_leaves_an_event_without_words(cast) -> None:
    talk = conversations.opened(cast)
    (message,) = conversations.written(talk, cast.mentee, "Hello")
    event = Event.objects.get(act="conversations.send")
    assert (event.actor_id, event.about, event.person_id) == (
        cast.mentee.pk,
        message.pk,
        cast.mentor.pk,
    )


def test_what_is_too_long_is_still_in_the_box_with_the_reason(cast, sign_in, act) -> None:
    talk = conversations.opened(cast)
    page = act(sign_in(cast.mentee), f"/talk/{talk.pk}/", {"body": "still here " * 400})
    text = page.content.decode()
    assert page.status_code == 422
    assert "That is too long for one message. Send it in two." in text
    assert "still here still here" in text


def test_the_api_answers_with_the_message(cast, noon: datetime) -> None:
    talk = conversations.opened(cast)
    answer = doors.by_api(cast.mentee, f"/talk/{talk.pk}/messages", {"body": " Hello "}).json()
    message = Message.objects.get()
    assert answer == {
        "id": str(message.pk),
        "sent_by_id": str(cast.mentee.pk),
        "body": "Hello",
        "sent_at": "2026-11-22T17:00:00Z",
    }
