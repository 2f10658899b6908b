"""What people and staff do before two are matched: ask, enroll, wait, be shown, choose, answer."""

from __future__ import annotations

from random import Random
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from cairn.arrivals import actions as arrivals
from cairn.arrivals.models import Asking, Door, FirstContact
from cairn.arrivals.policies import Asker
from cairn.matching import actions as matching
from cairn.matching.models import Direction, Offer, Proposal, Run
from cairn.people import codes
from cairn.people.models import Avoidance, Person
from cairn.programs import actions as programs
from cairn.programs.models import Enrollment, Program
from tests.trust.transitions.acting import Deed, act
from tests.trust.transitions.scene import MENTEE, MENTOR, Scene, some

_SAID = {"name": "Yarrow", "reach": "phone", "phone": "555 0100"}


@act
def open_door(scene: Scene, chance: Random) -> Deed:
    by, program = scene.one_of_staff(chance), scene.program(chance)
    return Deed(by, arrivals.open_door, program=program)


@act
def close_door(scene: Scene, chance: Random) -> Deed | None:
    door = some(chance, Door.objects.filter(closed_at=None))
    return door and Deed(scene.one_of_staff(chance), arrivals.close_door, door=door)


@act
def begin(scene: Scene, chance: Random) -> Deed | None:
    door, code = some(chance, Door.objects.filter(closed_at=None)), codes.new_code()

    def keep_code(asking: Asking) -> None:
        scene.codes[asking.pk] = code

    return door and Deed(Asker(code, scene.home), arrivals.begin, keep_code, door=door)


@act
def keep(scene: Scene, chance: Random) -> Deed | None:
    asking = some(chance, Asking.objects.filter(sent_at=None, withdrawn_at=None))
    by = _asker(scene, chance, asking)
    return asking and Deed(by, arrivals.keep, asking=asking, answers=_SAID)


@act
def send(scene: Scene, chance: Random) -> Deed | None:
    asking = some(chance, Asking.objects.filter(sent_at=None, withdrawn_at=None))
    return asking and Deed(_asker(scene, chance, asking), arrivals.send, asking=asking)


@act
def withdraw(scene: Scene, chance: Random) -> Deed | None:
    asking = some(chance, Asking.objects.filter(withdrawn_at=None))
    return asking and Deed(_asker(scene, chance, asking), arrivals.withdraw, asking=asking)


@act
def keep_first_contact(scene: Scene, chance: Random) -> Deed | None:
    contact = some(chance, FirstContact.objects.open())
    by, how = scene.one_of_staff(chance), FirstContact.How.PHONE
    return contact and Deed(by, arrivals.keep_first_contact, contact=contact, how=how)


@act
def try_first_contact(scene: Scene, chance: Random) -> Deed | None:
    contact = some(chance, FirstContact.objects.open())
    by = scene.one_of_staff(chance)
    return contact and Deed(by, arrivals.try_first_contact, contact=contact)


@act
def welcome(scene: Scene, chance: Random) -> Deed | None:
    asking = some(chance, Asking.objects.sent().filter(welcomed_at=None, set_aside_at=None))

    def meet(person: Person) -> None:
        scene.people.append(person.pk)

    return asking and Deed(scene.one_of_staff(chance), arrivals.welcome, meet, asking=asking)


@act
def take_as(scene: Scene, chance: Random) -> Deed | None:
    asking = some(chance, Asking.objects.sent().filter(welcomed_at=None, set_aside_at=None))
    by, person = scene.one_of_staff(chance), scene.member(chance)
    return asking and Deed(by, arrivals.take_as, asking=asking, person=person)


@act
def set_aside(scene: Scene, chance: Random) -> Deed | None:
    asking = some(chance, Asking.objects.sent().filter(welcomed_at=None))
    return asking and Deed(scene.one_of_staff(chance), arrivals.set_aside, asking=asking)


@act
def enroll(scene: Scene, chance: Random) -> Deed:
    def meet(contact: FirstContact) -> None:
        scene.people.append(contact.holder_id)

    by, program = scene.one_of_staff(chance), scene.program(chance)
    return Deed(by, arrivals.enroll, meet, program=program, display_name="Somebody new")


@act
def read_orientation(scene: Scene, chance: Random) -> Deed:
    place = some(chance, Enrollment.objects.active().mentees())
    return Deed(scene.by(chance, place and place.person), arrivals.read_orientation)


@act
def enroll_mentee(scene: Scene, chance: Random) -> Deed:
    return _enroll(scene, chance, MENTEE)


@act
def enroll_mentor(scene: Scene, chance: Random) -> Deed:
    return _enroll(scene, chance, MENTOR)


@act
def leave(scene: Scene, chance: Random) -> Deed | None:
    place = some(chance, Enrollment.objects.active().mentees().exclude(waiting_since=None))
    return place and Deed(scene.by(chance, place.person), programs.leave, place=place)


@act
def clear(scene: Scene, chance: Random) -> Deed | None:
    return _about_mentor(scene, chance, programs.clear, cleared_at=None)


@act
def train(scene: Scene, chance: Random) -> Deed | None:
    return _about_mentor(scene, chance, programs.train, trained_at=None)


@act
def pause(scene: Scene, chance: Random) -> Deed | None:
    return _about_mentor(scene, chance, programs.pause, paused_at=None)


