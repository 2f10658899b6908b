"""A program's own words as versions: who gave them, when, and who is asked to sign again."""

import html

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse

from cairn.core.verdict import Refused
from cairn.mentorship import actions, agreements, limits, policies
from cairn.mentorship.models import AgreementText, Mentorship
from cairn.notifications.models import Notice
from cairn.people.models import Person
from tests.cast import Cast
from tests.factories import doors
from tests.factories import mentorship as mentorships

both_doors = pytest.mark.parametrize("door", doors.DOORS)
STAYS = (
    "What you tell each other stays between the two of you. Staff can see that you meet. "
    "They do not see what you say or write."
)
LIMITS = (
    STAYS,
    "- Someone may be badly hurt, or may die.",
    "- A child is being hurt, or an adult who cannot protect themselves.",
    "- A judge orders it.",
)
SUCCESS = {"page": 303, "api": 201}


def words(said: str = "We walk by the heron.") -> dict[str, str]:
    return {each: f"{body}\n\n{said}" for each, body in agreements.defaults().items()}


def adopt(
    door: str, by: Person, cast: Cast, given: dict[str, str], *, again: bool = False
) -> HttpResponse:
    path = f"/programs/{cast.program.pk}/agreement"
    if door == "page":
        form = {f"words_{each}": body for each, body in given.items()}
        return doors.by_page(by, f"{path}/", {**form, **({"asks_again": "on"} if again else {})})
    return doors.by_api(by, path, {"words": given, "asks_again": again})


def sign(walk: Mentorship, *people: Person) -> None:
    for person in people:
        actions.sign(by=person, mentorship=walk, language="en")


@both_doors
def test_staff_give_new_words_and_it_is_kept_who_and_when(cast: Cast, door, noon) -> None:
    assert adopt(door, cast.coordinator, cast, words()).status_code == SUCCESS[door]
    rows = AgreementText.objects.filter(program=cast.program)
    told = {(row.version, row.language, row.adopted_by, row.created_at) for row in rows}
    assert told == {(2, each, cast.coordinator, noon) for each in ("en", "es")}


@both_doors
@pytest.mark.parametrize("role", ["mentee", "mentor", "facilitator", "outsider"])
def test_to_everybody_else_there_are_no_versions(cast: Cast, door, role) -> None:
    assert adopt(door, cast.people[role], cast, words()).status_code == 404


@both_doors
def test_words_that_do_not_begin_with_the_limits_are_refused(cast: Cast, door) -> None:
    given = {each: f"# Hello\nWe walk.\n{body}" for each, body in words().items()}
    answer = adopt(door, cast.coordinator, cast, given)
    assert answer.status_code == (422 if door == "page" else 403)
    assert not AgreementText.objects.exists()
    empty = {each: f"# {agreements.limits_heading(each)}" for each in given}
    assert (
        policies.can_adopt_agreement(cast.coordinator, cast.program, empty).code == "limits_first"
    )


@both_doors
@pytest.mark.parametrize("number", range(len(limits.Part)))
def test_words_that_leave_out_a_limit_are_refused_and_say_which(cast: Cast, door, number) -> None:
    line = LIMITS[number]
    given = words()
    given["en"] = given["en"].replace(f"{line}\n", "Ask your program.\n")
    answer = adopt(door, cast.coordinator, cast, given)
    assert answer.status_code == (422 if door == "page" else 403)
    said = html.unescape(answer.content.decode())
    if door == "page":
        assert f"“{line.removeprefix('- ')}”" in said
        assert "We walk by the heron." in said
    else:
        assert answer.json()["code"] == "limits_missing"
    assert not AgreementText.objects.exists()


@both_doors
def test_each_language_says_its_own_limits(cast: Cast, door) -> None:
    given = words()
    given["es"] = given["es"].replace("- Un juez lo ordena.\n", "")
    answer = adopt(door, cast.coordinator, cast, given)
    assert answer.status_code == (422 if door == "page" else 403)
    said = answer.content.decode() if door == "page" else answer.json()["detail"]
    assert "“Un juez lo ordena.”" in said


