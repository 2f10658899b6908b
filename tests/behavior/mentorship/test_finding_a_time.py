"""A time to meet: proposed, accepted by both, moved, canceled; and what each may do when."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse

from cairn.audit.models import Event
from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.core.walls import acting_in
from cairn.mentorship import actions, policies, queries
from cairn.mentorship.models import Booking, Meeting, Mentorship
from cairn.notifications.models import Notice
from cairn.people.models import Person
from cairn.programs.models import Enrollment
from cairn.safety import actions as safety
from tests.cast import Cast, enroll, make_person, make_program
from tests.factories import doors
from tests.factories import mentorship as mentorships

FORM = {"day": "2026-11-24", "time": "18:00", "minutes": "60", "mode": "in_person"}
BODY = {"starts_at": "2026-11-24T18:00:00-05:00", "minutes": 60, "mode": "in_person"}
AT = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
PLACE = "The heron bench"
both_doors = pytest.mark.parametrize(
    ("door", "made", "done"), [("page", 303, 303), ("api", 201, 200)]
)


def propose(door: str, by: Person, walk: Mentorship) -> HttpResponse:
    if door == "page":
        return doors.by_page(by, f"/walk/{walk.pk}/time/", {**FORM, "place": PLACE})
    return doors.by_api(by, f"/mentorships/{walk.pk}/proposals", {**BODY, "place": PLACE})


def do(door: str, by: Person, meeting: Meeting, what: str, **sent: object) -> HttpResponse:
    if door == "page":
        return doors.by_page(by, f"/meetings/{meeting.pk}/{what}/", sent)
    return doors.by_api(by, f"/meetings/{meeting.pk}/{what}", sent)


def code_of(call, **given: object) -> str:
    with pytest.raises(Refused) as refused:
        call(**given)
    return refused.value.verdict.code


def kinds(meeting: Meeting) -> list[tuple[str, Person | None]]:
    return [(turn.kind, turn.by) for turn in meeting.turns.order_by("pk")]


@both_doors
def test_one_proposes_and_the_other_says_yes(cast, door, made, done, noon) -> None:
    walk = mentorships.met(cast)
    assert propose(door, cast.mentee, walk).status_code == made
    meeting = walk.meetings.open().get()
    assert (meeting.starts_at, meeting.ends_at - meeting.starts_at) == (AT, timedelta(hours=1))
    assert (meeting.state, meeting.place, meeting.waits_for) == ("proposed", PLACE, (cast.mentor,))
    assert do(door, cast.mentor, meeting, "yes").status_code == done
    meeting.refresh_from_db()
    assert meeting.state == "agreed"
    assert {one.person for one in meeting.bookings.all()} == {cast.mentee, cast.mentor}
    assert kinds(meeting) == [("proposed", cast.mentee), ("accepted", cast.mentor)]


@both_doors
def test_what_staff_propose_waits_for_both(cast, door, made, done, noon) -> None:
    walk = mentorships.begun(cast)
    assert propose(door, cast.coordinator, walk).status_code == made
    meeting = walk.meetings.open().get()
    assert meeting.waits_for == walk.pair
    for person, state in ((cast.mentee, "proposed"), (cast.mentor, "agreed")):
        assert do(door, person, meeting, "yes").status_code == done
        meeting.refresh_from_db()
        assert meeting.state == state


@pytest.mark.parametrize("door", doors.DOORS)
@pytest.mark.parametrize("role", ["coordinator", "supervisor", "outsider"])
def test_to_everybody_else_there_is_no_such_meeting(cast, door, role, noon) -> None:
    walk = mentorships.met(cast)
    meeting = mentorships.proposed(walk, cast.mentee, days=2)
    acts = {"yes": {}, "move": FORM if door == "page" else BODY, "cancel": {}}
    answers = [
        do(door, cast.people[role], meeting, what, **sent).status_code
        for what, sent in acts.items()
    ]
    assert answers == [404, 404, 404]


@both_doors
def test_a_move_asks_the_other_again_and_frees_the_old_time(cast, door, made, done, noon) -> None:
    walk = mentorships.met(cast)
    meeting = mentorships.agreed(walk, days=1)
    sent = FORM if door == "page" else BODY
    assert do(door, cast.mentee, meeting, "move", **sent).status_code == done
    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence, meeting.starts_at) == ("proposed", 1, AT)
    assert meeting.waits_for == (cast.mentor,)
    assert Booking.objects.count() == 0
    assert do(door, cast.mentor, meeting, "yes").status_code == done
    assert [(one.starts_at, one.meeting) for one in Booking.objects.all()] == [(AT, meeting)] * 2


@both_doors
def test_a_meeting_is_canceled_by_either_and_its_time_is_free_again(
    cast, door, made, done, noon
) -> None:
    walk = mentorships.met(cast)
    for person in walk.pair:
        meeting = mentorships.agreed(walk)
        assert do(door, person, meeting, "cancel").status_code == done
        meeting.refresh_from_db()
        assert (meeting.state, meeting.sequence) == ("canceled", 1)
        assert kinds(meeting)[-1] == ("canceled", person)
        assert do(door, person, meeting, "cancel").status_code == 403
    assert Booking.objects.count() == 0


def test_a_no_to_a_proposal_is_kept_as_a_no(cast, noon) -> None:
    meeting = mentorships.proposed(mentorships.met(cast), cast.mentor, days=2)
    actions.cancel(by=cast.mentee, meeting=meeting)
    assert kinds(meeting) == [("proposed", cast.mentor), ("declined", cast.mentee)]


def test_nobody_says_yes_twice_nor_for_the_other(cast, noon) -> None:
    meeting = mentorships.proposed(mentorships.met(cast), cast.mentee, days=2)
    assert code_of(actions.accept, by=cast.mentee, meeting=meeting) == "said_already"
    actions.accept(by=cast.mentor, meeting=meeting)
    assert code_of(actions.accept, by=cast.mentor, meeting=meeting) == "said_already"


def test_a_yes_is_to_the_time_that_was_read(cast, noon) -> None:
    walk = mentorships.met(cast)
    meeting = mentorships.proposed(walk, cast.mentee, days=2)
    actions.move(by=cast.mentee, meeting=meeting, plan=mentorships.plan(AT))
    assert code_of(actions.accept, by=cast.mentor, meeting=meeting, read=0) == "time_changed"
    assert do("page", cast.mentor, meeting, "yes", read="0").status_code == 403
    actions.accept(by=cast.mentor, meeting=meeting, read=1)


def test_a_time_that_passed_is_not_accepted(cast, noon) -> None:
    meeting = mentorships.proposed(mentorships.met(cast), cast.mentee, hours=4)
    with clock.pinned(noon + timedelta(hours=5)):
        assert code_of(actions.accept, by=cast.mentor, meeting=meeting) == "time_passed"


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        ((timedelta(hours=-1), 60, ""), "not_to_come"),
        ((timedelta(days=400), 60, ""), "not_to_come"),
        ((timedelta(days=365 * 7900), 60, ""), "not_to_come"),
        ((timedelta(days=1), 5, ""), "length"),
        ((timedelta(days=1), 600, ""), "length"),
        ((timedelta(days=1), 60, "x" * 301), "long_place"),
    ],
)
def test_a_time_lies_ahead_and_has_a_length_and_a_short_place(cast, noon, plan, code) -> None:
    made = mentorships.plan(noon + plan[0], *plan[1:])
    given = {"by": cast.mentee, "mentorship": mentorships.met(cast), "plan": made}
    assert code_of(actions.propose, **given) == code


def test_nothing_before_both_signed_and_nothing_after_the_end(cast, noon) -> None:
    walk = mentorships.matched(cast)
    given = {"mentorship": walk, "plan": mentorships.plan(AT)}
    people = (cast.mentee, cast.coordinator)
    assert [code_of(actions.propose, by=by, **given) for by in people] == ["not_signed"] * 2
    mentorships.signed_by_both(walk)
    meeting = mentorships.proposed(walk, cast.mentee, days=2)
    actions.end(by=cast.mentor, mentorship=walk, reason="")
    assert [code_of(actions.propose, by=by, **given) for by in people] == ["ended"] * 2
    assert code_of(actions.accept, by=cast.mentor, meeting=meeting) == "ended"


def test_what_was_to_come_is_called_off_when_it_ends(cast, noon) -> None:
    walk = mentorships.met(cast)
    meeting = mentorships.agreed(walk)
    actions.end(by=cast.mentor, mentorship=walk, reason="")
    meeting.refresh_from_db()
    assert (meeting.state, Booking.objects.count()) == ("canceled", 0)
    assert kinds(meeting)[-1] == ("canceled", cast.mentor)


def test_a_block_calls_it_off_and_names_nobody(cast, noon) -> None:
    walk = mentorships.met(cast)
    meeting = mentorships.agreed(walk)
    safety.block(by=cast.mentee, person=cast.mentor)
    meeting.refresh_from_db()
    assert (meeting.state, Booking.objects.count()) == ("canceled", 0)
    assert kinds(meeting)[-1] == ("canceled", None)
    assert doors.get_by_api(cast.mentor, f"/meetings/{meeting.pk}").status_code == 404


def test_nobody_is_booked_twice_in_one_organization(cast, noon) -> None:
    walk, other = mentorships.met(cast), mentorships.signed_by_both(mentorships.another(cast, 1))
    mentorships.agreed(walk, days=2)
    given = {"mentorship": other, "plan": mentorships.plan(noon + timedelta(days=2, minutes=30))}
    assert code_of(actions.propose, by=other.mentee, **given) == "booked"
    touching = mentorships.plan(noon + timedelta(days=2, hours=1))
    meeting = actions.propose(by=other.mentee, mentorship=other, plan=touching)
    actions.accept(by=cast.mentor, meeting=meeting)


def test_the_database_refuses_a_second_booking_past_every_policy(cast, noon) -> None:
    meeting = mentorships.agreed(mentorships.met(cast), days=2)
    again = {"organization_id": meeting.organization_id, "person": cast.mentor}
    other = mentorships.proposed(meeting.mentorship, cast.mentee, days=3)
    late = meeting.starts_at + timedelta(minutes=59)
    with pytest.raises(IntegrityError, match="nobody_is_booked_twice"), transaction.atomic():
        Booking.objects.create(
            **again, meeting=other, starts_at=late, ends_at=late + timedelta(hours=1)
        )
    free = meeting.ends_at
    Booking.objects.create(
        **again, meeting=other, starts_at=free, ends_at=free + timedelta(hours=1)
    )


def test_of_two_yeses_at_once_the_database_takes_one(cast, noon, monkeypatch) -> None:
    walk, other = mentorships.met(cast), mentorships.signed_by_both(mentorships.another(cast, 1))
    late = mentorships.proposed(other, other.mentee, days=2)
    mentorships.agreed(walk, days=2)
    monkeypatch.setattr("cairn.mentorship.policies.meetings.is_booked", lambda *_: False)
    assert code_of(actions.accept, by=cast.mentor, meeting=late) == "booked"
    late.refresh_from_db()
    assert (late.state, late.waits_for) == ("proposed", (cast.mentor,))


def test_the_other_is_told_and_the_record_says_who(cast, noon) -> None:
    walk = mentorships.met(cast)
    Notice.objects.all().delete()
    meeting = mentorships.proposed(walk, cast.mentee, days=2)
    actions.accept(by=cast.mentor, meeting=meeting)
    actions.move(by=cast.mentor, meeting=meeting, plan=mentorships.plan(AT))
    actions.cancel(by=cast.mentee, meeting=meeting)
    told = [(notice.kind, notice.person) for notice in Notice.objects.order_by("pk")]
    assert told == [
        ("mentorship.proposed", cast.mentor),
        ("mentorship.accepted", cast.mentee),
        ("mentorship.moved", cast.mentee),
        ("mentorship.declined", cast.mentor),
    ]
    acts = Event.objects.filter(about=meeting.pk).order_by("pk").values_list("act", flat=True)
    names = ["propose", "accept", "move", "cancel"]
    assert sorted(acts) == sorted(f"mentorship.{name}" for name in names)


def test_staff_hear_that_someone_is_wanted_along_the_first_time(cast, noon) -> None:
    walk = mentorships.begun(cast)
    Notice.objects.all().delete()
    wanted = mentorships.plan(AT, third_person=Meeting.ThirdPerson.WANTED)
    actions.propose(by=cast.mentee, mentorship=walk, plan=wanted)
    told = Notice.objects.filter(kind="mentorship.third_person")
    assert [notice.person for notice in told] == [cast.coordinator]


def test_the_place_stands_nowhere_in_plain_text_and_staff_do_not_read_it(
    cast, noon, sign_in
) -> None:
    walk = mentorships.met(cast)
    propose("page", cast.mentee, walk)
    with connection.cursor() as cursor:
        cursor.execute("select encode(place, 'escape') from mentorship_meeting")
        assert not [row for row in cursor.fetchall() if "heron" in row[0]]
    page = sign_in(cast.coordinator).get(f"/walk/{walk.pk}/").content.decode()
    assert "Proposed" in page
    assert "heron" not in page


def test_times_that_suit_both_are_offered_in_ones_own_zone(cast, noon, sign_in) -> None:
    walk = mentorships.met(cast)
    cast.mentor.time_zone = "America/Denver"
    cast.mentor.save()
    times = queries.times_for(walk, cast.mentor, timedelta(hours=1))
    assert times
    first = times[0].isoformat()
    page = sign_in(cast.mentor).get(f"/walk/{walk.pk}/time/").content.decode()
    assert f'value="{first}"' in page
    listed = doors.get_by_api(cast.mentor, f"/mentorships/{walk.pk}/times").json()
    assert [datetime.fromisoformat(one) for one in listed] == times
    sent = {"at": first, "minutes": "60", "mode": "phone"}
    assert doors.by_page(cast.mentor, f"/walk/{walk.pk}/time/", sent).status_code == 303
    assert walk.meetings.open().get().starts_at == times[0]


def test_a_booked_time_is_no_longer_offered(cast, noon) -> None:
    walk = mentorships.met(cast)
    first = queries.times_for(walk, cast.mentee, timedelta(hours=1))[0]
    meeting = actions.propose(by=cast.mentee, mentorship=walk, plan=mentorships.plan(first))
    actions.accept(by=cast.mentor, meeting=meeting)
    assert first not in queries.times_for(walk, cast.mentee, timedelta(hours=1))
    moving = queries.times_for(walk, cast.mentee, timedelta(hours=1), meeting)
    assert first in moving


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"day": "", "time": ""}, "Take one of the times, or say a day and a time."),
        ({"day": "2026-11-01"}, "Take a time to come, within a year."),
        ({"day": "9999-12-31"}, "Take a time to come, within a year."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_words_are_kept(cast, noon, sent, words) -> None:
    walk = mentorships.met(cast)
    answer = doors.by_page(cast.mentee, f"/walk/{walk.pk}/time/", {**FORM, "place": PLACE, **sent})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert f'value="{PLACE}"' in text


def test_cairn_booked_elsewhere_warns_the_person_alone(cast, noon, sign_in) -> None:
    walk = mentorships.met(cast)
    meeting = mentorships.proposed(walk, cast.mentor, days=2)
    _book_elsewhere(cast, meeting)
    warned = {
        person.display_name: "You have something else then"
        in sign_in(person).get(f"/meetings/{meeting.pk}/").content.decode()
        for person in walk.pair
    }
    assert warned == {"Rowan Test": True, "Maple Test": False}
    assert policies.can_accept(cast.mentee, meeting)
    span = timedelta(hours=1)
    assert meeting.starts_at.date() in {
        one.date() for one in queries.times_for(walk, cast.mentor, span)
    }


def test_cairn_booked_elsewhere_answers_for_nobody_of_another_organization(cast, noon) -> None:
    walk = mentorships.met(cast)
    meeting = mentorships.proposed(walk, cast.mentor, days=2)
    _book_elsewhere(cast, meeting)
    span = meeting.starts_at, meeting.ends_at
    assert queries.is_taken_elsewhere(cast.mentee, *span)
    with acting_in(cast.outsider.organization_id):
        assert not queries.is_taken_elsewhere(cast.mentee, *span)


def _book_elsewhere(cast: Cast, meeting: Meeting) -> None:
    """Book the same human being in another organization at the time of a meeting."""
    organization = cast.outsider.organization
    with acting_in(organization.pk):
        twin = make_person(organization, "Rowan Away", account=False)
        twin.account, twin.joined_at = cast.mentee.account, clock.now() - timedelta(days=90)
        twin.save()
        mentor, program = make_person(organization, "Elm Away"), make_program(organization)
        enroll(program, twin, Enrollment.Side.MENTEE)
        enroll(program, mentor, Enrollment.Side.MENTOR)
        walk = mentorships.signed_by_both(mentorships.pair(program, twin, mentor))
        plan = mentorships.plan(meeting.starts_at)
        there = actions.propose(by=mentor, mentorship=walk, plan=plan)
        actions.accept(by=twin, meeting=there)
