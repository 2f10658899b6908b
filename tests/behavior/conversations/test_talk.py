"""Reading a conversation: the list, the page, what is older, and what arrives."""

from datetime import datetime, timedelta
from html import unescape

import pytest
from django.urls import reverse

from cairn.conversations import queries
from cairn.conversations.models import Conversation, Message
from cairn.core import clock
from cairn.people.keys import store as keys
from tests.factories import conversations, doors
from tests.factories import mentorship as mentorships

HTMX = {"HX-Request": "true"}


def bodies(page: queries.Page) -> list[str]:
    return [line.body for day in page.days for line in day.lines]


def test_with_one_conversation_talk_leads_to_its_end(cast, sign_in) -> None:
    mentorship = mentorships.begun(cast)
    answer = sign_in(cast.mentee).get("/talk/")
    talk = conversations.of(mentorship)
    assert (answer.status_code, answer["Location"]) == (302, f"/talk/{talk.pk}/#latest")


def test_with_several_talk_lists_them_the_latest_first_and_the_ended_last(cast, sign_in) -> None:
    talks = [
        conversations.of(mentorships.signed_by_both(mentorships.another(cast, number)))
        for number in range(3)
    ]
    conversations.written(talks[0], talks[0].mentorship.mentee, "Hello")
    conversations.written(talks[2], cast.mentor, "Hello")
    mentorships.actions.end(by=cast.mentor, mentorship=talks[2].mentorship, reason="")
    page = sign_in(cast.mentor).get("/talk/").content.decode()
    places = [page.index(f"Sorrel {number}") for number in (0, 1, 2)]
    assert places == sorted(places)


def test_without_any_talk_says_what_will_be_here_and_offers_one_act(cast, sign_in) -> None:
    mentorship = mentorships.matched(cast)
    page = sign_in(cast.mentee).get("/talk/").content.decode()
    assert "Your conversation will be here." in page
    assert f'href="/walk/{mentorship.pk}/"' in page


@pytest.mark.parametrize("pairs", [1, 3])
def test_ones_conversations_take_two_queries_however_many(
    cast, django_assert_num_queries, pairs: int
) -> None:
    for number in range(pairs):
        talk = conversations.of(mentorships.signed_by_both(mentorships.another(cast, number)))
        conversations.written(talk, cast.mentor, "Hello")
        mentorships.signed_by_both(mentorships.another(cast, pairs + number))
    with django_assert_num_queries(2):
        names = [talk.other.display_name for talk in queries.talks(cast.mentor)]
    assert len(names) == pairs * 2


@pytest.mark.parametrize("messages", [1, 3])
def test_a_page_of_messages_takes_one_query_however_many(
    cast, django_assert_num_queries, messages: int
) -> None:
    talk = conversations.opened(cast)
    conversations.written(talk, cast.mentee, *["Hello"] * messages)
    with django_assert_num_queries(1):
        assert len(bodies(queries.page(talk, cast.mentor))) == messages


@pytest.mark.parametrize("path", ["/talk/", "/talk/with/{walk}/", "/talk/{talk}/"])
def test_looking_opens_nothing_before_the_first_message(cast, sign_in, path: str) -> None:
    walk = mentorships.begun(cast)
    asked = path.format(walk=walk.pk, talk=conversations.of(walk).pk)
    assert sign_in(cast.mentor).get(asked).status_code in {200, 302}
    assert Conversation.objects.count() == 0


def test_a_conversation_nobody_wrote_in_stays_in_its_place_when_somebody_does(
    cast, sign_in
) -> None:
    mentorship = mentorships.begun(cast)
    mentee, mentor = sign_in(cast.mentee), sign_in(cast.mentor)
    asked = mentee.get("/talk/")["Location"].removesuffix("#latest")
    waits = f"{asked}since/{queries.BEGINNING}/"
    assert mentee.get(waits).status_code == 200
    assert mentor.post(asked, {"body": "Hello", "form_key": "k" * 24}).status_code == 303
    assert "Hello</p>" in mentee.get(waits).content.decode()
    talk = Conversation.objects.get(mentorship=mentorship)
    assert asked == f"/talk/{talk.pk}/"


def test_talk_lists_one_nobody_wrote_in_after_those_that_go_on_and_before_the_ended(
    cast, sign_in
) -> None:
    walks = [mentorships.signed_by_both(mentorships.another(cast, number)) for number in range(3)]
    for walk in (walks[0], walks[2]):
        conversations.written(conversations.of(walk), cast.mentor, "Hello")
    mentorships.actions.end(by=cast.mentor, mentorship=walks[2], reason="")
    page = sign_in(cast.mentor).get("/talk/").content.decode()
    places = [page.index(f"Sorrel {number}") for number in (0, 1, 2)]
    assert places == sorted(places)


