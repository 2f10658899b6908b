"""Signing: each for oneself, the same words for both; the second signature begins it."""

from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse

from cairn.audit.models import Event
from cairn.core import clock
from cairn.mentorship import actions, agreements
from cairn.mentorship.models import Mentorship
from cairn.notifications.models import Notice
from cairn.people.models import Person
from cairn.stones.models import Stone
from tests.factories import doors
from tests.factories import mentorship as mentorships


def sign(door: str, person: Person, mentorship: Mentorship, version: int = 1) -> HttpResponse:
    if door == "page":
        form = {"read": version, "agreed": "on"}
        return doors.by_page(person, f"/walk/{mentorship.pk}/agreement/", form)
    body = {"version": version, "language": "en"}
    return doors.by_api(person, f"/mentorships/{mentorship.pk}/signature", body)


SUCCESS = {"page": 303, "api": 201}
both_doors = pytest.mark.parametrize("door", doors.DOORS)


@both_doors
def test_a_signature_is_kept_with_its_words_and_its_time(cast, door, noon: datetime) -> None:
    mentorship = mentorships.matched(cast)
    assert sign(door, cast.mentee, mentorship).status_code == SUCCESS[door]
    (signature,) = mentorship.signatures.all()
    assert (signature.person, signature.text.version, signature.signed_at) == (cast.mentee, 1, noon)


@both_doors
def test_it_begins_with_the_second_signature_whoever_comes_first(cast, door) -> None:
    mentorship = mentorships.matched(cast)
    sign(door, cast.mentor, mentorship)
    mentorship.refresh_from_db()
    assert mentorship.begun_at is None
    sign(door, cast.mentee, mentorship)
    mentorship.refresh_from_db()
    assert mentorship.begun_at is not None


@both_doors
def test_nobody_signs_twice(cast, door) -> None:
    mentorship = mentorships.matched(cast)
    sign(door, cast.mentee, mentorship)
    assert sign(door, cast.mentee, mentorship).status_code == 403
    assert mentorship.signatures.count() == 1


@both_doors
def test_staff_see_the_agreement_and_sign_for_nobody(cast, door) -> None:
    mentorship = mentorships.matched(cast)
    assert sign(door, cast.coordinator, mentorship).status_code == 403
    assert mentorship.signatures.count() == 0


@both_doors
def test_to_a_stranger_there_is_no_agreement(cast, door) -> None:
    mentorship = mentorships.matched(cast)
    assert sign(door, cast.outsider, mentorship).status_code == 404


@both_doors
def test_words_that_changed_meanwhile_are_not_signed_unread(cast, door) -> None:
    mentorship = mentorships.matched(cast)
    actions.adopt_agreement(by=cast.coordinator, program=cast.program)
    assert sign(door, cast.mentee, mentorship, version=1).status_code == 403
    assert sign(door, cast.mentee, mentorship, version=2).status_code == SUCCESS[door]


@both_doors
def test_what_has_ended_is_not_signed(cast, door) -> None:
    mentorship = mentorships.matched(cast)
    actions.end(by=cast.mentor, mentorship=mentorship, reason="")
    assert sign(door, cast.mentee, mentorship).status_code == 403


def test_without_the_tick_nothing_is_signed_and_the_page_says_so(cast, sign_in, act) -> None:
    mentorship = mentorships.matched(cast)
    page = act(sign_in(cast.mentee), f"/walk/{mentorship.pk}/agreement/", {"read": 1})
    assert page.status_code == 422
    assert "Tick the box when you have read it" in page.content.decode()
    assert mentorship.signatures.count() == 0


def test_the_page_says_the_limits_of_confidentiality_before_anything_else(cast, sign_in) -> None:
    mentorship = mentorships.matched(cast)
    page = sign_in(cast.mentee).get(f"/walk/{mentorship.pk}/agreement/").content.decode()
    headings = [part.partition("</h2>")[0] for part in page.split("<h2>")[1:]]
    assert headings[0] == "What stays between you, and what cannot"


def test_both_sign_one_version_though_a_newer_one_came_between(cast) -> None:
    mentorship = mentorships.matched(cast)
    actions.sign(by=cast.mentee, mentorship=mentorship, language="es")
    actions.adopt_agreement(by=cast.coordinator, program=cast.program)
    actions.sign(by=cast.mentor, mentorship=mentorship, language="en")
    signed = mentorship.signatures.order_by("signed_at").values_list(
        "text__version", "text__language"
    )
    assert list(signed) == [(1, "es"), (1, "en")]


