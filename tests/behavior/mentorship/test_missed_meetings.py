"""A meeting that was missed stays open until somebody gets in touch; staff too say how one went."""

from datetime import datetime, timedelta

import pytest

from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.mentorship import actions, queries
from cairn.mentorship.models import Meeting, Mentorship, Turn
from cairn.notifications.models import Notice
from cairn.people.models import Person
from cairn.safety import actions as safety
from tests.cast import Cast
from tests.factories import doors
from tests.factories import mentorship as mentorships

both_doors = pytest.mark.parametrize("door", doors.DOORS)
LATER = timedelta(hours=4)
SAID = "They missed a meeting."


@pytest.fixture
def walk(cast: Cast, noon: datetime) -> Mentorship:
    return mentorships.met(cast)


@pytest.fixture
def untold(cast: Cast, walk: Mentorship, noon) -> Meeting:
    """A meeting both said yes to, whose time has come and gone; nobody has said how it went."""
    meeting = mentorships.agreed(walk, hours=2)
    with clock.pinned(noon + LATER):
        yield meeting


@pytest.fixture
def missed(untold: Meeting) -> Meeting:
    walk = untold.mentorship
    return actions.say(by=walk.mentor, meeting=untold, said=Turn.Kind.MISSED)


def reach(door: str, by: Person, meeting: Meeting) -> int:
    path = f"/walk/{meeting.mentorship_id}/missed/"
    if door == "page":
        return doors.by_page(by, path, {"meeting": meeting.pk}).status_code
    path = f"/mentorships/{meeting.mentorship_id}/missed"
    return doors.by_api(by, path, {"meeting_id": str(meeting.pk)}).status_code


def tell(door: str, by: Person, meeting: Meeting, said: str, third: str = "") -> int:
    words = {"said": said, "third_person": third}
    if door == "page":
        path = f"/walk/{meeting.mentorship_id}/told/"
        return doors.by_page(by, path, {"meeting": meeting.pk, **words}).status_code
    path = f"/mentorships/{meeting.mentorship_id}/told"
    return doors.by_api(by, path, {"meeting_id": str(meeting.pk), **words}).status_code


def needing(cast: Cast) -> list[bool]:
    return [need.has_missed for need in queries.mentorships_needing(cast.coordinator)]


@both_doors
@pytest.mark.parametrize("role", ["mentee", "mentor", "coordinator"])
def test_it_stays_with_staff_until_somebody_got_in_touch(cast, missed, sign_in, door, role) -> None:
    assert needing(cast) == [True]
    assert SAID in sign_in(cast.coordinator).get("/").content.decode()
    assert reach(door, cast.people[role], missed) == (303 if door == "page" else 200)
    assert needing(cast) == []
    assert SAID not in sign_in(cast.coordinator).get("/").content.decode()
    turn = missed.turns.get(kind=Turn.Kind.REACHED)
    assert (turn.by, turn.created_at) == (cast.people[role], clock.now())


@both_doors
def test_somebody_got_in_touch_once(cast, missed, door) -> None:
    done = [reach(door, cast.coordinator, missed) for _ in range(2)]
    assert done == [303 if door == "page" else 200, 403]


@both_doors
@pytest.mark.parametrize("role", ["facilitator", "outsider"])
def test_nobody_else_says_so(cast, missed, door, role) -> None:
    assert reach(door, cast.people[role], missed) == 404
    assert tell(door, cast.people[role], missed, "met") == 404


def test_it_is_closed_as_well_when_the_two_have_met_since(cast, missed) -> None:
    with clock.pinned(clock.now() + timedelta(days=1)):
        mentorship = missed.mentorship
        now = {"met_at": clock.now(), "mode": Meeting.Mode.PHONE}
        actions.record_meeting(by=cast.mentee, mentorship=mentorship, **now)
        assert needing(cast) == []


def test_the_notice_of_it_is_taken_back(cast, missed) -> None:
    waiting = Notice.objects.filter(kind="mentorship.missed", seen_at=None)
    assert [notice.person for notice in waiting] == [cast.mentee]
    actions.follow_up(by=cast.coordinator, meeting=missed)
    assert not waiting.all()


def test_each_page_offers_it_once(cast, missed, sign_in) -> None:
    path = f"/walk/{missed.mentorship_id}/"

    def offered() -> list[bool]:
        people = (cast.mentee, cast.mentor, cast.coordinator)
        return ["I got in touch" in sign_in(who).get(path).content.decode() for who in people]

    assert offered() == [True, True, True]
    actions.follow_up(by=cast.mentor, meeting=missed)
    assert offered() == [False, False, False]