def test_from_the_mentorship_one_goes_to_its_conversation(cast, sign_in) -> None:
    mentorship = mentorships.begun(cast)
    answer = sign_in(cast.mentor).get(f"/talk/with/{mentorship.pk}/")
    talk = conversations.of(mentorship)
    assert answer["Location"] == f"/talk/{talk.pk}/#latest"


def test_before_both_have_signed_the_reason_is_given(cast, sign_in) -> None:
    mentorship = mentorships.matched(cast)
    answer = sign_in(cast.mentee).get(f"/talk/with/{mentorship.pk}/")
    assert answer.status_code == 403
    assert "You both sign the agreement first." in answer.content.decode()


@pytest.mark.parametrize("role", ["coordinator", "supervisor", "admin", "outsider"])
def test_nobody_else_finds_a_conversation_not_even_staff(cast, sign_in, role: str) -> None:
    talk = conversations.opened(cast)
    conversations.written(talk, cast.mentee, "heron canary")
    browser = sign_in(cast.people[role])
    paths = [f"/talk/{talk.pk}/", f"/talk/{talk.pk}/since/{queries.BEGINNING}/"]
    assert [browser.get(path).status_code for path in paths] == [404, 404]
    assert browser.get(f"/talk/with/{talk.mentorship_id}/").status_code in {403, 404}
    assert "heron" not in browser.get("/talk/").content.decode()


def test_the_page_says_once_who_reads_it_and_that_nobody_watches(cast, sign_in) -> None:
    talk = conversations.opened(cast)
    page = sign_in(cast.mentee).get(f"/talk/{talk.pk}/").content.decode()
    sentence = "Only you two read this. Nobody watches it: if it can’t wait, use “I need support”."
    assert page.count(sentence) == 1


def test_messages_stand_newest_last_under_the_readers_days(cast, sign_in, noon: datetime) -> None:
    talk = conversations.opened(cast)
    with clock.pinned(noon + timedelta(hours=13)):  # two at night in New York, Monday
        conversations.written(talk, cast.mentor, "Still up?")
    cast.mentee.time_zone = "America/Los_Angeles"  # where it is Sunday yet
    with clock.pinned(noon + timedelta(hours=24)):
        days = [
            queries.page(talk, reader).days[0].days_ago for reader in (cast.mentor, cast.mentee)
        ]
    assert days == [0, 1]


def test_what_is_older_comes_page_by_page_by_its_key(cast, sign_in) -> None:
    talk = conversations.opened(cast)
    said = [str(number) for number in range(queries.PAGE + 5)]
    conversations.written(talk, cast.mentee, *said)
    newest = queries.page(talk, cast.mentor)
    older = queries.page(talk, cast.mentor, newest.older)
    assert bodies(older) + bodies(newest) == said
    assert older.older is None
    page = sign_in(cast.mentor).get(f"/talk/{talk.pk}/?before={newest.older}").content.decode()
    assert "Back to the newest" in page
    assert "<textarea" not in page


def test_a_broken_key_shows_the_newest(cast, sign_in) -> None:
    talk = conversations.opened(cast)
    assert "<textarea" in sign_in(cast.mentee).get(f"/talk/{talk.pk}/?before=x").content.decode()


def test_an_open_page_gets_what_came_after_its_last_and_a_new_place_to_ask_from(
    cast, sign_in
) -> None:
    talk = conversations.opened(cast)
    first, second = conversations.written(talk, cast.mentor, "one", "two")
    fragment = sign_in(cast.mentee).get(f"/talk/{talk.pk}/since/{first.pk}/").content.decode()
    assert ("one</p>" in fragment, "two</p>" in fragment) == (False, True)
    assert f'hx-get="/talk/{talk.pk}/since/{second.pk}/"' in fragment
    assert "message-day" not in fragment
    assert "<html" not in fragment


def test_an_open_page_without_any_message_asks_from_the_beginning(cast, sign_in) -> None:
    talk = conversations.opened(cast)
    page = sign_in(cast.mentee).get(f"/talk/{talk.pk}/").content.decode()
    ask = reverse("since", args=[talk.pk, queries.BEGINNING])
    assert f'hx-get="{ask}"' in page
    conversations.written(talk, cast.mentor, "one")
    fragment = sign_in(cast.mentee).get(ask).content.decode()
    assert "one</p>" in fragment
    assert "message-day" in fragment


