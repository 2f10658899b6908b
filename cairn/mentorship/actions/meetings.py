"""Meetings are proposed, accepted, moved, canceled, told of afterwards, or only written down."""

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from cairn.audit import records
from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.mentorship import closing, laying, mailing, notices, policies
from cairn.mentorship.calling_off import canceled, turn
from cairn.mentorship.locking import locked, locked_meeting
from cairn.mentorship.models import USUAL_LENGTH, Booking, Meeting, Mentorship, Series, Turn
from cairn.mentorship.policies import Plan
from cairn.people.models import Person


def propose(*, by: Person, mentorship: Mentorship, plan: Plan) -> Meeting:
    """Propose a time to meet, once or again and again; it is agreed once both have said yes.

    Of several the first is returned.
    """
    policies.can_propose(by, locked(mentorship), plan).require()
    series = _series(mentorship, plan) if plan.times > 1 else None
    meeting, *_others = [
        _proposed(by, mentorship, replace(plan, starts_at=start), series) for start in plan.starts
    ]
    closing.book(mentorship)
    _record("propose", by, meeting)
    notices.tell_of_meeting("proposed", meeting, by)
    if plan.third_person == Meeting.ThirdPerson.WANTED:
        notices.tell_staff("third_person", mentorship, by)
    return meeting


def accept(*, by: Person, meeting: Meeting, read: int | None = None) -> Meeting:
    """Say yes to a time; the second yes books it for both. `read` is the version that was read.

    A yes to one of several that come again is a yes to all that wait for it.
    """
    policies.can_accept(by, locked_meeting(meeting), read).require()
    waiting = [meeting, *_others_waiting(by, meeting)]
    policies.are_free(by, waiting).require()
    for one in waiting:
        if one.waits_for == (by,):
            _book(one)
        turn(one, by, Turn.Kind.ACCEPTED)
    if meeting.state == Meeting.State.AGREED:
        mailing.to_calendars(meeting, is_canceled=False)
    _record("accept", by, meeting)
    notices.tell_of_meeting("accepted", meeting, by)
    return meeting


def move(*, by: Person, meeting: Meeting, plan: Plan) -> Meeting:
    """Propose another time for a meeting; the time it had is free again."""
    policies.can_move(by, locked_meeting(meeting), plan).require()
    was_agreed, _deleted = Booking.objects.filter(meeting=meeting).delete()
    meeting.state = Meeting.State.PROPOSED
    meeting.sequence += 1
    _set(meeting, by, plan)
    meeting.save()
    if was_agreed:
        mailing.to_calendars(meeting, is_canceled=True)
    turn(meeting, by, Turn.Kind.MOVED)
    closing.book(meeting.mentorship)
    _record("move", by, meeting)
    notices.tell_of_meeting("moved", meeting, by)
    return meeting


def cancel(*, by: Person, meeting: Meeting, and_after: bool = False) -> Meeting:
    """Cancel a meeting, or say no to a time that was proposed; neither asks why.

    Of several that come again `and_after` cancels those after it too.
    """
    policies.can_cancel(by, locked_meeting(meeting)).require()
    is_asked = by in meeting.waits_for
    for one in [meeting, *(_after(meeting) if and_after else [])]:
        canceled(one, by, Turn.Kind.DECLINED if is_asked else Turn.Kind.CANCELED)
    _record("cancel", by, meeting)
    notices.tell_of_meeting("declined" if is_asked else "canceled", meeting, by)
    return meeting


def say(
    *,
    by: Person,
    meeting: Meeting,
    said: Turn.Kind,
    third_person: Meeting.ThirdPerson = Meeting.ThirdPerson.NOT_ASKED,
) -> Meeting:
    """Say how a meeting went: they met, one could not come, or one was there alone.

    Staff say for the two whether they met, where neither has. One word that they met is enough for
    it to count; a word that they did not takes nothing away.
    """
    policies.can_say(by, locked_meeting(meeting), said, third_person).require()
    turn(meeting, by, said)
    _record("say", by, meeting)
    if said == Turn.Kind.MET:
        _hold(meeting, by, third_person)
    else:
        _miss(meeting, by)
    return meeting


def follow_up(*, by: Person, meeting: Meeting) -> Meeting:
    """Say that somebody got in touch about a meeting that was missed; nothing is asked of it."""
    policies.can_follow_up(by, locked_meeting(meeting)).require()
    turn(meeting, by, Turn.Kind.REACHED)
    _record("follow_up", by, meeting)
    notices.forget_missed(meeting)
    return meeting


def record_first_meeting(
    *,
    by: Person,
    mentorship: Mentorship,
    met_at: datetime,
    mode: Meeting.Mode,
    third_person: Meeting.ThirdPerson,
) -> Meeting:
    """Write down the first meeting, and whether someone of the staff came along."""
    policies.can_record_meetings(by, locked(mentorship)).require()
    meeting = _meeting(by, mentorship, met_at, mode)
    meeting.is_first, meeting.third_person = True, third_person
    return _held(meeting)


