"""The note of a meeting: both write in it, see something otherwise, sign; every version stays."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.http import HttpResponse

from cairn.audit.models import Event
from cairn.core.verdict import Refused
from cairn.mentorship import actions, policies
from cairn.mentorship.models import Meeting, Mentorship, NoteSignature, NoteVersion
from cairn.notifications.models import Notice
from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.safety import actions as safety
from tests.cast import Cast
from tests.factories import doors
from tests.factories import mentorship as mentorships

pytestmark = pytest.mark.usefixtures("contexts")

WORDS = "We talked about the heron clinic."
OTHERWISE = "I said Friday, not Thursday."
both_doors = pytest.mark.parametrize(("door", "done"), [("page", 303), ("api", 201)])


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    held = mentorships.first_meeting(mentorships.begun(cast))
    Notice.objects.all().delete()
    return held


def send(door: str, by: Person, meeting: Meeting, what: str = "", **said: object) -> HttpResponse:
    """Send something about a note: "" writes, "otherwise" disagrees, "sign" signs."""
    if door == "page":
        named = {f"doubt-{key}": value for key, value in said.items()}
        data = named if what == "otherwise" else {"read": said["number"]} if what else said
        return doors.by_page(by, f"/meetings/{meeting.pk}/notes/{what and what + '/'}", data)
    at = {"": "", "otherwise": "/disagree", "sign": "/sign"}[what]
    return doors.by_api(by, f"/meetings/{meeting.pk}/note{at}", said)


def wrote(by: Person, meeting: Meeting, words: str = WORDS) -> NoteVersion:
    return actions.write_note(by=by, meeting=meeting, words=words)


def code_of(call, **given: object) -> str:
    with pytest.raises(Refused) as refused:
        call(**given)
    return refused.value.verdict.code


def text_of(sign_in, person: Person, meeting: Meeting, version: int | None = None) -> str:
    query = f"?version={version}" if version else ""
    return sign_in(person).get(f"/meetings/{meeting.pk}/notes/{query}").content.decode()


@both_doors
@pytest.mark.parametrize("role", ["mentee", "mentor"])
def test_either_begins_and_both_read_it(cast, meeting, door, done, role) -> None:
    assert send(door, cast.people[role], meeting, words=WORDS).status_code == done
    (version,) = meeting.note_versions.all()
    said = (version.number, version.by, version.kind, version.words)
    assert said == (1, cast.people[role], "wrote", WORDS)


@both_doors
@pytest.mark.parametrize("role", ["coordinator", "supervisor", "admin", "outsider"])
def test_to_everybody_else_there_is_nothing(cast, meeting, door, done, role) -> None:
    wrote(cast.mentor, meeting)
    person = cast.people[role]
    sent = [
        send(door, person, meeting, words=WORDS),
        send(door, person, meeting, "otherwise", words=OTHERWISE),
        send(door, person, meeting, "sign", number=1),
    ]
    assert [answer.status_code for answer in sent] == [404] * 3


def test_both_read_it_and_staff_do_not(cast, meeting, sign_in) -> None:
    wrote(cast.mentor, meeting)
    assert all(WORDS in text_of(sign_in, person, meeting) for person in meeting.mentorship.pair)
    browser, walk = sign_in(cast.coordinator), meeting.mentorship_id
    paths = (f"/meetings/{meeting.pk}/notes/", f"/walk/{walk}/notes/")
    assert [browser.get(path).status_code for path in paths] == [404, 404]
    assert WORDS not in browser.get(f"/walk/{walk}/").content.decode()


def test_the_words_stand_nowhere_in_plain_text(cast, meeting) -> None:
    wrote(cast.mentee, meeting)
    with connection.cursor() as cursor:
        cursor.execute("select encode(words, 'escape') from mentorship_noteversion")
        assert "heron" not in cursor.fetchone()[0]


@both_doors
def test_the_other_adds_and_nobody_writes_over_another(cast, meeting, sign_in, door, done) -> None:
    wrote(cast.mentor, meeting)
    assert send(door, cast.mentee, meeting, words="And the key.").status_code == done
    text = text_of(sign_in, cast.mentor, meeting)
    assert (WORDS in text, "And the key." in text) == (True, True)


@both_doors
def test_the_other_disagrees_beside_it_and_takes_it_back(
    cast, meeting, sign_in, door, done
) -> None:
    assert send(door, cast.mentee, meeting, "otherwise", words=OTHERWISE).status_code == 403
    wrote(cast.mentor, meeting)
    assert send(door, cast.mentee, meeting, "otherwise", words="").status_code == 403
    assert send(door, cast.mentee, meeting, "otherwise", words=OTHERWISE).status_code == done
    text = text_of(sign_in, cast.mentor, meeting)
    assert (WORDS in text, "Seen otherwise" in text, OTHERWISE in text) == (True, True, True)
    assert send(door, cast.mentee, meeting, "otherwise", words="").status_code == done
    assert "Seen otherwise" not in text_of(sign_in, cast.mentor, meeting)
    assert "Seen otherwise" in text_of(sign_in, cast.mentor, meeting, version=2)
    assert [version.kind for version in meeting.note_versions.order_by("number")] == [
        "wrote",
        "disagreed",
        "agreed",
    ]


@both_doors
def test_both_sign_the_version_they_read_and_once(cast, meeting, door, done) -> None:
    wrote(cast.mentor, meeting)
    sent = [send(door, by, meeting, "sign", number=1) for by in (cast.mentor, cast.mentee)]
    assert [answer.status_code for answer in sent] == [done, done]
    assert send(door, cast.mentee, meeting, "sign", number=1).status_code == 403
    signed = NoteSignature.objects.order_by("signed_at")
    assert [(row.person, row.version.number) for row in signed] == [
        (cast.mentor, 1),
        (cast.mentee, 1),
    ]


@both_doors
def test_what_changed_meanwhile_is_read_first(cast, meeting, door, done) -> None:
    wrote(cast.mentor, meeting)
    wrote(cast.mentor, meeting, "Something else.")
    assert send(door, cast.mentee, meeting, "sign", number=1).status_code == 403
    given = {"by": cast.mentee, "meeting": meeting, "read": 1}
    assert code_of(actions.sign_note, **given) == "note_changed"
    assert not NoteSignature.objects.exists()


def test_an_edit_after_signing_is_a_new_version_and_the_old_one_stays(
    cast, meeting, sign_in
) -> None:
    wrote(cast.mentor, meeting)
    actions.sign_note(by=cast.mentee, meeting=meeting, read=1)
    wrote(cast.mentor, meeting, "Another day.")
    now, before = (text_of(sign_in, cast.mentee, meeting, version) for version in (None, 1))
    assert ("Another day." in now, WORDS in now) == (True, False)
    assert ("Another day." in before, WORDS in before) == (False, True)
    assert "Sign version 2" in now
    assert "Rowan Test" in now.partition("Signatures")[2].partition("Versions")[0]
    assert NoteSignature.objects.get().version.number == 1


@pytest.mark.parametrize("table", ["noteversion", "notesignature"])
@pytest.mark.parametrize("change", ["update {} set id = id", "delete from {}"])
def test_the_database_changes_no_version_and_no_signature(cast, meeting, table, change) -> None:
    wrote(cast.mentor, meeting)
    actions.sign_note(by=cast.mentee, meeting=meeting)
    statement = change.format(f"mentorship_{table}")
    with (
        pytest.raises(ProgrammingError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_same_words_again_are_no_new_version(cast, meeting) -> None:
    for words in (WORDS, f" {WORDS}\r\n", WORDS):
        wrote(cast.mentor, meeting, words)
    assert meeting.note_versions.count() == 1


def test_every_reader_is_listed_to_the_mentee_and_a_look_is_on_record(
    cast, meeting, sign_in
) -> None:
    wrote(cast.mentee, meeting)
    assert "Nobody but you has read it yet." in text_of(sign_in, cast.mentee, meeting)
    assert not Event.objects.filter(act="look.note").exists()
    text_of(sign_in, cast.mentor, meeting)
    doors.get_by_api(cast.mentor, f"/meetings/{meeting.pk}/note")
    looks = Event.objects.filter(act="look.note", person_id=cast.mentee.pk, about=meeting.pk)
    assert [look.actor_id for look in looks] == [cast.mentor.pk] * 2
    listed = text_of(sign_in, cast.mentee, meeting).partition("Who reads this")[2]
    assert listed.count("Maple Test") == 2  # the sentence, and the one day on which they read
    own = sign_in(cast.mentee).get("/me/looks/").content.decode()
    assert "read the notes of a meeting" in own


def test_the_mentee_s_own_looks_are_listed_to_nobody(cast, meeting, sign_in) -> None:
    wrote(cast.mentor, meeting)
    text_of(sign_in, cast.mentee, meeting)
    assert not Event.objects.filter(act="look.note").exists()
    answer = doors.get_by_api(cast.mentor, f"/meetings/{meeting.pk}/note").json()
    assert answer["readers"] == []


def test_there_is_nothing_to_tick_or_to_rate(cast, meeting, sign_in) -> None:
    wrote(cast.mentor, meeting)
    page = sign_in(cast.mentee).get(f"/meetings/{meeting.pk}/notes/")
    fields = [*page.context["writing"].fields.values(), *page.context["doubt"].fields.values()]
    assert {type(field).__name__ for field in fields} == {"CharField"}
    main = page.content.decode().partition("<main")[2]
    assert not [kind for kind in ("checkbox", "radio", "range", "<select") if kind in main]


def test_the_other_is_told_once_until_they_look_and_nobody_else(cast, meeting) -> None:
    for words in ("One.", "Two."):
        wrote(cast.mentor, meeting, words)
    actions.sign_note(by=cast.mentee, meeting=meeting)
    told = sorted((n.kind.partition(".")[2], n.person.display_name) for n in Notice.objects.all())
    assert told == [("note_signed", "Maple Test"), ("noted", "Rowan Test")]


def test_only_of_a_meeting_that_was_held(cast, sign_in) -> None:
    walk = mentorships.begun(cast)
    asked = mentorships.proposed(walk, cast.mentor, days=2)
    assert code_of(wrote, by=cast.mentee, meeting=asked) == "not_met"
    assert sign_in(cast.mentee).get(f"/meetings/{asked.pk}/notes/").status_code == 403


@pytest.mark.parametrize(("words", "code"), [("  ", "no_words"), ("x" * 4001, "too_long")])
def test_a_note_has_words_and_not_too_many(cast, meeting, words, code) -> None:
    assert code_of(wrote, by=cast.mentee, meeting=meeting, words=words) == code
    page = send("page", cast.mentee, meeting, words=words)
    assert page.status_code == 422


def test_afterwards_it_is_read_and_no_longer_changed(cast, meeting, sign_in) -> None:
    wrote(cast.mentor, meeting)
    actions.end(by=cast.mentor, mentorship=meeting.mentorship, reason="")
    given = {"by": cast.mentee, "meeting": meeting}
    acts = [
        code_of(actions.write_note, **given, words=WORDS),
        code_of(actions.disagree, **given, words=WORDS),
        code_of(actions.sign_note, **given),
    ]
    assert acts == ["ended"] * 3
    text = text_of(sign_in, cast.mentee, meeting)
    assert (WORDS in text, "<textarea" in text, "Sign version" in text) == (True, False, False)


def test_nothing_is_there_once_one_blocks_the_other(cast, meeting, sign_in) -> None:
    wrote(cast.mentor, meeting)
    safety.block(by=cast.mentor, person=cast.mentee)
    for person in meeting.mentorship.pair:
        assert sign_in(person).get(f"/meetings/{meeting.pk}/notes/").status_code == 404
        assert send("api", person, meeting, words=WORDS).status_code == 404


def test_words_go_with_the_key_of_who_wrote_them_and_the_others_stay(
    cast, meeting, sign_in
) -> None:
    wrote(cast.mentor, meeting)
    wrote(cast.mentee, meeting, "And the key.")
    keys.destroy(cast.mentor.pk)
    text = text_of(sign_in, cast.mentee, meeting)
    assert "Words of someone who left." in text
    assert ("heron" in text, "And the key." in text) == (False, True)


def test_there_is_an_end_to_changing(cast, meeting, monkeypatch) -> None:
    monkeypatch.setattr("cairn.mentorship.policies.notes.MOST_VERSIONS", 2)
    for words in ("One.", "Two."):
        wrote(cast.mentee, meeting, words)
    given = {"by": cast.mentee, "meeting": meeting, "words": "Three."}
    assert code_of(actions.write_note, **given) == "too_many_versions"
    assert policies.can_sign_note(cast.mentee, meeting)


def test_the_list_says_how_each_stands(cast, meeting, sign_in) -> None:
    walk: Mentorship = meeting.mentorship
    path = f"/walk/{walk.pk}/notes/"
    browser = sign_in(cast.mentee)
    assert "nothing written yet" in browser.get(path).content.decode()
    wrote(cast.mentor, meeting)
    actions.sign_note(by=cast.mentor, meeting=meeting)
    assert "not signed by you" in browser.get(path).content.decode()
    actions.sign_note(by=cast.mentee, meeting=meeting)
    assert "signed by both" in browser.get(path).content.decode()
    (row,) = doors.get_by_api(cast.mentee, f"/mentorships/{walk.pk}/notes").json()
    assert (row["number"], set(row["signed_by_ids"])) == (1, {str(one.pk) for one in walk.pair})


def test_the_list_is_empty_before_the_first_meeting(cast, sign_in) -> None:
    walk = mentorships.begun(cast)
    page = sign_in(cast.mentee).get(f"/walk/{walk.pk}/notes/").content.decode()
    assert "once you have met" in page


def test_many_meetings_come_in_pages(cast, meeting, sign_in, monkeypatch) -> None:
    monkeypatch.setattr("cairn.mentorship.queries.notes.NOTES", 1)
    walk = meeting.mentorship
    path = f"/walk/{walk.pk}/notes/"
    row = {"organization_id": walk.organization_id, "mentorship": walk, "mode": "phone"}
    later = mentorships.later(walk, days=9)
    Meeting.objects.create(
        **row,
        starts_at=later,
        ends_at=mentorships.later(walk, days=9, hours=1),
        state="held",
        set_by=walk.mentor,
    )
    page = sign_in(cast.mentee).get(path).content.decode()
    assert f"?before={Meeting.objects.get(starts_at=later).pk}" in page
    older = sign_in(cast.mentee).get(f"{path}?before={Meeting.objects.get(starts_at=later).pk}")
    assert str(meeting.pk) in older.content.decode()
