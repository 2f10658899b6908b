"""After an ending, however it came, the mentee waits for a mentor again in one tap."""

from datetime import timedelta

import pytest

from cairn.audit.models import Event
from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.mentorship import actions, policies
from cairn.mentorship.models import Mentorship
from cairn.notifications.models import Notice
from cairn.people.models import Person
from cairn.programs.models import Enrollment
from cairn.safety import actions as safety
from tests import cast as casting
from tests.cast import Cast
from tests.factories import doors
from tests.factories import mentorship as mentorships

both_doors = pytest.mark.parametrize("door", doors.DOORS)
BUTTON = "Wait for a mentor again"


def place_of(cast: Cast, person: Person | None = None) -> Enrollment:
    return Enrollment.objects.get(person=person or cast.mentee)


def wait_again(door: str, by: Person, place: Enrollment) -> int:
    if door == "page":
        return doors.by_page(by, f"/choose/{place.pk}/again/", {}).status_code
    return doors.by_api(by, f"/enrollments/{place.pk}/again", {}).status_code


def why_not(by: Person, place: Enrollment) -> str:
    with pytest.raises(Refused) as refused:
        actions.wait_again(by=by, place=place)
    return refused.value.verdict.code


@both_doors
def test_one_tap_after_an_ending_and_the_wait_counts_from_then(cast, door, noon) -> None:
    mentorships.ended(cast)
    assert place_of(cast).waiting_since is None
    with clock.pinned(noon + timedelta(days=3)):
        assert wait_again(door, cast.mentee, place_of(cast)) == (303 if door == "page" else 200)
        assert place_of(cast).waiting_since == clock.today(cast.program.time_zone)


def test_where_nothing_had_begun_no_day_of_the_wait_is_lost(cast) -> None:
    first = place_of(cast).waiting_since
    walk = mentorships.matched(cast)
    actions.end(by=cast.mentor, mentorship=walk, reason="")
    actions.wait_again(by=cast.mentee, place=place_of(cast))
    assert place_of(cast).waiting_since == first


@both_doors
def test_it_happens_once(cast, door) -> None:
    mentorships.ended(cast)
    done = [wait_again(door, cast.mentee, place_of(cast)) for _ in range(2)]
    assert done == [303 if door == "page" else 200, 403]


@both_doors
@pytest.mark.parametrize("role", ["mentor", "coordinator", "facilitator", "outsider"])
def test_nobody_else_can(cast, door, role) -> None:
    mentorships.ended(cast)
    assert wait_again(door, cast.people[role], place_of(cast)) == 404
    assert place_of(cast).waiting_since is None


def test_where_it_does_not_apply_it_says_why(cast) -> None:
    waits = why_not(cast.mentee, place_of(cast))
    mentorships.begun(cast)
    walks = why_not(cast.mentee, place_of(cast))
    mentors = why_not(cast.mentor, place_of(cast, cast.mentor))
    Enrollment.objects.update(ended_at=clock.now())
    left = why_not(cast.mentee, place_of(cast))
    assert [waits, walks, mentors, left] == [
        "waits_already",
        "has_a_mentor",
        "not_yours",
        "not_enrolled",
    ]


def test_coordinators_are_told_and_the_one_who_was_left_is_not(cast) -> None:
    mentorships.ended(cast)
    Notice.objects.all().delete()
    actions.wait_again(by=cast.mentee, place=place_of(cast))
    told = [(n.person, n.kind, n.path) for n in Notice.objects.all()]
    path = f"/people/{cast.mentee.pk}/"
    assert told == [(cast.coordinator, "mentorship.asks_again", path)]
    assert Event.objects.filter(act="mentorship.wait_again", actor_id=cast.mentee.pk).count() == 1


def test_a_coordinator_who_is_kept_from_them_is_told_nothing(cast) -> None:
    mentorships.ended(cast)
    safety.block(by=cast.mentee, person=cast.coordinator)
    Notice.objects.all().delete()
    actions.wait_again(by=cast.mentee, place=place_of(cast))
    assert not Notice.objects.exists()


def test_who_waits_again_can_be_matched_again(cast) -> None:
    walk = mentorships.ended(cast)
    actions.wait_again(by=cast.mentee, place=place_of(cast))
    again = mentorships.pair(cast.program, walk.mentee, walk.mentor)
    assert Mentorship.objects.live().get() == again
    assert place_of(cast).waiting_since is None


def test_the_page_of_what_ended_offers_it_to_the_mentee_while_it_holds(cast, sign_in) -> None:
    walk = mentorships.begun(cast)
    path = f"/walk/{walk.pk}/"

    def offers(who: Person) -> bool:
        return BUTTON in sign_in(who).get(path).content.decode()

    seen = [offers(cast.mentee)]
    actions.end(by=cast.mentee, mentorship=walk, reason="")
    seen += [offers(cast.mentee), offers(cast.mentor), offers(cast.coordinator)]
    actions.wait_again(by=cast.mentee, place=place_of(cast))
    assert [*seen, offers(cast.mentee)] == [False, True, False, False, False]


def test_a_change_without_fault_waits_already(cast) -> None:
    mentorships.begun(cast)
    actions.change_mentor(by=cast.mentee, place=place_of(cast))
    assert policies.can_wait_again(cast.mentee, place_of(cast)).code == "waits_already"


def test_today_leads_there_and_says_then_that_one_waits(cast, sign_in) -> None:
    walk, client = mentorships.ended(cast), sign_in(cast.mentee)
    today = client.get("/").content.decode()
    assert f'href="/walk/{walk.pk}/"' in today
    actions.wait_again(by=cast.mentee, place=place_of(cast))
    assert "You are on the list for a mentor." in client.get("/").content.decode()


def test_who_walks_in_another_program_waits_again_in_this_one_alone(cast) -> None:
    other = casting.make_program(cast.program.organization, "Morning program")
    mentorships.ended(cast)
    casting.enroll(other, cast.mentee, Enrollment.Side.MENTEE)
    aspen = casting.make_person(cast.program.organization, "Aspen Test")
    casting.enroll(other, aspen, Enrollment.Side.MENTOR)
    mentorships.pair(other, cast.mentee, aspen)
    here = cast.program.enrollments.get(person=cast.mentee)
    there = other.enrollments.get(person=cast.mentee)
    assert why_not(cast.mentee, there) == "has_a_mentor"
    assert actions.wait_again(by=cast.mentee, place=here).waiting_since
