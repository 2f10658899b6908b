"""What people do about meetings and their notes: propose, accept, move, cancel, tell, write, sign."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db.models import QuerySet

from cairn.core import clock
from cairn.mentorship import actions
from cairn.mentorship.models import Meeting, Mentorship, Turn
from cairn.mentorship.policies import Plan
from cairn.people.models import Person
from tests.trust.transitions.acting import Deed, act
from tests.trust.transitions.scene import Scene, some

_DAYS = 21
_THIRD = [Meeting.ThirdPerson.DECLINED, Meeting.ThirdPerson.PRESENT, Meeting.ThirdPerson.NOT_ASKED]


@act
def propose(scene: Scene, chance: Random) -> Deed | None:
    walk = some(chance, Mentorship.objects.live().begun())
    plan = _plan(chance, times=chance.choice([1, 1, 1, 4]))
    return walk and Deed(_of(scene, chance, walk), actions.propose, mentorship=walk, plan=plan)


@act
def accept(scene: Scene, chance: Random) -> Deed | None:
    """Say yes: whoever has not, more often than not."""
    meeting = some(chance, _to_come().filter(state=Meeting.State.PROPOSED))
    if meeting is None:
        return None
    by = scene.by(chance, *(meeting.waits_for or meeting.mentorship.pair))
    read = chance.choice([None, None, meeting.sequence, meeting.sequence + 1])
    return Deed(by, actions.accept, meeting=meeting, read=read)


@act
def move(scene: Scene, chance: Random) -> Deed | None:
    meeting = some(chance, Meeting.objects.open())
    by = _of(scene, chance, meeting and meeting.mentorship)
    return meeting and Deed(by, actions.move, meeting=meeting, plan=_plan(chance))


@act
def cancel(scene: Scene, chance: Random) -> Deed | None:
    meeting, and_after = some(chance, Meeting.objects.open()), chance.random() < 1 / 2
    by = _of(scene, chance, meeting and meeting.mentorship)
    return meeting and Deed(by, actions.cancel, meeting=meeting, and_after=and_after)


@act
def say(scene: Scene, chance: Random) -> Deed | None:
    """Say how it went, or that it did, before it was."""
    past = Meeting.objects.filter(starts_at__lt=clock.now(), mentorship__ended_at=None)
    meeting = some(chance, past.exclude(state=Meeting.State.CANCELED), Meeting.objects.open())
    said = chance.choice([Turn.Kind.MET, Turn.Kind.ABSENT, Turn.Kind.MISSED, Turn.Kind.NOT_MET])
    by = _of(scene, chance, meeting and meeting.mentorship)
    third = chance.choice(_THIRD)
    return meeting and Deed(by, actions.say, meeting=meeting, said=said, third_person=third)


@act
def follow_up(scene: Scene, chance: Random) -> Deed | None:
    meeting = some(chance, Meeting.objects.waiting())
    by = _of(scene, chance, meeting and meeting.mentorship)
    return meeting and Deed(by, actions.follow_up, meeting=meeting)


@act
def record_first_meeting(scene: Scene, chance: Random) -> Deed | None:
    begun = Mentorship.objects.live().begun()
    first = Meeting.objects.filter(is_first=True).values("mentorship")
    walk, third = some(chance, begun.exclude(pk__in=first)), chance.choice(_THIRD)
    return _record(scene, chance, walk, actions.record_first_meeting, third_person=third)


@act
def record_meeting(scene: Scene, chance: Random) -> Deed | None:
    walk = some(chance, Mentorship.objects.live().begun())
    return _record(scene, chance, walk, actions.record_meeting)


@act
def write_note(scene: Scene, chance: Random) -> Deed | None:
    words = chance.choice(["We walked by the river.", "We spoke of work.", "It was short.", " "])
    return _note(scene, chance, actions.write_note, words=words)


@act
def disagree(scene: Scene, chance: Random) -> Deed | None:
    words = chance.choice(["I remember it otherwise.", "It was longer.", ""])
    noted = {"note_versions__isnull": False}
    return _note(scene, chance, actions.disagree, noted, words=words)


@act
def sign_note(scene: Scene, chance: Random) -> Deed | None:
    noted = {"note_versions__isnull": False}
    return _note(scene, chance, actions.sign_note, noted, read=chance.choice([None, None, 1, 2]))


def _to_come() -> QuerySet[Meeting]:
    return Meeting.objects.filter(starts_at__gt=clock.now())


def _of(scene: Scene, chance: Random, walk: Mentorship | None) -> Person:
    """One of the two, or staff for them, or anybody."""
    if chance.random() < 1 / 4:
        return scene.one_of_staff(chance)
    return scene.by(chance, *(walk.pair if walk else ()))


def _plan(chance: Random, **more: Any) -> Plan:
    """A time on one of few days and hours, so that two of them often fall together."""
    day = clock.now().replace(hour=17, minute=0, second=0) + timedelta(
        days=chance.randint(-1, _DAYS)
    )
    starts_at = day + timedelta(minutes=30 * chance.randint(0, 3))
    length = timedelta(minutes=chance.choice([60, 90]))
    return Plan(starts_at, length, Meeting.Mode.PHONE, zone="America/New_York", **more)


def _record(
    scene: Scene, chance: Random, walk: Mentorship | None, does: Any, **said: Any
) -> Deed | None:
    how: dict[str, Any] = {"met_at": _lately(chance), "mode": Meeting.Mode.IN_PERSON, **said}
    by = _of(scene, chance, walk)
    return walk and Deed(by, does, mentorship=walk, **how)


def _lately(chance: Random) -> datetime:
    return clock.now() - timedelta(days=chance.randint(-1, 6), hours=1)


def _note(
    scene: Scene, chance: Random, does: Any, more: dict[str, Any] | None = None, **said: Any
) -> Deed | None:
    held = Meeting.objects.held().filter(mentorship__ended_at=None, **(more or {})).distinct()
    key = some(chance, Meeting.objects.filter(pk__in=held.values("pk")))
    by = scene.by(chance, *(key.mentorship.pair if key else ()))
    return key and Deed(by, does, meeting=key, **said)
