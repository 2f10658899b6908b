"""Another mentor in the first 30 days: one tap, no reason, no fault, no day of the wait lost."""

from datetime import timedelta

import pytest

from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.mentorship import actions, policies
from cairn.mentorship.models import Handover, Meeting, Mentorship
from cairn.notifications.models import Notice
from cairn.people.models import Person
from cairn.programs.models import Enrollment
from tests import cast as casting
from tests.cast import Cast
from tests.factories import doors
from tests.factories import mentorship as mentorships

both_doors = pytest.mark.parametrize("door", doors.DOORS)
WORDS = "I like the heron, and no calls before ten."


def place_of(person: Person) -> Enrollment:
    return Enrollment.objects.get(person=person)


def change(door: str, by: Person, place: Enrollment) -> int:
    if door == "page":
        return doors.by_page(by, f"/choose/{place.pk}/change/", {}).status_code
    return doors.by_api(by, f"/enrollments/{place.pk}/change", {}).status_code


def changed(cast: Cast) -> Handover:
    mentorships.begun(cast)
    return actions.change_mentor(by=cast.mentee, place=place_of(cast.mentee))


def do(door: str, by: Person, handover: Handover, what: str, **said: str) -> int:
    if door == "page":
        return doors.by_page(by, f"/handover/{handover.pk}/{what}", said).status_code
    path = f"/handovers/{handover.pk}/{what}".rstrip("/")
    return doors.by_api(by, path, said).status_code


def next_mentor(cast: Cast) -> Mentorship:
    """The mentee walks with somebody else, in the same program."""
    aspen = casting.make_person(cast.program.organization, "Aspen Test")
    casting.enroll(cast.program, aspen, Enrollment.Side.MENTOR)
    return mentorships.pair(cast.program, cast.mentee, aspen)


@both_doors
def test_one_tap_ends_it_and_the_wait_goes_on_from_its_first_day(cast, door, noon) -> None:
    since = place_of(cast.mentee).waiting_since
    walk = mentorships.begun(cast)
    assert (walk.waiting_since, place_of(cast.mentee).waiting_since) == (since, None)
    assert change(door, cast.mentee, place_of(cast.mentee)) == (303 if door == "page" else 201)
    walk.refresh_from_db()
    assert (walk.ended_at, walk.ending.ended_by, walk.ending.reason) == (noon, cast.mentee, "")
    assert walk.ending.is_change
    assert place_of(cast.mentee).waiting_since == since


@both_doors
def test_it_happens_once(cast, door) -> None:
    mentorships.begun(cast)
    done = [change(door, cast.mentee, place_of(cast.mentee)) for _ in range(2)]
    assert done == [303 if door == "page" else 201, 403]


@both_doors
@pytest.mark.parametrize("role", ["mentor", "coordinator", "facilitator", "outsider"])
def test_only_the_mentee_can(cast, door, role) -> None:
    walk = mentorships.begun(cast)
    assert change(door, cast.people[role], place_of(cast.mentee)) == 404
    walk.refresh_from_db()
    assert walk.ended_at is None


@both_doors
def test_on_the_thirtieth_day_still_and_on_the_next_one_no_more(cast, door, noon) -> None:
    mentorships.begun(cast)
    with clock.pinned(noon + timedelta(days=31)):
        assert change(door, cast.mentee, place_of(cast.mentee)) == 403
    with clock.pinned(noon + timedelta(days=30, hours=11)):  # eleven at night in New York
        assert change(door, cast.mentee, place_of(cast.mentee)) != 403


def test_before_both_have_signed_too(cast) -> None:
    walk = mentorships.matched(cast)
    actions.change_mentor(by=cast.mentee, place=place_of(cast.mentee))
    walk.refresh_from_db()
    assert walk.ended_at


def test_what_the_two_had_still_to_come_is_called_off(cast) -> None:
    walk = mentorships.begun(cast)
    Meeting.objects.create(
        organization_id=walk.organization_id,
        mentorship=walk,
        starts_at=clock.now() + timedelta(days=2),
        ends_at=clock.now() + timedelta(days=2, hours=1),
        mode=Meeting.Mode.PHONE,
        set_by=cast.mentor,
    )
    actions.change_mentor(by=cast.mentee, place=place_of(cast.mentee))
    assert walk.meetings.get().state == Meeting.State.CANCELED


