"""Who may propose, accept, move and cancel a meeting, say how it went, or write one down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from cairn.core import clock
from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.mentorship.models import Booking, Meeting, Mentorship, Turn
from cairn.mentorship.policies.walks import ENDED, NOT_SIGNED, between_the_two, is_over
from cairn.people.models import Person
from cairn.programs.policies import can_coordinate

SHORTEST, LONGEST = timedelta(minutes=10), timedelta(hours=8)
FURTHEST = timedelta(days=366)
LONGEST_PLACE = 300
MOST_OPEN = 60
MOST_TIMES, FEWEST_A_YEAR = 26, 8  # how often, and at most how many weeks apart
SAID_OF_THIRD = (Meeting.ThirdPerson.DECLINED, Meeting.ThirdPerson.PRESENT)
THIRD_PERSON_NOT_ASKED = refuse(
    "third_person_not_asked", _("Say whether a third person was offered.")
)
BEFORE_MATCH = refuse("before_match", _("That was before you were matched."))
BOOKED = refuse("booked", _("One of you has another meeting at that time. Take another one."))
_A_DAY = timedelta(days=1)  # no day is further from another zone's; the first years have no zones


@dataclass(frozen=True)
class Plan:
    """A time to meet: from when (aware), how long, how, where, and who comes the first time."""

    starts_at: datetime
    length: timedelta
    mode: Meeting.Mode
    place: str = ""
    third_person: Meeting.ThirdPerson = Meeting.ThirdPerson.NOT_ASKED
    times: int = 1
    every_weeks: int = 1
    zone: str = "UTC"

    @property
    def starts(self) -> list[datetime]:
        """When it is, each time: the hour stays the same by the clocks of its zone."""
        zone = ZoneInfo(self.zone)
        wall = self.starts_at.astimezone(zone).replace(tzinfo=None)
        step = timedelta(weeks=self.every_weeks)
        again = [(wall + number * step).replace(tzinfo=zone) for number in range(1, self.times)]
        return [self.starts_at, *(start.astimezone(UTC) for start in again)]

    @property
    def ends_at(self) -> datetime:
        """Until when; the last years there are have none, and are no time to come."""
        return self.starts_at + self.length


@dataclass(frozen=True)
class Possible:
    """What somebody may do about a meeting."""

    accept: Verdict
    change: Verdict
    say: Verdict


def can_propose(person: Person, mentorship: Mentorship, plan: Plan | None = None) -> Verdict:
    """The two, and staff for them, while they walk; None: some time to come."""
    verdict = _can_plan(person, mentorship)
    if not verdict or plan is None:
        return verdict
    if mentorship.meetings.open().count() >= MOST_OPEN:
        return refuse("too_many_open", _("There are many times open. Answer those first."))
    return _is_to_come(mentorship, plan)


def can_accept(person: Person, meeting: Meeting, read: int | None = None) -> Verdict:
    """Each of the two who has not said yes yet, to the time they read (None: the one of now)."""
    if read is not None and read != meeting.sequence:
        return refuse("time_changed", _("The time changed meanwhile. Please look again."))
    return possible(person, meeting).accept


def are_free(person: Person, meetings: Sequence[Meeting]) -> Verdict:
    """Whether both have time for each of several meetings that a person's yes would book."""
    booked = (one for one in meetings if one.waits_for == (person,))
    if any(is_booked(one.mentorship, one.starts_at, one.ends_at, one) for one in booked):
        return BOOKED
    return ALLOWED


def can_move(person: Person, meeting: Meeting, plan: Plan | None = None) -> Verdict:
    """Each of the two, what is open; None: to some time to come."""
    verdict = can_cancel(person, meeting)
    return _is_to_come(meeting.mentorship, plan, meeting) if verdict and plan else verdict


def can_cancel(person: Person, meeting: Meeting) -> Verdict:
    """Each of the two, what is open."""
    verdict = between_the_two(person, meeting.mentorship)
    return _is_open(meeting) if verdict else verdict


