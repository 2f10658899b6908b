"""What happened lately between two in the demo, done by the actions themselves."""

from datetime import datetime, timedelta
from uuid import UUID

from cairn.conversations import noticing
from cairn.conversations import queries as conversations
from cairn.core import clock
from cairn.home.demo import words
from cairn.home.demo.dice import Dice
from cairn.mentorship import actions, policies
from cairn.mentorship.models import Commitment, Meeting, Mentorship, Pulse, Turn
from cairn.mentorship.pulses import QUESTIONS
from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.programs.models import Program

_EARLY = timedelta(days=28)
_ANSWER = 0.8


def between_the_two(walk: Mentorship, now: datetime) -> None:
    """Let the two everybody meets first keep a commitment, let one go, and mean to do another."""
    said = iter(words.OF_ROWAN)
    with clock.pinned(now - timedelta(days=12)):
        kept = actions.commit(by=walk.mentee, mentorship=walk, words=next(said))
        gone = actions.commit(by=walk.mentor, mentorship=walk, words=next(said))
    with clock.pinned(now - timedelta(days=8)):
        actions.keep_commitment(by=walk.mentee, commitment=kept)
        actions.let_go(by=walk.mentor, commitment=gone)
    with clock.pinned(now - timedelta(days=2)):
        due_on = (now + timedelta(days=3)).date()
        actions.commit(by=walk.mentee, mentorship=walk, words=next(said), due_on=due_on)
        actions.plan_silence(
            by=walk.mentee, after_days=10, who="mentor", how="text", never=next(said)
        )


def fall_silent(staff: Person, now: datetime) -> None:
    """Let somebody of whom nothing is heard have a plan for that, and the clock notice it."""
    silent = [pair for pair in conversations.quiet(staff) if not _means_to(pair.mentee)]
    for pair in silent[:1]:
        with clock.pinned(now - timedelta(days=40)):
            actions.plan_silence(by=pair.mentee, after_days=14, who="staff", how="call")
    noticing.notice_silences()


def say_how_it_goes(dice: Dice, now: datetime) -> None:
    """Let most have answered the five questions after 30 days, and some after 90."""
    walks = list(Mentorship.objects.begun().select_related("program"))
    keys.warm(pk for walk in walks for pk in (walk.mentee_id, walk.mentor_id))
    Pulse.objects.bulk_create(
        _pulse(walk, pk, day, dice)
        for walk in walks
        for day in (30, 90)
        if walk.begun_at and walk.begun_at + timedelta(days=day) < (walk.ended_at or now)
        for pk in (walk.mentee_id, walk.mentor_id)
        if dice.happens(_ANSWER)
    )


def miss_each_other(staff: Person, now: datetime) -> None:
    """Let two miss a meeting that nobody has got in touch about, and staff say they will do it."""
    walks = Mentorship.objects.live().begun().served_by(staff).filter(mentee__language="en")
    walk = walks.exclude(begun_at__gt=now - _EARLY).order_by("begun_at", "pk").first()
    if walk is None:
        return
    start = (now - timedelta(days=2)).replace(minute=0, second=0, microsecond=0)
    plan = policies.Plan(start, timedelta(hours=1), Meeting.Mode.IN_PERSON)
    with clock.pinned(now - timedelta(days=4)):
        meeting = actions.propose(by=walk.mentor, mentorship=walk, plan=plan)
        actions.accept(by=walk.mentee, meeting=meeting)
    with clock.pinned(now - timedelta(days=1)):
        actions.say(by=walk.mentor, meeting=meeting, said=Turn.Kind.MISSED)
        _say_what_they_do(staff, walk)


def _say_what_they_do(staff: Person, walk: Mentorship) -> None:
    contact = walk.contacts.filter(person=walk.mentee, kept_at=None).order_by("due_on").first()
    if contact:
        said = policies.Said(words.OF_STAFF, staff, clock.today(staff.time_zone))
        answers = {"safety": "safe", "between": "mixed"}
        actions.keep_contact(by=staff, contact=contact, answers=answers, said=said)


def _pulse(walk: Mentorship, person_id: UUID, day: int, dice: Dice) -> Pulse:
    begun_at = walk.begun_at or walk.matched_at
    at = begun_at + timedelta(days=day, hours=dice.number(1, 60))
    return Pulse(
        pk=dice.id(at),
        created_at=at,
        organization_id=walk.organization_id,
        walk=walk,
        person_id=person_id,
        day=day,
        answers={code: dice.one((2, 3, 4, 4, 5, 5)) for code in QUESTIONS},
        answered_at=at,
    )


def _means_to(mentee: Person) -> bool:
    return Commitment.objects.filter(made_by=mentee).exists()


def change_without_fault(program: Program, now: datetime) -> None:
    """Let somebody ask for another mentor, and hand on a few words."""
    walks = Mentorship.objects.live().begun().filter(program=program, mentee__language="en")
    walk = walks.filter(begun_at__gt=now - _EARLY).order_by("begun_at").first()
    if walk is None:
        return
    place = program.enrollments.mentees().active().get(person=walk.mentee)
    with clock.pinned(now - timedelta(hours=20)):
        handover = actions.change_mentor(by=walk.mentee, place=place)
        actions.write_handover(by=walk.mentee, handover=handover, words=words.HANDED_ON)
        actions.approve_handover(by=walk.mentee, handover=handover)