def test_a_language_cairn_does_not_speak_gets_english(cast) -> None:
    mentorship = mentorships.matched(cast)
    signature = actions.sign(by=cast.mentee, mentorship=mentorship, language="tlh")
    assert signature.text.language == "en"


def test_who_signed_reads_their_own_copy_later(cast, sign_in) -> None:
    mentorship = mentorships.begun(cast)
    new = {each: body.partition("\n\n# ")[0] for each, body in agreements.defaults().items()}
    actions.adopt_agreement(by=cast.coordinator, program=cast.program, words=new)
    page = sign_in(cast.mentee).get(f"/walk/{mentorship.pk}/agreement/").content.decode()
    assert "What a mentor is not" in page
    assert "(version 1)" in page


def test_new_words_are_adopted_in_every_language_or_not_at_all(cast) -> None:
    with pytest.raises(Exception, match="language_missing"):
        actions.adopt_agreement(by=cast.coordinator, program=cast.program, words={"en": "# New"})


def test_only_staff_of_the_program_adopt_new_words(cast) -> None:
    with pytest.raises(Exception, match="not_staff_here"):
        actions.adopt_agreement(by=cast.mentor, program=cast.program)


def test_support_contacts_are_owed_to_both_from_the_day_it_begins(cast, noon: datetime) -> None:
    mentorship = mentorships.begun(cast)
    days = [
        [
            str(day)
            for day in mentorship.contacts.filter(person=one, kind="contact")
            .values_list("due_on", flat=True)
            .order_by("due_on")
        ]
        for one in mentorship.pair
    ]
    assert days[0] == days[1]
    assert days[0][:3] == ["2026-11-29", "2026-12-13", "2027-01-13"]
    assert len(days[0]) == 7


def test_the_day_it_begins_is_the_programs_own(cast, noon: datetime) -> None:
    cast.program.time_zone = "Pacific/Kiritimati"  # where it is Monday already
    cast.program.save()
    mentorship = mentorships.begun(cast)
    assert str(mentorship.begun_on) == "2026-11-23"
    assert str(mentorship.contacts.order_by("due_on")[0].due_on) == "2026-11-30"


def test_a_signed_agreement_lays_one_stone_in_each_of_the_two_cairns(cast) -> None:
    mentorships.begun(cast)
    laid = [
        (stone.person.display_name, stone.kind, stone.for_what) for stone in Stone.objects.all()
    ]
    assert sorted(laid) == [
        ("Maple Test", "step", "An agreement, signed"),
        ("Rowan Test", "step", "An agreement, signed"),
    ]


def test_the_other_is_told_of_a_signature_and_both_learn_that_it_begins(cast) -> None:
    mentorship = mentorships.matched(cast)
    Notice.objects.all().delete()
    actions.sign(by=cast.mentee, mentorship=mentorship, language="en")
    actions.sign(by=cast.mentor, mentorship=mentorship, language="en")
    assert [(n.person, n.kind) for n in Notice.objects.order_by("created_at")] == [
        (cast.mentor, "mentorship.signed"),
        (cast.mentee, "mentorship.begun"),
    ]


def test_each_signature_and_the_beginning_stand_in_the_record(cast) -> None:
    mentorship = mentorships.begun(cast)
    acts = Event.objects.filter(about=mentorship.pk).order_by("created_at")
    assert [(event.act, event.actor_id) for event in acts] == [
        ("mentorship.match", cast.mentor.pk),
        ("mentorship.sign", cast.mentee.pk),
        ("mentorship.sign", cast.mentor.pk),
        ("mentorship.begin", cast.mentor.pk),
    ]


def test_the_api_hands_out_the_words_before_they_are_signed(cast) -> None:
    mentorship = mentorships.matched(cast)
    answer = doors.get_by_api(cast.mentee, f"/mentorships/{mentorship.pk}/agreement").json()
    assert answer == {"version": 1, "language": "en", "body": agreements.defaults()["en"]}


def test_signing_late_counts_the_rhythm_from_then(cast, noon: datetime) -> None:
    mentorship = mentorships.matched(cast)
    with clock.pinned(noon + timedelta(days=10)):
        mentorships.signed_by_both(mentorship)
    assert str(mentorship.contacts.order_by("due_on")[0].due_on) == "2026-12-09"