def test_the_mentor_is_told_kindly_and_coordinators_that_somebody_waits(cast) -> None:
    mentorships.begun(cast)
    Notice.objects.all().delete()
    actions.change_mentor(by=cast.mentee, place=place_of(cast.mentee))
    told = {(n.person.display_name, n.kind) for n in Notice.objects.all()}
    assert told == {
        ("Maple Test", "mentorship.changed"),
        ("Sage Test", "mentorship.waits_again"),
    }


@both_doors
def test_what_is_handed_on_is_written_and_shown_by_the_mentee_alone(cast, door, sign_in) -> None:
    handover = changed(cast)
    walk = mentorships.signed_by_both(next_mentor(cast))
    good = 303 if door == "page" else 200
    assert do(door, cast.mentee, handover, "", words=WORDS) == good
    path = f"/walk/{walk.pk}/"
    assert WORDS not in sign_in(walk.mentor).get(path).content.decode()
    assert do(door, cast.mentee, handover, "show" + "/" * (door == "page")) == good
    shown = [WORDS in sign_in(who).get(path).content.decode() for who in (walk.mentor, cast.mentee)]
    assert shown == [True, False]
    assert do(door, cast.mentee, handover, "take-back" + "/" * (door == "page")) == good
    assert WORDS not in sign_in(walk.mentor).get(path).content.decode()


def test_words_that_change_are_shown_anew_or_not_at_all(cast) -> None:
    handover = changed(cast)
    actions.write_handover(by=cast.mentee, handover=handover, words=WORDS)
    actions.approve_handover(by=cast.mentee, handover=handover)
    actions.write_handover(by=cast.mentee, handover=handover, words="Something else.")
    assert handover.approved_at is None


def test_nothing_is_shown_where_nothing_is_written(cast) -> None:
    handover = changed(cast)
    with pytest.raises(Refused) as refused:
        actions.approve_handover(by=cast.mentee, handover=handover)
    assert refused.value.verdict.code == "no_words"


def test_neither_staff_nor_the_mentor_who_was_left_reads_it(cast, sign_in) -> None:
    handover = changed(cast)
    actions.write_handover(by=cast.mentee, handover=handover, words=WORDS)
    actions.approve_handover(by=cast.mentee, handover=handover)
    for person in (cast.mentor, cast.coordinator, cast.outsider):
        assert not Handover.objects.handed_to(person).exists()
        assert sign_in(person).get(f"/handover/{handover.pk}/").status_code == 404
        page = sign_in(person).get(f"/walk/{handover.left_id}/").content.decode()
        assert WORDS not in page


def test_the_next_mentor_reads_it_only_once_both_have_signed(cast) -> None:
    handover = changed(cast)
    actions.write_handover(by=cast.mentee, handover=handover, words=WORDS)
    actions.approve_handover(by=cast.mentee, handover=handover)
    walk = next_mentor(cast)
    assert not Handover.objects.handed_to(walk.mentor).exists()
    mentorships.signed_by_both(walk)
    assert Handover.objects.handed_to(walk.mentor).get() == handover


def test_the_page_offers_it_to_the_mentee_while_it_is_early(cast, sign_in, noon) -> None:
    walk = mentorships.begun(cast)
    path, said = f"/walk/{walk.pk}/", "I would like someone else"
    both = [said in sign_in(who).get(path).content.decode() for who in walk.pair]
    assert both == [True, False]
    with clock.pinned(noon + timedelta(days=31)):
        assert said not in sign_in(cast.mentee).get(path).content.decode()


def test_staff_read_that_it_was_a_change_without_fault(cast, sign_in) -> None:
    handover = changed(cast)
    page = sign_in(cast.coordinator).get(f"/walk/{handover.left_id}/").content.decode()
    assert "a change without fault" in page
    assert policies.is_early(handover.left)


def test_the_page_says_one_waits_until_there_is_another_mentor(cast, sign_in) -> None:
    handover, client = changed(cast), sign_in(cast.mentee)
    said = ["You are on the list again" in client.get(f"/handover/{handover.pk}/").content.decode()]
    next_mentor(cast)
    page = client.get(f"/handover/{handover.pk}/").content.decode()
    assert [*said, "You are on the list again" in page] == [True, False]
    assert "<h1>From one mentor to the next</h1>" in page
