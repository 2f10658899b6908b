"""Today answers each role's one question."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cairn.core import clock
from cairn.home.coordinator import SHOWN, today_of
from cairn.home.one_thing import Facts, Stage, one_thing_for
from cairn.matching import queries as matching
from cairn.mentorship import actions as mentorship
from cairn.mentorship.models import ExitTalk, Meeting, Mentorship, SupportContact
from cairn.programs.models import Enrollment, StaffRole
from tests import cast as casting


def _matched(cast) -> Mentorship:
    return mentorship.match(
        by=cast.mentor, program=cast.program, mentee=cast.mentee, mentor=cast.mentor
    )


def _begun(cast) -> Mentorship:
    walk = _matched(cast)
    for person in (cast.mentee, cast.mentor):
        mentorship.sign(by=person, mentorship=walk, language="en")
    walk.refresh_from_db()
    return walk


def test_a_mentee_who_waits_is_told_so_without_a_rank(cast, sign_in) -> None:
    page = sign_in(cast.mentee).get("/").content.decode()
    assert "You are on the list for a mentor." in page


def test_a_mentee_with_a_match_is_shown_the_agreement_first(cast, sign_in) -> None:
    walk = _matched(cast)
    page = sign_in(cast.mentee).get("/").content.decode()
    assert "Read the agreement with <bdi>Maple Test</bdi>" in page
    assert reverse("agreement", args=[walk.pk]) in page


def test_a_mentor_sees_first_who_needs_them(cast, sign_in) -> None:
    _matched(cast)
    page = sign_in(cast.mentor).get("/").content.decode()
    assert "<bdi>Rowan Test</bdi> is waiting for your signature" in page


def test_a_mentor_whom_nobody_needs_may_rest(cast, sign_in) -> None:
    assert "Nobody needs you now." in sign_in(cast.mentor).get("/").content.decode()


def test_a_coordinator_sees_who_waits_longest_and_what_is_overdue(cast, sign_in) -> None:
    _begun(cast)
    waiting = casting.make_person(cast.program.organization, "Fern Test")
    casting.enroll(cast.program, waiting, Enrollment.Side.MENTEE)
    contact = SupportContact.objects.order_by("due_on").first()
    contact.due_on = clock.today(cast.coordinator.time_zone) - timedelta(days=3)
    contact.save()
    page = sign_in(cast.coordinator).get("/").content.decode()
    assert "1 contact is overdue. <bdi>Fern Test</bdi> has waited longest." in page
    assert "3 days overdue" in page


def test_a_pair_stands_once_with_every_reason_it_needs_somebody_for(cast, sign_in) -> None:
    walk = _begun(cast)
    Mentorship.objects.filter(pk=walk.pk).update(begun_at=clock.now() - timedelta(days=30))
    other = _quiet(cast, "Fern Test")
    pairs = today_of(cast.coordinator).pairs
    assert [(pair.pk, bool(pair.need), pair.is_quiet) for pair in pairs] == [
        (walk.pk, True, True),
        (other.pk, False, True),
    ]
    page = sign_in(cast.coordinator).get("/").content.decode()
    assert "No first meeting yet. It has gone quiet." in page
    assert page.count("<bdi>Rowan Test</bdi> and") == 3  # two contacts are due, too


def test_a_pair_that_needs_more_says_so_however_many_are_quiet_before_it(cast) -> None:
    quiet = [_quiet(cast, f"Alder {number}") for number in range(SHOWN + 1)]
    walk = _quiet(cast, "Willow Test")
    walk.meetings.update(is_first=False)
    pairs = today_of(cast.coordinator).pairs
    assert [pair.pk for pair in pairs] == [walk.pk, *(pair.pk for pair in quiet[:SHOWN])]
    assert pairs[0].is_quiet


def _quiet(cast, name: str) -> Mentorship:
    """A pair that met once, a month ago, and is heard of no more."""
    mentee = casting.make_person(cast.program.organization, name)
    then = clock.now() - timedelta(days=30)
    own = {"organization_id": cast.program.organization_id}
    two = {"mentee": mentee, "mentor": cast.mentor, "program": cast.program}
    walk = Mentorship.objects.create(**own, **two, matched_at=then, begun_at=then)
    Meeting.objects.create(
        **own,
        mentorship=walk,
        starts_at=then,
        ends_at=then + timedelta(hours=1),
        mode=Meeting.Mode.PHONE,
        state=Meeting.State.HELD,
        is_first=True,
        set_by=cast.mentor,
    )
    return walk


def test_a_talk_after_an_ending_is_on_today_until_it_is_written_down(cast, sign_in) -> None:
    walk = _begun(cast)
    mentorship.end(by=cast.mentor, mentorship=walk, reason="")
    client, said = sign_in(cast.coordinator), "After an ending, somebody waits for a talk."
    talks = list(ExitTalk.objects.order_by("created_at", "pk"))
    for talk in talks:
        page = client.get("/").content.decode()
        assert said in page
        assert reverse("exit_talk", args=[talk.pk]) in page
        mentorship.keep_exit(by=cast.coordinator, talk=talk, answers={"good": "The walks."})
        assert reverse("exit_talk", args=[talk.pk]) not in client.get("/").content.decode()
    assert (len(talks), said in client.get("/").content.decode()) == (2, False)


def test_nobody_is_asked_on_today_to_talk_about_their_own_ending(cast, sign_in) -> None:
    walk = _begun(cast)
    mentorship.end(by=cast.mentor, mentorship=walk, reason="")
    casting.serve(cast.mentor, StaffRole.Kind.COORDINATOR, cast.program)
    page = sign_in(cast.mentor).get("/").content.decode()
    assert "Talks after an ending" not in page


def test_a_coordinator_with_nothing_to_do_is_told_so(cast, sign_in) -> None:
    Enrollment.objects.update(paused_at=clock.now())
    page = sign_in(cast.coordinator).get("/").content.decode()
    assert "Nothing is late, and nobody waits." in page


def test_who_waits_on_today_is_who_waits_on_the_board(cast, sign_in) -> None:
    names = ["Fern Test", "Reed Test", "Dove Test"]
    people = [casting.make_person(cast.program.organization, name) for name in names]
    dated, paused, undated = (
        casting.enroll(cast.program, person, Enrollment.Side.MENTEE) for person in people
    )
    Enrollment.objects.filter(pk=paused.pk).update(paused_at=clock.now())
    Enrollment.objects.filter(pk=undated.pk).update(waiting_since=None)
    today = today_of(cast.coordinator)
    board = matching.board(cast.program, cast.coordinator)
    assert [row.person for row in today.waiting] == [row.mentee.person for row in board.rows]
    assert (today.middle_wait, len(today.bars)) == (board.middle_wait, 2)
    assert dated.person in [row.person for row in today.waiting]
    page = sign_in(cast.coordinator).get("/").content.decode()
    assert "Waiting, 3" in page


def test_someone_of_another_organization_sees_none_of_it(cast, sign_in) -> None:
    _begun(cast)
    page = sign_in(cast.outsider).get("/").content.decode()
    assert [name for name in ("Rowan", "Maple", "Sage") if name in page] == []


@pytest.mark.parametrize("role", ["mentee", "mentor", "coordinator"])
def test_today_takes_as_many_queries_with_one_pair_as_with_several(
    cast, sign_in, count_queries, role
) -> None:
    client = sign_in(cast.people[role])
    Enrollment.objects.filter(person=cast.mentor).update(capacity=9)
    _begun(cast)
    one = count_queries(client, "/")
    for number in range(3):
        other = casting.make_person(cast.program.organization, f"Other {number}")
        third = casting.make_person(cast.program.organization, f"Third {number}")
        casting.enroll(cast.program, other, Enrollment.Side.MENTEE)
        casting.enroll(cast.program, third, Enrollment.Side.MENTOR)
        mentor = cast.mentor if role == "mentor" else third
        mentorship.match(by=mentor, program=cast.program, mentee=other, mentor=mentor)
    assert (one, count_queries(client, "/")) == (one, one)
    assert one == QUERIES[role]


QUERIES = {"mentee": 8, "mentor": 10, "coordinator": 9}


def test_signed_out_one_is_asked_to_sign_in(client) -> None:
    assert client.get("/").headers["Location"] == "/sign-in/?next=/"


def test_quick_exit_ends_the_session_clears_the_cache_and_leads_away(cast, sign_in) -> None:
    client = sign_in(cast.mentee)
    response = client.post("/leave/")
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert response.headers["Refresh"].startswith("0; url=https://")
    assert client.get("/").status_code == 302


def test_the_most_pressing_thing_is_said_alone() -> None:
    assert one_thing_for(Facts(Stage.CHOOSE, choices=3, path="/choose/")).sentence == (
        "3 people could walk with you."
    )
