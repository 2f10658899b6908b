"""What chance lets a mentee and a mentor do before they are matched: choose, leave it, answer."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from cairn.matching.models import Offer
from cairn.matching.sharing import TOPICS
from tests.trust.leaks import deeds
from tests.trust.leaks.stage import Stage


def choose(stage: Stage, chance: Random) -> bool:
    offer = _offer(stage, chance, is_asked=False)
    if offer:
        topics = sorted(set(TOPICS) - {"recovery"})
        deeds.choose(stage, stage.reference.offers[offer].mentee, offer, chance.sample(topics, 5))
    return bool(offer)


def leave_it_to_us(stage: Stage, chance: Random) -> bool:
    return _about_choice(stage, chance, deeds.leave_it_to_us)


def ask_for_others(stage: Stage, chance: Random) -> bool:
    return _about_choice(stage, chance, deeds.ask_for_others)


def accept(stage: Stage, chance: Random) -> bool:
    return _answer(stage, chance, yes=True)


def not_free(stage: Stage, chance: Random) -> bool:
    return _answer(stage, chance, yes=False)


def _offer(stage: Stage, chance: Random, *, is_asked: bool) -> str:
    wanted = [
        key for key, o in stage.reference.offers.items() if o.is_open and o.is_asked == is_asked
    ]
    return chance.choice([*sorted(wanted)]) if wanted else ""


def _answer(stage: Stage, chance: Random, *, yes: bool) -> bool:
    offer = _offer(stage, chance, is_asked=True)
    if offer:
        deeds.answer(stage, stage.reference.offers[offer].mentor, offer, yes=yes)
    return bool(offer)


def _about_choice(stage: Stage, chance: Random, deed: Callable[[Stage, str, str], None]) -> bool:
    key = _offer(stage, chance, is_asked=False)
    if not key:
        return False
    person = stage.reference.offers[key].mentee
    stage.stand_in(person)
    deed(stage, person, str(Offer.objects.get(pk=key).mentee_id))
    return True