@act
def resume(scene: Scene, chance: Random) -> Deed | None:
    return _about_mentor(scene, chance, programs.resume, paused_at__isnull=False)


@act
def avoid(scene: Scene, chance: Random) -> Deed:
    called = chance.choice([scene.member(chance).display_name, "Someone else", " "])
    return Deed(scene.member(chance), matching.avoid, called=called)


@act
def take_back(scene: Scene, chance: Random) -> Deed:
    found = some(chance, Avoidance.objects.all())
    key = chance.choice([each.key for each in found.own] or [""]) if found else ""
    by = found.person if found else scene.member(chance)
    return Deed(by, matching.take_back, key=key)


@act
def suggest(scene: Scene, chance: Random) -> Deed:
    return Deed(scene.one_of_staff(chance), matching.suggest, program=scene.program(chance))


@act
def pin(scene: Scene, chance: Random) -> Deed | None:
    return _direct(scene, chance, matching.pin)


@act
def forbid(scene: Scene, chance: Random) -> Deed | None:
    return _direct(scene, chance, matching.forbid)


@act
def lift(scene: Scene, chance: Random) -> Deed | None:
    direction = some(chance, Direction.objects.standing())
    return direction and Deed(scene.one_of_staff(chance), matching.lift, direction=direction)


@act
def override(scene: Scene, chance: Random) -> Deed | None:
    proposal = some(chance, _undecided())
    mentor = some(chance, Enrollment.objects.active().mentors())
    by, why = scene.one_of_staff(chance), "They know each other’s street."
    to = {"proposal": proposal, "mentor": mentor, "reason": why}
    return Deed(by, matching.override, **to) if proposal and mentor else None


@act
def approve(scene: Scene, chance: Random) -> Deed | None:
    proposal = some(chance, _undecided().exclude(mentor=None))
    return proposal and Deed(scene.one_of_staff(chance), matching.approve, proposal=proposal)


@act
def approve_all(scene: Scene, chance: Random) -> Deed | None:
    run = some(chance, _latest_runs())
    return run and Deed(scene.one_of_staff(chance), matching.approve_all, run=run)


@act
def choose(scene: Scene, chance: Random) -> Deed | None:
    offer = some(chance, Offer.objects.open().filter(asked_at=None))
    return offer and Deed(scene.by(chance, offer.person), matching.choose, offer=offer)


@act
def you_choose(scene: Scene, chance: Random) -> Deed | None:
    return _leave_it(scene, chance, matching.you_choose)


@act
def ask_for_others(scene: Scene, chance: Random) -> Deed | None:
    return _leave_it(scene, chance, matching.ask_for_others)


@act
def accept_request(scene: Scene, chance: Random) -> Deed | None:
    return _answer(scene, chance, matching.accept)


@act
def not_free(scene: Scene, chance: Random) -> Deed | None:
    return _answer(scene, chance, matching.not_free)


def _latest_runs() -> QuerySet[Run]:
    done = Run.objects.filter(state=Run.State.DONE)
    newer = done.filter(program=OuterRef("program"), pk__gt=OuterRef("pk"))
    return done.exclude(Exists(newer))


def _undecided() -> QuerySet[Proposal]:
    return Proposal.objects.filter(approved_at=None, run__in=_latest_runs())


def _asker(scene: Scene, chance: Random, asking: Asking | None) -> Asker:
    """Whoever asked, or somebody who holds another code."""
    likely = scene.codes.get(asking.pk) if asking else None
    return Asker(chance.choice([likely, likely, likely, None]) or codes.new_code(), scene.home)


def _enroll(scene: Scene, chance: Random, side: Enrollment.Side) -> Deed:
    """Somebody who is not there on that side, or is."""
    program = scene.program(chance)
    there = program.enrollments.active().filter(side=side).values("person")
    person = some(chance, Person.objects.exclude(pk__in=there)) or scene.member(chance)
    act_of = programs.enroll_mentee if side == MENTEE else programs.enroll_mentor
    return Deed(scene.one_of_staff(chance), act_of, program=program, person=person)


def _about_mentor(scene: Scene, chance: Random, does: Any, **fields: Any) -> Deed | None:
    place = some(chance, Enrollment.objects.active().mentors().filter(**fields))
    return place and Deed(scene.one_of_staff(chance), does, enrollment=place)


def _direct(scene: Scene, chance: Random, does: Any) -> Deed | None:
    program: Program = scene.program(chance)
    places = program.enrollments.active()
    mentee, mentor = (some(chance, places.filter(side=side)) for side in (MENTEE, MENTOR))
    two = {"mentee": mentee, "mentor": mentor}
    return Deed(scene.one_of_staff(chance), does, **two) if mentee and mentor else None


def _leave_it(scene: Scene, chance: Random, does: Any) -> Deed | None:
    shown = Offer.objects.open().filter(asked_at=None).values("mentee")
    place = some(chance, Enrollment.objects.mentees().filter(pk__in=shown))
    return place and Deed(scene.by(chance, place.person), does, mentee=place)


def _answer(scene: Scene, chance: Random, does: Any) -> Deed | None:
    offer = some(chance, Offer.objects.open().asked())
    return offer and Deed(scene.by(chance, offer.mentor.person), does, offer=offer)
