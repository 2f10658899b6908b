"""Small things that either of the two means to do: said, kept, let go."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.http import HttpResponse

from cairn.core.verdict import Refused
from cairn.mentorship import actions
from cairn.mentorship.models import Commitment, Mentorship
from cairn.notifications.models import Notice
from cairn.people.models import Person
from cairn.safety import actions as safety
from cairn.stones.models import Stone
from tests.factories import doors
from tests.factories import mentorship as mentorships

WORDS = "Call the heron clinic."
both_doors = pytest.mark.parametrize(("door", "done"), [("page", 303), ("api", 201)])


def commit(door: str, by: Person, walk: Mentorship, due_on: str = "2026-11-27") -> HttpResponse:
    said = {"words": WORDS, "due_on": due_on}
    if door == "page":
        return doors.by_page(by, f"/walk/{walk.pk}/commitments/", said)
    return doors.by_api(by, f"/mentorships/{walk.pk}/commitments", said)


def settle(door: str, by: Person, commitment: Commitment, how: str) -> int:
    if door == "page":
        return doors.by_page(by, f"/commitments/{commitment.pk}/{how}/", {}).status_code
    return doors.by_api(by, f"/commitments/{commitment.pk}/{how}", {}).status_code


def made(walk: Mentorship, by: Person) -> Commitment:
    return actions.commit(by=by, mentorship=walk, words=WORDS)


def code_of(call, **given: object) -> str:
    with pytest.raises(Refused) as refused:
        call(**given)
    return refused.value.verdict.code


@both_doors
@pytest.mark.parametrize("role", ["mentee", "mentor"])
def test_either_of_the_two_says_what_they_mean_to_do(cast, door, done, role, noon) -> None:
    walk = mentorships.begun(cast)
    assert commit(door, cast.people[role], walk).status_code == done
    (said,) = walk.commitments.all()
    assert (said.made_by, said.words, said.due_on) == (cast.people[role], WORDS, date(2026, 11, 27))


@both_doors
@pytest.mark.parametrize("role", ["coordinator", "supervisor", "outsider"])
def test_to_everybody_else_there_is_nothing(cast, door, done, role, noon) -> None:
    walk = mentorships.begun(cast)
    commitment = made(walk, cast.mentee)
    person = cast.people[role]
    assert commit(door, person, walk).status_code == 404
    assert [settle(door, person, commitment, how) for how in ("kept", "let-go")] == [404, 404]
    assert Commitment.objects.get().is_open


def test_both_read_it_and_staff_do_not(cast, sign_in) -> None:
    walk = mentorships.begun(cast)
    made(walk, cast.mentee)
    pages = {
        role: WORDS in sign_in(cast.people[role]).get(f"/walk/{walk.pk}/").content.decode()
        for role in ("mentee", "mentor", "coordinator")
    }
    assert pages == {"mentee": True, "mentor": True, "coordinator": False}
    assert sign_in(cast.coordinator).get(f"/walk/{walk.pk}/commitments/").status_code == 404


def test_the_words_stand_nowhere_in_plain_text(cast) -> None:
    made(mentorships.begun(cast), cast.mentee)
    with connection.cursor() as cursor:
        cursor.execute("select encode(words, 'escape') from mentorship_commitment")
        assert "heron" not in cursor.fetchone()[0]


@pytest.mark.parametrize("door", doors.DOORS)
def test_a_kept_one_lays_one_stone_for_who_made_it(cast, door) -> None:
    commitment = made(mentorships.begun(cast), cast.mentee)
    done = [settle(door, cast.mentor, commitment, "kept") for _ in range(2)]
    assert done == [303 if door == "page" else 200, 403]
    laid = [stone for stone in Stone.objects.all() if stone.kind == "commitment"]
    assert [(stone.person, stone.for_what) for stone in laid] == [
        (cast.mentee, "A commitment, kept")
    ]
    commitment.refresh_from_db()
    assert (commitment.settled_by, commitment.let_go_at) == (cast.mentor, None)


@pytest.mark.parametrize("door", doors.DOORS)
def test_one_is_let_go_without_a_stone_and_without_a_word_of_failure(cast, door, sign_in) -> None:
    walk = mentorships.begun(cast)
    commitment = made(walk, cast.mentee)
    assert settle(door, cast.mentee, commitment, "let-go") == (303 if door == "page" else 200)
    assert not [stone for stone in Stone.objects.all() if stone.kind == "commitment"]
    page = sign_in(cast.mentee).get(f"/walk/{walk.pk}/commitments/").content.decode()
    text = page.partition('<ul class="stack">')[2].partition("</ul>")[0]
    assert "let go" in text
    assert not [word for word in ("fail", "missed", "late", "broken") if word in text.lower()]
    assert settle(door, cast.mentee, commitment, "kept") == 403


def test_the_other_is_told_and_nobody_else(cast) -> None:
    walk = mentorships.begun(cast)
    Notice.objects.all().delete()
    actions.keep_commitment(by=cast.mentee, commitment=made(walk, cast.mentee))
    actions.let_go(by=cast.mentor, commitment=made(walk, cast.mentor))
    told = sorted((n.kind.partition(".")[2], n.person.display_name) for n in Notice.objects.all())
    assert told == [
        *[("committed", "Maple Test"), ("committed", "Rowan Test")],
        *[("kept", "Maple Test"), ("let_go", "Rowan Test")],
    ]


@both_doors
def test_nothing_before_both_have_signed(cast, door, done, noon) -> None:
    walk = mentorships.matched(cast)
    assert commit(door, cast.mentee, walk).status_code == 403
    assert walk.commitments.count() == 0


def test_nothing_once_it_has_ended_and_what_was_said_stays_to_read(cast, sign_in) -> None:
    walk = mentorships.begun(cast)
    commitment = made(walk, cast.mentee)
    actions.end(by=cast.mentor, mentorship=walk, reason="")
    given = {"by": cast.mentee, "commitment": commitment}
    assert code_of(made, walk=walk, by=cast.mentee) == "ended"
    assert [code_of(act, **given) for act in (actions.keep_commitment, actions.let_go)] == [
        "ended",
        "ended",
    ]
    page = sign_in(cast.mentor).get(f"/walk/{walk.pk}/commitments/").content.decode()
    assert WORDS in page
    assert "Let it go" not in page


@both_doors
def test_nothing_is_there_once_one_blocks_the_other(cast, door, done, noon) -> None:
    walk = mentorships.begun(cast)
    commitment = made(walk, cast.mentee)
    safety.block(by=cast.mentor, person=cast.mentee)
    for person in walk.pair:
        assert commit(door, person, walk).status_code == 404
        assert settle(door, person, commitment, "kept") == 404


def test_a_day_that_has_passed_is_said_at_its_field_and_the_words_are_kept(
    cast, noon: datetime
) -> None:
    walk = mentorships.begun(cast)
    page = commit("page", cast.mentee, walk, "2026-11-21")
    text = page.content.decode()
    assert page.status_code == 422
    assert "That day has passed." in text
    assert f'value="{WORDS}"' in text
    answer = commit("api", cast.mentee, walk, "2026-11-21")
    assert (answer.status_code, answer.json()["code"]) == (403, "day_past")


def test_a_commitment_has_words_and_few_of_them(cast) -> None:
    walk = mentorships.begun(cast)
    for words in ("  ", "x" * 201):
        given = {"by": cast.mentee, "mentorship": walk, "words": words}
        assert code_of(actions.commit, **given) == "few_words"


def test_a_day_that_passes_changes_nothing(cast, sign_in, noon: datetime) -> None:
    walk = mentorships.begun(cast)
    commitment = made(walk, cast.mentee)
    Commitment.objects.filter(pk=commitment.pk).update(due_on=date(2026, 11, 1))
    text = sign_in(cast.mentee).get(f"/walk/{walk.pk}/").content.decode()
    assert WORDS in text
    assert "overdue" not in text
    actions.keep_commitment(by=cast.mentee, commitment=commitment)


def test_the_api_lists_them_what_is_open_first(cast) -> None:
    walk = mentorships.begun(cast)
    done, still = made(walk, cast.mentee), made(walk, cast.mentor)
    actions.keep_commitment(by=cast.mentee, commitment=done)
    listed = doors.get_by_api(cast.mentor, f"/mentorships/{walk.pk}/commitments").json()
    assert [(row["id"], row["kept_at"] is None) for row in listed] == [
        (str(still.pk), True),
        (str(done.pk), False),
    ]