def can_say(
    person: Person,
    meeting: Meeting,
    said: Turn.Kind,
    third_person: Meeting.ThirdPerson = Meeting.ThirdPerson.NOT_ASKED,
) -> Verdict:
    """Each of the two, once, from the time of the meeting on; staff, where nobody has said it."""
    is_of_two = meeting.mentorship.has(person)
    if said not in (Turn.SAID_AFTER if is_of_two else Turn.SAID_BY_STAFF):
        return refuse("not_said", _("Say whether you met."))
    verdict = possible(person, meeting).say if is_of_two else _can_tell(person, meeting)
    return _can_be_held(meeting, third_person) if verdict and said == Turn.Kind.MET else verdict


def can_follow_up(person: Person, meeting: Meeting) -> Verdict:
    """The two and staff of the program, once, about a meeting that was missed."""
    verdict = can_record_meetings(person, meeting.mentorship)
    if not verdict:
        return verdict
    if meeting.state != Meeting.State.MISSED:
        return refuse("not_missed", _("This meeting was not missed."))
    if meeting.turns.filter(kind=Turn.Kind.REACHED).exists():
        return refuse("reached", _("Somebody got in touch already."))
    return ALLOWED


def possible(person: Person, meeting: Meeting, turns: Sequence[Turn] | None = None) -> Possible:
    """Ask all that somebody may do about a meeting at once; `turns` are its own, where known."""
    known = list(meeting.turns.all()) if turns is None else turns
    verdict = between_the_two(person, meeting.mentorship)
    change = _is_open(meeting) if verdict else verdict
    return Possible(
        accept=_is_answerable(person, meeting, known) if change else change,
        change=change,
        say=_is_sayable(person, meeting, known) if verdict else verdict,
    )


def is_booked(
    mentorship: Mentorship, starts_at: datetime, ends_at: datetime, but: Meeting | None = None
) -> bool:
    """Whether one of the two has another meeting in their organization at that time."""
    overlapping = Booking.objects.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    taken = overlapping.filter(person__in=mentorship.pair)
    return (taken.exclude(meeting=but) if but else taken).exists()


def can_record_meetings(person: Person, mentorship: Mentorship) -> Verdict:
    """The two and staff of the program, while the mentorship goes on."""
    if is_over(person, mentorship):
        return ENDED
    if mentorship.begun_at is None:
        return NOT_SIGNED
    return ALLOWED if mentorship.has(person) else can_coordinate(person, mentorship.program)


def is_possible(meeting: Meeting) -> Verdict:
    """Whether a meeting can have been: in order, neither to come nor before the match."""
    verdict = _is_in_order(meeting)
    return _is_in_time(meeting) if verdict else verdict


def _can_plan(person: Person, mentorship: Mentorship) -> Verdict:
    if mentorship.has(person):
        return between_the_two(person, mentorship)
    if mentorship.ended_at:
        return ENDED
    verdict = can_coordinate(person, mentorship.program)
    if verdict and mentorship.begun_at is None:
        return NOT_SIGNED
    return verdict


def _can_tell(person: Person, meeting: Meeting) -> Verdict:
    """Whether staff may say how a meeting went of which neither of the two has said it."""
    verdict = can_record_meetings(person, meeting.mentorship)
    if verdict and not meeting.has_begun:
        return refuse("not_yet", _("That is still to come. Say it after you met."))
    return _is_open(meeting) if verdict else verdict


def _is_open(meeting: Meeting) -> Verdict:
    if meeting.is_open:
        return ALLOWED
    return refuse("not_open", _("This meeting is over or canceled."))


def _is_answerable(person: Person, meeting: Meeting, turns: Sequence[Turn]) -> Verdict:
    if meeting.has_begun:
        return refuse("time_passed", _("That time has passed. Propose another."))
    if person not in meeting.waiting(turns):
        return refuse("said_already", _("You have said yes to this time."))
    if is_booked(meeting.mentorship, meeting.starts_at, meeting.ends_at, meeting):
        return BOOKED
    return ALLOWED