def test_a_pair_that_has_signed_is_asked_nothing_by_a_new_version(cast: Cast, sign_in) -> None:
    walk = mentorships.begun(cast)
    Notice.objects.all().delete()
    actions.adopt_agreement(by=cast.coordinator, program=cast.program, words=words())
    assert policies.can_sign(cast.mentee, walk).code == "signed_already"
    assert not Notice.objects.exists()
    assert "new words" not in sign_in(cast.mentee).get(f"/walk/{walk.pk}/").content.decode()


def test_where_staff_ask_again_both_sign_again_and_go_on_meanwhile(cast: Cast, sign_in) -> None:
    walk = mentorships.begun(cast)
    begun_at = walk.begun_at
    Notice.objects.all().delete()
    given = {"by": cast.coordinator, "program": cast.program, "words": words()}
    actions.adopt_agreement(**given, asks_again=True)
    told = Notice.objects.filter(kind="mentorship.sign_again")
    assert {notice.person for notice in told} == set(walk.pair)
    assert "new words" in sign_in(cast.mentee).get(f"/walk/{walk.pk}/").content.decode()
    actions.commit(by=cast.mentee, mentorship=walk, words="Go on.")
    sign(walk, cast.mentee)
    assert policies.can_sign(cast.mentee, walk).code == "signed_already"
    sign(walk, cast.mentor)
    walk.refresh_from_db()
    assert (walk.begun_at, walk.contacts.count()) == (begun_at, 20)
    versions = walk.signatures.order_by("signed_at").values_list("text__version", flat=True)
    assert list(versions) == [1, 1, 2, 2]


def test_each_keeps_a_copy_of_every_version_as_it_was_signed(cast: Cast, sign_in) -> None:
    walk = mentorships.begun(cast)
    given = {"by": cast.coordinator, "program": cast.program, "words": words()}
    actions.adopt_agreement(**given, asks_again=True)
    sign(walk, cast.mentee)
    actions.end(by=cast.mentor, mentorship=walk, reason="")
    browser, path = sign_in(cast.mentee), f"/walk/{walk.pk}/agreement/"
    pages = [browser.get(f"{path}?version={number}").content.decode() for number in (1, 2)]
    assert ["heron" in page for page in pages] == [False, True]
    assert ["<bdi>Maple Test</bdi>," in page for page in pages] == [True, False]
    assert "heron" not in sign_in(cast.mentor).get(f"{path}?version=2").content.decode()
    for broken in ("x", "99", "9" * 400, "²"):
        assert browser.get(path, {"version": broken}).status_code == 200


def test_one_who_signed_first_signs_again_when_asked_before_it_begins(cast: Cast) -> None:
    walk = mentorships.matched(cast)
    sign(walk, cast.mentee)
    given = {"by": cast.coordinator, "program": cast.program, "words": words()}
    actions.adopt_agreement(**given, asks_again=True)
    sign(walk, cast.mentor)
    walk.refresh_from_db()
    assert walk.begun_at is None
    sign(walk, cast.mentee)
    walk.refresh_from_db()
    assert walk.begun_at


def test_nothing_can_be_said_before_both_have_signed_one_version(cast: Cast) -> None:
    walk = mentorships.matched(cast)
    sign(walk, cast.mentee)
    with pytest.raises(Refused) as refused:
        actions.commit(by=cast.mentee, mentorship=walk, words="Call the clinic.")
    assert refused.value.verdict.code == "not_signed"


@pytest.mark.parametrize("table", ["mentorship_agreementtext", "mentorship_signature"])
def test_the_database_changes_no_words_and_no_signature(cast: Cast, table: str) -> None:
    mentorships.begun(cast)
    for change in (f"update {table} set id = id", f"delete from {table}"):  # noqa: S608 - our own
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_the_page_of_versions_says_who_gave_them_and_how_many_pairs_signed(
    cast: Cast, sign_in
) -> None:
    browser, path = sign_in(cast.coordinator), f"/programs/{cast.program.pk}/agreement/"
    assert "so far" in browser.get(path).content.decode()
    mentorships.begun(cast)
    actions.adopt_agreement(by=cast.coordinator, program=cast.program, words=words())
    text = browser.get(path).content.decode()
    assert "Sage Test" in text
    assert '<th scope="row">1, en</th>' in text
