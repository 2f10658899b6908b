"""Pairs of the demo that end: one plans to, one said goodbye, one ended overnight."""

from datetime import datetime, timedelta

from cairn.core import clock
from cairn.home.demo import words
from cairn.mentorship import actions, policies, queries
from cairn.mentorship.models import Farewell, Meeting, Mentorship
from cairn.programs.models import Enrollment

_LONG = timedelta(days=90)


def say(known: Mentorship, now: datetime) -> None:
    """Let three pairs who walked for long end, each in another way; not the one all meet first."""
    walks = Mentorship.objects.live().begun().filter(begun_at__lt=now - _LONG)
    english = walks.filter(mentee__language="en", mentor__language="en").exclude(pk=known.pk)
    related = english.select_related("mentee", "mentor", "program").order_by("pk")
    planning, parting, leaving = related[:3]
    with clock.pinned(now - timedelta(days=4)):
        _plan(planning, now + timedelta(days=16))
    _end_well(parting, now)
    with clock.pinned(now - timedelta(days=1)):
        actions.end(by=leaving.mentor, mentorship=leaving, reason=words.MOVES_AWAY)


def _plan(walk: Mentorship, day: datetime) -> None:
    """Plan the last meeting, and propose an hour of that day for it."""
    actions.plan_closing(by=walk.mentee, walk=walk, last_on=day.date())
    start = day.replace(hour=22, minute=0, second=0, microsecond=0)
    plan = policies.Plan(start, timedelta(hours=1), Meeting.Mode.IN_PERSON)
    if policies.can_propose(walk.mentee, walk, plan):
        actions.propose(by=walk.mentee, mentorship=walk, plan=plan)


def _end_well(walk: Mentorship, now: datetime) -> None:
    """Plan it, write to each other, end it, say what contact there is, and look for another."""
    with clock.pinned(now - timedelta(days=24)):
        last_on = (now - timedelta(days=5)).date()
        actions.plan_closing(by=walk.mentor, walk=walk, last_on=last_on)
    with clock.pinned(now - timedelta(days=5)):
        for person, letter in zip(walk.pair, words.LETTERS, strict=True):
            own = Farewell.objects.select_related("walk").get(walk=walk, person=person)
            actions.write_letter(by=person, farewell=own, words=letter)
            actions.give_letter(by=person, farewell=own)
            actions.wish_contact(by=person, farewell=own, contact=Farewell.Contact.HELLO)
        actions.end(by=walk.mentee, mentorship=walk, reason="")
    with clock.pinned(now - timedelta(days=3)):
        own = Farewell.objects.select_related("walk").get(walk=walk, person=walk.mentee)
        actions.tell_exit(by=walk.mentee, farewell=own, answers=words.TOLD)
        actions.stay_in_touch(by=walk.mentee, farewell=own, stays=True)
    with clock.pinned(now - timedelta(days=1)):
        place = queries.place_of(walk.program, walk.mentee, Enrollment.Side.MENTEE).get()
        actions.wait_again(by=walk.mentee, place=place)
