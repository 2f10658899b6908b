"""What the two of a mentorship and staff do: sign, write, promise, change, plan, end, keep apart."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from django.db.models import QuerySet

from cairn.conversations import actions as conversations
from cairn.conversations.models import Conversation
from cairn.core import clock
from cairn.mentorship import actions, agreements
from cairn.mentorship.models import (
    Closing,
    Commitment,
    Errand,
    ExitTalk,
    Farewell,
    Handover,
    Mentorship,
    Pulse,
    Silence,
    SilencePlan,
    SupportContact,
)
from cairn.mentorship.policies import Said
from cairn.people.models import Block, NoContact, Person
from cairn.programs.models import Enrollment
from cairn.safety import actions as safety
from tests.trust.transitions.acting import Deed, act
from tests.trust.transitions.scene import MENTEE, MENTOR, Scene, some

_SAFE = {"safety": "safe", "between": "well"}


@act
def match(scene: Scene, chance: Random) -> Deed | None:
    """A mentor says yes to somebody, whether they were asked or not."""
    program = scene.program(chance)
    places = program.enrollments.active()
    mentee, mentor = (some(chance, places.filter(side=side)) for side in (MENTEE, MENTOR))
    if not (mentee and mentor and mentee.person_id != mentor.person_id):
        return None
    two = {"mentee": mentee.person, "mentor": mentor.person}
    return Deed(scene.by(chance, mentor.person), actions.match, program=program, **two)


@act
def sign(scene: Scene, chance: Random) -> Deed | None:
    walk = some(chance, _live().filter(begun_at=None))
    language = chance.choice(["en", "es"])
    return walk and Deed(
        _one_of_two(scene, chance, walk), actions.sign, mentorship=walk, language=language
    )


@act
def adopt_agreement(scene: Scene, chance: Random) -> Deed:
    words = {
        language: f"{text}\n\nVersion {chance.random()}"
        for language, text in agreements.defaults().items()
    }
    asks_again = chance.random() < 1 / 2
    by, program = scene.one_of_staff(chance), scene.program(chance)
    return Deed(by, actions.adopt_agreement, program=program, words=words, asks_again=asks_again)


@act
def end(scene: Scene, chance: Random) -> Deed | None:
    walk = some(chance, _live())
    by = chance.choice([_one_of_two, _staff])(scene, chance, walk) if walk else None
    return walk and Deed(by, actions.end, mentorship=walk, reason=chance.choice(["", "We moved."]))


@act
def commit(scene: Scene, chance: Random) -> Deed | None:
    walk = some(chance, _begun())
    words = chance.choice(["Call on Tuesday", "Walk by the river", "A", " "])
    due_on = chance.choice([None, (clock.now() + timedelta(days=chance.randint(-2, 9))).date()])
    by = _one_of_two(scene, chance, walk)
    return walk and Deed(by, actions.commit, mentorship=walk, words=words, due_on=due_on)


@act
def keep_commitment(scene: Scene, chance: Random) -> Deed | None:
    return _settle(scene, chance, actions.keep_commitment)


@act
def let_go(scene: Scene, chance: Random) -> Deed | None:
    return _settle(scene, chance, actions.let_go)


@act
def think_of(scene: Scene, chance: Random) -> Deed | None:
    walk = some(chance, _begun())
    return walk and Deed(_one_of_two(scene, chance, walk), actions.think_of, mentorship=walk)


@act
def send_message(scene: Scene, chance: Random) -> Deed | None:
    """Two of a mentorship write, however far it has come."""
    walk = some(chance, _begun())
    if walk is None:
        return None
    known = Conversation.objects.filter(mentorship=walk).first()
    conversation = known or Conversation.to_come(walk)
    by, body = _one_of_two(scene, chance, walk), chance.choice(["Good morning.", "See you.", " "])
    return Deed(by, conversations.send_message, conversation=conversation, body=body)


@act
def plan_silence(scene: Scene, chance: Random) -> Deed:
    place = some(chance, Enrollment.objects.active().mentees())
    by = place.person if place else scene.member(chance)
    who, how = chance.choice(SilencePlan.Who.values), SilencePlan.How.CALL.value
    days = chance.choice([0, 1, 3, 14])
    return Deed(by, actions.plan_silence, after_days=days, who=who, how=how)


@act
def drop_silence(scene: Scene, chance: Random) -> Deed:
    plan = some(chance, SilencePlan.objects.filter(dropped_at=None))
    return Deed(plan.person if plan else scene.member(chance), actions.drop_silence)


@act
def settle_silence(scene: Scene, chance: Random) -> Deed | None:
    silence = some(chance, Silence.objects.open())
    by = chance.choice([_one_of_two, _staff])
    return silence and Deed(
        by(scene, chance, silence.mentorship), actions.settle_silence, silence=silence
    )


@act
def change_mentor(scene: Scene, chance: Random) -> Deed | None:
    walk = some(chance, _live())
    place = walk and Enrollment.objects.filter(program=walk.program, person=walk.mentee).first()
    return place and Deed(scene.by(chance, walk.mentee), actions.change_mentor, place=place)


@act
def wait_again(scene: Scene, chance: Random) -> Deed | None:
    place = some(chance, Enrollment.objects.mentees())
    by = scene.by(chance, place and place.person)
    return place and Deed(by, actions.wait_again, place=place)


@act
def write_handover(scene: Scene, chance: Random) -> Deed | None:
    handover = some(chance, Handover.objects.all())
    words = chance.choice(["I like to walk.", "Mornings are hard.", "w" * 2001])
    by = scene.by(chance, handover and handover.person)
    return handover and Deed(by, actions.write_handover, handover=handover, words=words)


@act
def approve_handover(scene: Scene, chance: Random) -> Deed | None:
    handover = some(chance, Handover.objects.exclude(written_at=None))
    by = scene.by(chance, handover and handover.person)
    return handover and Deed(by, actions.approve_handover, handover=handover)


@act
def take_back_handover(scene: Scene, chance: Random) -> Deed | None:
    handover = some(chance, Handover.objects.exclude(approved_at=None))
    by = scene.by(chance, handover and handover.person)
    return handover and Deed(by, actions.take_back_handover, handover=handover)


@act
def answer_pulse(scene: Scene, chance: Random) -> Deed | None:
    pulse = some(chance, Pulse.objects.filter(answered_at=None))
    answers, asks_help = {"heard": chance.randint(1, 5)}, chance.random() < 1 / 2
    by = scene.by(chance, pulse and pulse.person)
    return pulse and Deed(
        by, actions.answer_pulse, pulse=pulse, answers=answers, asks_help=asks_help
    )


@act
def settle_help(scene: Scene, chance: Random) -> Deed | None:
    asking = Pulse.objects.asking_for_help().values("walk")
    walk = some(chance, _live().filter(pk__in=asking))
    return walk and Deed(_staff(scene, chance, walk), actions.settle_help, walk=walk)


@act
def plan_closing(scene: Scene, chance: Random) -> Deed | None:
    walk = some(chance, _begun())
    last_on = (clock.now() + timedelta(days=chance.randint(-2, 20))).date()
    by = chance.choice([_one_of_two, _staff])
    return walk and Deed(by(scene, chance, walk), actions.plan_closing, walk=walk, last_on=last_on)


@act
def drop_closing(scene: Scene, chance: Random) -> Deed | None:
    planned = Closing.objects.standing().values("walk")
    walk = some(chance, _live().filter(pk__in=planned))
    return walk and Deed(_one_of_two(scene, chance, walk), actions.drop_closing, walk=walk)


@act
def write_letter(scene: Scene, chance: Random) -> Deed | None:
    words = chance.choice(["Thank you.", "It was good to walk with you.", "w" * 6001])
    return _say_goodbye(scene, chance, actions.write_letter, {"given_at": None}, words=words)


@act
def give_letter(scene: Scene, chance: Random) -> Deed | None:
    written = {"given_at": None, "written_at__isnull": False}
    return _say_goodbye(scene, chance, actions.give_letter, written)


@act
def wish_contact(scene: Scene, chance: Random) -> Deed | None:
    contact = chance.choice([*Farewell.Contact.values, "always"])
    return _say_goodbye(scene, chance, actions.wish_contact, {}, contact=contact)


@act
def stay_in_touch(scene: Scene, chance: Random) -> Deed | None:
    stays = chance.random() < 1 / 2
    return _say_goodbye(
        scene, chance, actions.stay_in_touch, {"walk__ended_at__isnull": False}, stays=stays
    )


@act
def tell_exit(scene: Scene, chance: Random) -> Deed | None:
    answers, ended = {"good": "The walks."}, {"walk__ended_at__isnull": False}
    return _say_goodbye(scene, chance, actions.tell_exit, ended, answers=answers)


@act
def keep_exit(scene: Scene, chance: Random) -> Deed | None:
    talk, answers = some(chance, ExitTalk.objects.open()), {"again": "yes"}
    by = _staff(scene, chance, talk.walk) if talk else None
    return talk and Deed(by, actions.keep_exit, talk=talk, answers=answers)


@act
def keep_contact(scene: Scene, chance: Random) -> Deed | None:
    contact = some(chance, SupportContact.objects.open())
    if contact is None:
        return None
    by, answers = _staff(scene, chance, contact.mentorship), chance.choice([_SAFE, _SAFE, {}])
    said = chance.choice([None, Said("Find a bus pass", scene.one_of_staff(chance), _soon(chance))])
    return Deed(by, actions.keep_contact, contact=contact, answers=answers, said=said)


@act
def do_errand(scene: Scene, chance: Random) -> Deed | None:
    errand = some(chance, Errand.objects.open())
    by = _staff(scene, chance, errand.mentorship) if errand else None
    return errand and Deed(by, actions.do_errand, errand=errand)


@act
def set_rhythm(scene: Scene, chance: Random) -> Deed:
    contacts, reviews = [[7], [1, 7, 21], []][chance.randint(0, 2)], [30, 90]
    by, program = scene.one_of_staff(chance), scene.program(chance)
    days = {"contact_days": contacts, "review_days": reviews}
    return Deed(by, actions.set_rhythm, program=program, **days)


@act
def block(scene: Scene, chance: Random) -> Deed:
    by = scene.member(chance)
    return Deed(by, safety.block, person=_met(scene, chance, by))


@act
def unblock(scene: Scene, chance: Random) -> Deed | None:
    found = some(chance, Block.objects.standing())
    by = scene.by(chance, found and found.blocker)
    return found and Deed(by, safety.unblock, block=found)


@act
def keep_apart(scene: Scene, chance: Random) -> Deed:
    person, reason = scene.member(chance), chance.choice(["A court says so.", "Family.", " "])
    two = {"person": person, "other": _met(scene, chance, person)}
    return Deed(scene.one_of_staff(chance), safety.keep_apart, **two, reason=reason)


@act
def lift_order(scene: Scene, chance: Random) -> Deed | None:
    order = some(chance, NoContact.objects.standing())
    return order and Deed(scene.one_of_staff(chance), safety.lift, order=order)


def _live() -> QuerySet[Mentorship]:
    return Mentorship.objects.live()


def _begun() -> QuerySet[Mentorship]:
    return Mentorship.objects.live().begun()


def _one_of_two(scene: Scene, chance: Random, walk: Mentorship | None) -> Person:
    return scene.by(chance, *(walk.pair if walk else ()))


def _staff(scene: Scene, chance: Random, walk: Mentorship) -> Person:
    return scene.one_of_staff(chance)


def _settle(scene: Scene, chance: Random, does: Any) -> Deed | None:
    commitment = some(chance, Commitment.objects.open().filter(mentorship__ended_at=None))
    by = _one_of_two(scene, chance, commitment.mentorship) if commitment else None
    return commitment and Deed(by, does, commitment=commitment)


def _say_goodbye(
    scene: Scene, chance: Random, does: Any, likely: dict[str, Any], **said: Any
) -> Deed | None:
    farewell = some(chance, Farewell.objects.filter(**likely))
    return farewell and Deed(scene.by(chance, farewell.person), does, farewell=farewell, **said)


def _met(scene: Scene, chance: Random, person: Person) -> Person:
    """Somebody with whom a person walks, or anybody."""
    walk = some(chance, Mentorship.objects.of(person), Mentorship.objects.live())
    other = walk.other(person) if walk else None
    return scene.by(chance, other)


def _soon(chance: Random) -> Any:
    return (clock.now() + timedelta(days=chance.randint(-1, 9))).date()