def test_more_than_one_answer_holds_is_asked_for_at_once(cast, sign_in, monkeypatch) -> None:
    monkeypatch.setattr(queries, "BATCH", 2)
    talk = conversations.opened(cast)
    conversations.written(talk, cast.mentor, "one", "two", "three")
    page = queries.since(talk, cast.mentee, queries.BEGINNING)
    rest = queries.since(talk, cast.mentee, page.latest)
    assert (bodies(page), page.has_more) == (["one", "two"], True)
    assert (bodies(rest), rest.has_more) == (["three"], False)


def test_with_scripts_a_sent_message_comes_back_with_what_arrived_and_an_empty_box(
    cast, sign_in
) -> None:
    talk = conversations.opened(cast)
    (known,) = conversations.written(talk, cast.mentor, "known")
    conversations.written(talk, cast.mentor, "meanwhile")
    form = {"body": "mine", "since": str(known.pk), "form_key": "k" * 24}
    answer = sign_in(cast.mentee).post(f"/talk/{talk.pk}/", form, headers=HTMX)
    fragment = answer.content.decode()
    shown = [words in fragment for words in ("known</p>", "meanwhile</p>", "mine</p>")]
    assert (answer.status_code, shown) == (200, [False, True, True])
    assert 'hx-swap-oob="true"' in fragment
    assert "></textarea>" in fragment


def test_with_scripts_a_refusal_keeps_the_words_in_the_box(cast, sign_in) -> None:
    talk = conversations.opened(cast)
    form = {"body": "long " * 1000, "form_key": "k" * 24}
    answer = sign_in(cast.mentee).post(f"/talk/{talk.pk}/", form, headers=HTMX)
    fragment = answer.content.decode()
    assert answer.status_code == 422
    assert "long long" in fragment.partition("<textarea")[2]
    assert 'aria-describedby="id_body_error"' in fragment


def test_words_that_look_like_markup_stay_words(cast, sign_in) -> None:
    talk = conversations.opened(cast)
    said = '<img src=x onerror="alert(1)"> {{ person }} {% now %}'
    conversations.written(talk, cast.mentor, said)
    page = sign_in(cast.mentee).get(f"/talk/{talk.pk}/").content.decode()
    assert "<img" not in page
    assert said in unescape(page)


def test_of_someone_who_left_the_other_keeps_that_there_was_a_message(cast, sign_in) -> None:
    talk = conversations.opened(cast)
    conversations.written(talk, cast.mentor, "heron canary")
    keys.destroy(cast.mentor.pk)
    page = sign_in(cast.mentee).get(f"/talk/{talk.pk}/").content.decode()
    assert "A message from someone who left." in page
    assert "heron" not in page


def test_an_ended_conversation_is_read_and_not_written_in(cast, sign_in) -> None:
    talk = conversations.opened(cast)
    conversations.written(talk, cast.mentor, "Go well")
    mentorships.actions.end(by=cast.mentee, mentorship=talk.mentorship, reason="")
    page = sign_in(cast.mentee).get(f"/talk/{talk.pk}/").content.decode()
    assert "Go well" in page
    assert "<textarea" not in page
    assert "What you wrote stays here to read." in page


def test_the_api_lists_conversations_and_messages_in_pages(cast) -> None:
    mentorship = mentorships.begun(cast)
    (talk,) = doors.get_by_api(cast.mentee, "/talk").json()
    assert talk == {
        "id": str(conversations.of(mentorship).pk),
        "mentorship_id": str(mentorship.pk),
        "other": "Maple Test",
        "is_mentor": False,
        "is_open": True,
    }
    conversations.written(conversations.of(mentorship), cast.mentor, "one", "two")
    path = f"/talk/{talk['id']}/messages"
    both = doors.get_by_api(cast.mentee, path).json()
    first = doors.get_by_api(cast.mentee, f"{path}?before={both[1]['id']}").json()
    assert ([m["body"] for m in both], first) == (["one", "two"], both[:1])
    assert doors.get_by_api(cast.coordinator, path).status_code == 404


def test_a_message_of_another_conversation_is_no_key_to_this_one(cast, sign_in) -> None:
    talks = [
        conversations.of(mentorships.signed_by_both(mentorships.another(cast, number)))
        for number in range(2)
    ]
    (foreign,) = conversations.written(talks[0], talks[0].mentorship.mentee, "elsewhere")
    conversations.written(talks[1], talks[1].mentorship.mentee, "here")
    path = f"/talk/{talks[1].pk}/since/{foreign.pk}/"
    fragment = sign_in(talks[1].mentorship.mentee).get(path).content.decode()
    assert ("elsewhere" in fragment, "here</p>" in fragment) == (False, True)
    assert Message.objects.count() == 2