@pytest.mark.parametrize("role", ["mentee", "mentor", "supervisor"])
def test_staff_read_who_got_in_touch_and_on_which_day(cast, missed, sign_in, role) -> None:
    path, browser = f"/walk/{missed.mentorship_id}/", sign_in(cast.coordinator)
    assert "got in touch about it on" not in browser.get(path).content.decode()
    who = cast.people[role]
    with clock.pinned(clock.now() + timedelta(days=1)):
        actions.follow_up(by=who, meeting=missed)
        page = browser.get(path).content.decode()
    said = f"<bdi>{who.display_name}</bdi> got in touch about it on Nov. 23, 2026."
    assert said in page
    assert "got in touch about it on" not in sign_in(cast.mentee).get(path).content.decode()


def test_whom_a_reader_is_kept_from_has_no_name_there(cast, missed, sign_in) -> None:
    actions.follow_up(by=cast.supervisor, meeting=missed)
    safety.block(by=cast.supervisor, person=cast.coordinator)
    safety.block(by=cast.mentee, person=cast.supervisor)
    page = sign_in(cast.coordinator).get(f"/walk/{missed.mentorship_id}/").content.decode()
    assert "<bdi>someone of the staff</bdi> got in touch" in page
    own = sign_in(cast.mentee).get(f"/meetings/{missed.pk}/").content.decode()
    assert "someone of the staff, got in touch about it" in own


def test_nothing_is_asked_about_a_meeting_that_was_not_missed_or_of_a_pair_that_ended(
    cast, untold
) -> None:
    with pytest.raises(Refused) as refused:
        actions.follow_up(by=cast.coordinator, meeting=untold)
    assert refused.value.verdict.code == "not_missed"
    actions.say(by=cast.mentee, meeting=untold, said=Turn.Kind.ABSENT)
    actions.end(by=cast.mentee, mentorship=untold.mentorship, reason="")
    with pytest.raises(Refused) as refused:
        actions.follow_up(by=cast.coordinator, meeting=untold)
    assert refused.value.verdict.code == "ended"
    assert needing(cast) == []


@both_doors
@pytest.mark.parametrize(("said", "state"), [("met", "held"), ("not_met", "missed")])
def test_staff_say_how_it_went_where_neither_has(cast, untold, door, said, state) -> None:
    assert tell(door, cast.coordinator, untold, said) == (303 if door == "page" else 200)
    untold.refresh_from_db()
    assert untold.state == state
    kinds = {"met": "mentorship.met", "not_met": "mentorship.missed"}
    told = Notice.objects.filter(about=untold.pk, kind=kinds[said])
    assert {notice.person for notice in told} == {cast.mentee, cast.mentor}
    assert tell(door, cast.coordinator, untold, said) == 403


@both_doors
def test_staff_say_nothing_of_what_is_to_come_nor_in_the_words_of_the_two(
    cast, walk, door, noon
) -> None:
    meeting = mentorships.agreed(walk, hours=2)
    assert tell(door, cast.coordinator, meeting, "met") == 403
    with clock.pinned(noon + LATER), pytest.raises(Refused) as refused:
        actions.say(by=cast.coordinator, meeting=meeting, said=Turn.Kind.MISSED)
    assert refused.value.verdict.code == "not_said"


def test_at_the_first_meeting_staff_say_whether_somebody_came_along(cast, noon, sign_in) -> None:
    walk = mentorships.begun(cast)
    meeting = mentorships.agreed(walk, hours=2)
    with clock.pinned(noon + LATER):
        page = sign_in(cast.coordinator).get(f"/walk/{walk.pk}/").content.decode()
        assert "They met, one of us was along" in page
        assert tell("page", cast.coordinator, meeting, "met") == 403
        assert tell("page", cast.coordinator, meeting, "met", "present") == 303
    meeting.refresh_from_db()
    assert (meeting.is_first, meeting.third_person) == (True, "present")


def test_a_meeting_is_found_in_its_own_mentorship_alone(cast, missed) -> None:
    other = mentorships.signed_by_both(mentorships.another(cast, 1))
    sent = {"meeting": missed.pk}
    assert doors.by_page(cast.coordinator, f"/walk/{other.pk}/missed/", sent).status_code == 404
    assert doors.by_page(cast.coordinator, f"/walk/{other.pk}/missed/", {}).status_code == 404