def record_meeting(
    *, by: Person, mentorship: Mentorship, met_at: datetime, mode: Meeting.Mode
) -> Meeting:
    """Write down a meeting after the first."""
    policies.can_record_meetings(by, locked(mentorship)).require()
    return _held(_meeting(by, mentorship, met_at, mode))


def _series(mentorship: Mentorship, plan: Plan) -> Series:
    return Series.objects.create(
        organization_id=mentorship.organization_id,
        mentorship=mentorship,
        every_weeks=plan.every_weeks,
        zone=plan.zone,
    )


def _proposed(by: Person, mentorship: Mentorship, plan: Plan, series: Series | None) -> Meeting:
    meeting = Meeting(organization_id=mentorship.organization_id, mentorship=mentorship)
    _set(meeting, by, plan)
    if series:
        meeting.series, meeting.recurs_at = series, plan.starts_at
    meeting.save(force_insert=True)
    turn(meeting, by, Turn.Kind.PROPOSED)
    return meeting


def _others_waiting(by: Person, meeting: Meeting) -> list[Meeting]:
    """Return the other meetings of a series that wait for somebody's yes and are to come."""
    if meeting.series_id is None:
        return []
    others = Meeting.objects.open().filter(series=meeting.series_id, starts_at__gt=clock.now())
    waiting = others.exclude(pk=meeting.pk).select_related(
        "mentorship__mentee", "mentorship__mentor"
    )
    return [one for one in waiting.order_by("starts_at") if by in one.waits_for]


def _after(meeting: Meeting) -> list[Meeting]:
    """Return the open meetings of a series after one of them."""
    if meeting.series_id is None:
        return []
    later = Meeting.objects.open().filter(series=meeting.series_id, starts_at__gt=meeting.starts_at)
    return list(later.select_for_update().order_by("pk"))


def _set(meeting: Meeting, by: Person, plan: Plan) -> None:
    """Put a meeting at the time and place of a plan."""
    meeting.starts_at, meeting.ends_at, meeting.mode = plan.starts_at, plan.ends_at, plan.mode
    meeting.set_by, meeting.place = by, plan.place.strip()
    meeting.changed_at = clock.now()
    meeting.third_person = plan.third_person or meeting.third_person


def _book(meeting: Meeting) -> None:
    """Take the time of both, each once: the database refuses whoever is booked meanwhile."""
    rows = [
        Booking(
            organization_id=meeting.organization_id,
            meeting=meeting,
            person=person,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
        )
        for person in sorted(meeting.mentorship.pair, key=lambda one: one.pk)
    ]
    try:
        with transaction.atomic():
            Booking.objects.bulk_create(rows)
    except IntegrityError as booked_meanwhile:
        raise Refused(policies.BOOKED) from booked_meanwhile
    meeting.state, meeting.changed_at = Meeting.State.AGREED, clock.now()
    meeting.save(update_fields=["state", "changed_at"])


def _hold(meeting: Meeting, by: Person, third_person: Meeting.ThirdPerson) -> None:
    """Let the first word that they met count; a second one is kept as who said so."""
    if meeting.state == Meeting.State.HELD:
        return
    known = meeting.mentorship.meetings.filter(is_first=True)
    meeting.state, meeting.is_first = Meeting.State.HELD, not known.exists()
    meeting.third_person = third_person if meeting.is_first else Meeting.ThirdPerson.NOT_ASKED
    meeting.save(update_fields=["state", "is_first", "third_person"])
    laying.lay_for_meeting(meeting)
    notices.tell_of_meeting("met", meeting, by)


def _miss(meeting: Meeting, by: Person) -> None:
    if meeting.is_open:
        meeting.state = Meeting.State.MISSED
        meeting.save(update_fields=["state"])
        notices.tell_of_meeting("missed", meeting, by)


def _meeting(by: Person, mentorship: Mentorship, met_at: datetime, mode: Meeting.Mode) -> Meeting:
    return Meeting(
        organization_id=mentorship.organization_id,
        mentorship=mentorship,
        starts_at=met_at,
        ends_at=met_at + USUAL_LENGTH,
        mode=mode,
        state=Meeting.State.HELD,
        set_by=by,
    )


def _held(meeting: Meeting) -> Meeting:
    policies.is_possible(meeting).require()
    meeting.save()
    turn(meeting, meeting.set_by, Turn.Kind.MET)
    _record("meet", meeting.set_by, meeting)
    laying.lay_for_meeting(meeting)
    notices.tell_of_meeting("met", meeting, meeting.set_by)
    return meeting


def _record(act: str, by: Person, meeting: Meeting) -> None:
    mentorship = meeting.mentorship
    other = mentorship.other(by) if mentorship.has(by) else mentorship.mentee
    records.record(
        f"mentorship.{act}",
        organization_id=by.organization_id,
        actor_id=by.pk,
        about=meeting.pk,
        person_id=other.pk,
    )