def _is_sayable(person: Person, meeting: Meeting, turns: Sequence[Turn]) -> Verdict:
    if meeting.state == Meeting.State.CANCELED:
        return refuse("canceled", _("This meeting was canceled."))
    if not meeting.has_begun:
        return refuse("not_yet", _("That is still to come. Say it after you met."))
    if any(turn.by_id == person.pk and turn.kind in Turn.SAID_AFTER for turn in turns):
        return refuse("said_already", _("You have said how it went."))
    return ALLOWED


def _is_to_come(mentorship: Mentorship, plan: Plan, meeting: Meeting | None = None) -> Verdict:
    """Whether a plan is a time that both could still come to."""
    now = clock.now()
    if not now < plan.starts_at <= now + FURTHEST:
        return refuse("not_to_come", _("Take a time to come, within a year."))
    if not SHORTEST <= plan.length <= LONGEST:
        return refuse("length", _("A meeting takes ten minutes to eight hours."))
    if not (1 <= plan.times <= MOST_TIMES and 1 <= plan.every_weeks <= FEWEST_A_YEAR):
        return refuse("too_often", _("It comes again every one to eight weeks, 26 times at most."))
    if len(plan.place) > LONGEST_PLACE:
        return refuse("long_place", _("Say the place in 300 letters at most."))
    if any(is_booked(mentorship, at, at + plan.length, meeting) for at in plan.starts):
        return BOOKED
    return ALLOWED


def _can_be_held(meeting: Meeting, third_person: Meeting.ThirdPerson) -> Verdict:
    known = meeting.mentorship.meetings.held().exclude(pk=meeting.pk)
    if not known.filter(is_first=True).exists() and third_person not in SAID_OF_THIRD:
        return THIRD_PERSON_NOT_ASKED
    return ALLOWED


def _is_in_order(meeting: Meeting) -> Verdict:
    had_first = meeting.mentorship.meetings.filter(is_first=True).exists()
    if meeting.is_first and had_first:
        return refuse("first_meeting_known", _("Your first meeting is written down."))
    if meeting.is_first and meeting.third_person not in SAID_OF_THIRD:
        return THIRD_PERSON_NOT_ASKED
    if not meeting.is_first and not had_first:
        return refuse("first_meeting_missing", _("Write down your first meeting first."))
    return ALLOWED


def _is_in_time(meeting: Meeting) -> Verdict:
    """Days are those of the program's own time zone."""
    zone, matched_at = ZoneInfo(meeting.mentorship.program.time_zone), meeting.mentorship.matched_at
    if meeting.starts_at > clock.now():
        return refuse("not_yet", _("That is still to come. Write it down after you met."))
    if meeting.starts_at < matched_at - _A_DAY or _day(meeting.starts_at, zone) < _day(
        matched_at, zone
    ):
        return refuse("before_match", _("That was before you were matched."))
    return _is_a_new_day(meeting, _day(meeting.starts_at, zone), zone)


def _is_a_new_day(meeting: Meeting, day: date, zone: ZoneInfo) -> Verdict:
    """Two who both write a day down have met once, and a meeting agreed on is told of there."""
    others = meeting.mentorship.meetings.exclude(state=Meeting.State.CANCELED)
    near = others.filter(starts_at__range=(meeting.starts_at - _A_DAY, meeting.starts_at + _A_DAY))
    states = {
        state
        for state, starts_at in near.values_list("state", "starts_at")
        if _day(starts_at, zone) == day
    }
    if Meeting.State.HELD in states:
        return refuse("day_known", _("A meeting on that day is written down."))
    if Meeting.State.AGREED in states:
        return refuse("day_agreed", _("You agreed to meet that day. Say there that you met."))
    return ALLOWED


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
