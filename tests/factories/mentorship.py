"""Mentorships in the states a test needs, brought there by the actions alone."""

from datetime import datetime, timedelta
from typing import Any

from cairn.core import clock
from cairn.mentorship import actions
from cairn.mentorship.models import Meeting, Mentorship
from cairn.mentorship.policies import Plan
from cairn.people.models import Person
from cairn.programs.models import Enrollment, Program
from tests.cast import Cast, enroll, make_person


def matched(cast: Cast) -> Mentorship:
    """The mentee and the mentor of the cast, brought together, nothing signed."""
    return pair(cast.program, cast.mentee, cast.mentor)


def begun(cast: Cast) -> Mentorship:
    """Signed by both."""
    return signed_by_both(matched(cast))


def met(cast: Cast) -> Mentorship:
    """Signed by both, the first meeting held."""
    mentorship = begun(cast)
    first_meeting(mentorship)
    return mentorship


def ended(cast: Cast) -> Mentorship:
    """Begun, and ended by the mentee."""
    mentorship = begun(cast)
    actions.end(by=cast.mentee, mentorship=mentorship, reason="")
    return mentorship


def pair(program: Program, mentee: Person, mentor: Person) -> Mentorship:
    return actions.match(by=mentor, program=program, mentee=mentee, mentor=mentor)


def another(cast: Cast, number: int) -> Mentorship:
    """One more mentee of the cast's mentor, with a place made for them; nothing signed."""
    mentee = make_person(cast.program.organization, f"Sorrel {number}")
    enroll(cast.program, mentee, Enrollment.Side.MENTEE)
    place = cast.program.enrollments.get(person=cast.mentor)
    place.capacity = number + 5
    place.save(update_fields=["capacity"])
    return pair(cast.program, mentee, cast.mentor)


def signed_by_both(mentorship: Mentorship) -> Mentorship:
    for person in mentorship.pair:
        actions.sign(by=person, mentorship=mentorship, language="en")
    return mentorship


def first_meeting(mentorship: Mentorship, met_at: datetime | None = None) -> Meeting:
    return actions.record_first_meeting(
        by=mentorship.mentor,
        mentorship=mentorship,
        met_at=met_at or clock.now(),
        mode=Meeting.Mode.IN_PERSON,
        third_person=Meeting.ThirdPerson.DECLINED,
    )


def plan(starts_at: datetime, minutes: int = 60, place: str = "", **more: Any) -> Plan:
    return Plan(starts_at, timedelta(minutes=minutes), Meeting.Mode.PHONE, place, **more)


def proposed(mentorship: Mentorship, by: Person, **delta: float) -> Meeting:
    """A time that somebody proposed, so long from now."""
    starts_at = clock.now() + timedelta(**delta)
    return actions.propose(by=by, mentorship=mentorship, plan=plan(starts_at))


def agreed(mentorship: Mentorship, **delta: float) -> Meeting:
    """A meeting that the mentor proposed, and to which the mentee said yes."""
    meeting = proposed(mentorship, mentorship.mentor, **(delta or {"days": 2}))
    return actions.accept(by=mentorship.mentee, meeting=meeting)


def later(mentorship: Mentorship, **delta: float) -> datetime:
    """A moment so long after the match."""
    return mentorship.matched_at + timedelta(**delta)
