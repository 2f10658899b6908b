"""What chance lets somebody do next: who, with whom, and through which deed.

Each act returns whether there was anything to do.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from cairn.matching.models import Proposal
from cairn.matching.sharing import TOPICS
from cairn.mentorship.models import SupportContact
from cairn.people.models import Block
from cairn.programs.models import Enrollment, StaffRole
from tests.trust.leaks import choosing, deeds, joining
from tests.trust.leaks.canaries import address_of
from tests.trust.leaks.reference import Pair
from tests.trust.leaks.stage import Stage

Act = Callable[[Stage, Random], bool]
_BY_ADDRESS = 0.3


def add_person(stage: Stage, chance: Random) -> bool:
    by = _staff(stage, chance)
    joining.add_person(stage, stage.reference.organization[by], by)
    return True


def invite_and_join(stage: Stage, chance: Random) -> bool:
    by = _everywhere(stage, chance)
    home = stage.reference.organization[by]
    waiting = [
        key
        for key in _persons(stage)
        if key not in stage.sessions and stage.reference.organization[key] == home
    ]
    if waiting:
        joining.join(stage, chance.choice(waiting), by)
    return bool(waiting)


def enroll(stage: Stage, chance: Random) -> bool:
    by, program = _serving(stage, chance)
    side = chance.choice([joining.MENTEE, joining.MENTOR])
    home = stage.reference.organization[program]
    free = [
        key
        for key in _persons(stage)
        if stage.reference.organization[key] == home
        and (key, program, str(side)) not in stage.reference.places
    ]
    if free:
        joining.enroll(stage, by, program, chance.choice(free), side)
    return bool(free)


def import_roster(stage: Stage, chance: Random) -> bool:
    joining.import_roster(stage, *_serving(stage, chance))
    return True


def create_program(stage: Stage, chance: Random) -> bool:
    joining.create_program(stage, _everywhere(stage, chance))
    return True


def give_role(stage: Stage, chance: Random) -> bool:
    by, program = _serving(stage, chance)
    home = stage.reference.organization[by]
    person = chance.choice(
        [key for key in _persons(stage) if stage.reference.organization[key] == home]
    )
    kind = chance.choice(["coordinator", "supervisor", "facilitator"])
    joining.give_role(stage, home, person, kind, program)
    return True


def add_staff(stage: Stage, chance: Random) -> bool:
    joining.add_staff(stage, _admin(stage, chance))
    return True


def end_role(stage: Stage, chance: Random) -> bool:
    limited = [role for role, (_who, program) in stage.reference.roles.items() if program]
    if limited:
        joining.end_role(stage, chance.choice(sorted(limited)))
    return bool(limited)


def run_matching(stage: Stage, chance: Random) -> bool:
    deeds.suggest(stage, *_serving(stage, chance))
    return True


def approve(stage: Stage, chance: Random) -> bool:
    deeds.approve_all(stage, *_serving(stage, chance))
    return True


def override(stage: Stage, chance: Random) -> bool:
    by, program = _serving(stage, chance)
    stage.stand_in(by)
    proposals = Proposal.objects.filter(run__program=program, approved_at=None)
    found = proposals.exclude(mentor=None).order_by("-created_at").first()
    others = Enrollment.objects.mentors().filter(program=program)
    if found and others:
        deeds.override(stage, by, str(found.pk), str(chance.choice(others).pk))
    return bool(found and others)


def forbid(stage: Stage, chance: Random) -> bool:
    by, program = _serving(stage, chance)
    stage.stand_in(by)
    places = Enrollment.objects.filter(program=program).order_by("pk")
    mentees, mentors = (list(places.filter(side=side)) for side in (joining.MENTEE, joining.MENTOR))
    if mentees and mentors:
        deeds.forbid(stage, by, str(chance.choice(mentees).pk), str(chance.choice(mentors).pk))
    return bool(mentees and mentors)


def block(stage: Stage, chance: Random) -> bool:
    """Somebody keeps away one of those whom they see."""
    by = chance.choice(sorted(stage.sessions))
    seen = stage.reference.due(by)
    met = [who for who in _persons(stage) if who != by and seen & {*stage.said("name", who)}]
    if met:
        deeds.block(stage, by, chance.choice(met))
    return bool(met)


def unblock(stage: Stage, chance: Random) -> bool:
    stage.stand_in(chance.choice(sorted(stage.sessions)))
    standing = Block.objects.standing().order_by("pk")
    if standing:
        deeds.unblock(stage, chance.choice(standing))
    return bool(standing)


def keep_apart(stage: Stage, chance: Random) -> bool:
    """Staff keep two of theirs apart, or one of theirs from somebody who may be anywhere."""
    by = _staff(stage, chance)
    theirs = [who for who in _persons(stage) if who != by and stage.reference.serves_some(by, who)]
    by_address = chance.random() < _BY_ADDRESS
    others = [who for who in _persons(stage) if who != by] if by_address else theirs
    two = chance.choice(theirs), chance.choice(others)
    if two[0] != two[1]:
        deeds.keep_apart(stage, by, *two, by_address=by_address)
    return two[0] != two[1]


def sign(stage: Stage, chance: Random) -> bool:
    return _of_pair(stage, chance, deeds.sign, lambda pair: pair.is_live and len(pair.signers) < 2)


def meet(stage: Stage, chance: Random) -> bool:
    return _of_pair(stage, chance, deeds.meet, lambda pair: pair.is_live and len(pair.signers) == 2)


def send(stage: Stage, chance: Random) -> bool:
    return _of_pair(stage, chance, deeds.send, lambda pair: pair.is_live and len(pair.signers) == 2)


def commit(stage: Stage, chance: Random) -> bool:
    return _of_pair(
        stage, chance, deeds.commit, lambda pair: pair.is_live and len(pair.signers) == 2
    )


def write_note(stage: Stage, chance: Random) -> bool:
    return _of_pair(
        stage, chance, deeds.write_note, lambda pair: pair.is_live and len(pair.signers) == 2
    )


def propose(stage: Stage, chance: Random) -> bool:
    return _of_pair(
        stage, chance, deeds.propose, lambda pair: pair.is_live and len(pair.signers) == 2
    )


def share(stage: Stage, chance: Random) -> bool:
    return _share(stage, chance, chance.sample(["words", "plan", "safety", "stones", "answers"], 2))


def give_idea(stage: Stage, chance: Random) -> bool:
    return _of_pair(
        stage, chance, deeds.give_idea, lambda pair: pair.is_live and len(pair.signers) == 2
    )


def take_back(stage: Stage, chance: Random) -> bool:
    return _share(stage, chance, [])


def end(stage: Stage, chance: Random) -> bool:
    return _of_pair(stage, chance, deeds.end, lambda pair: pair.is_live)


def plan_closing(stage: Stage, chance: Random) -> bool:
    return _of_pair(
        stage, chance, deeds.plan_closing, lambda pair: pair.is_live and len(pair.signers) == 2
    )


def say_goodbye(stage: Stage, chance: Random) -> bool:
    """One of two who ended, and were not kept apart, says how it was."""
    return _of_pair(
        stage, chance, deeds.tell_exit, lambda pair: not (pair.is_live or pair.is_parted)
    )


def staff_end(stage: Stage, chance: Random) -> bool:
    by, program = _serving(stage, chance)
    pairs = [
        key
        for key, pair in stage.reference.pairs.items()
        if pair.program == program and pair.is_live
    ]
    if pairs:
        deeds.end(stage, by, chance.choice(sorted(pairs)))
    return bool(pairs)


def keep_contact(stage: Stage, chance: Random) -> bool:
    by, program = _serving(stage, chance)
    stage.stand_in(by)
    contacts = SupportContact.objects.open().filter(mentorship__program=program).order_by("pk")
    others = contacts.exclude(mentorship__mentee=by).exclude(mentorship__mentor=by)
    if others:
        deeds.keep_contact(stage, by, str(chance.choice(others).pk))
    return bool(others)


def check_in(stage: Stage, chance: Random) -> bool:
    return _alone(stage, chance, deeds.check_in)


def write_plan(stage: Stage, chance: Random) -> bool:
    return _alone(stage, chance, deeds.write_plan)


def avoid(stage: Stage, chance: Random) -> bool:
    """Somebody names one of their organization on their list, or somebody who is not here."""
    by = chance.choice(sorted(stage.sessions))
    home = stage.reference.organization[by]
    others = [
        who for who in _persons(stage) if who != by and stage.reference.organization[who] == home
    ]
    deeds.avoid(stage, by, chance.choice(["", *_said_of(stage, chance.choice(others))]))
    return True


def avoid_who_is_shown(stage: Stage, chance: Random) -> bool:
    """One of two between whom an offer is open names the other."""
    offers = sorted(key for key, offer in stage.reference.offers.items() if offer.is_open)
    if offers:
        offer = stage.reference.offers[chance.choice(offers)]
        by, other = chance.sample([offer.mentee, offer.mentor], 2)
        deeds.avoid(stage, by, chance.choice(_said_of(stage, other)))
    return bool(offers)


def take_off(stage: Stage, chance: Random) -> bool:
    lists = sorted(who for who, words in stage.reference.lists.items() if words)
    if lists:
        by = chance.choice(lists)
        deeds.take_off(stage, by, chance.choice(sorted(stage.reference.lists[by])))
    return bool(lists)


def begin(stage: Stage, chance: Random) -> bool:
    return _alone(stage, chance, deeds.begin)


def rename(stage: Stage, chance: Random) -> bool:
    return _alone(stage, chance, joining.rename)


def name_token(stage: Stage, chance: Random) -> bool:
    return _alone(stage, chance, joining.name_token)


def sign_out(stage: Stage, chance: Random) -> bool:
    return _alone(stage, chance, joining.sign_out)


def tell_answers(stage: Stage, chance: Random) -> bool:
    person = chance.choice(sorted({who for who, _program, _side in stage.reference.places}))
    joining.tell_answers(stage, person, set(chance.sample(TOPICS, 6)))
    return True


ALL: tuple[Act, ...] = (
    *(add_person, invite_and_join, enroll, import_roster, create_program),
    *(give_role, end_role, add_staff),
    *(block, unblock, keep_apart),
    *(
        run_matching,
        approve,
        override,
        forbid,
        choosing.choose,
        choosing.leave_it_to_us,
        choosing.ask_for_others,
    ),
    *(
        choosing.accept,
        choosing.not_free,
        sign,
        meet,
        send,
        commit,
        write_note,
        propose,
        share,
        give_idea,
        take_back,
        end,
        plan_closing,
        say_goodbye,
        staff_end,
        keep_contact,
    ),
    *(check_in, write_plan, avoid, avoid_who_is_shown, take_off, begin),
    *(rename, name_token, sign_out, tell_answers),
)


def _persons(stage: Stage) -> list[str]:
    return sorted({c.whose for c in stage.reference.canaries.values() if c.kind == "name"})


def _said_of(stage: Stage, person: str) -> list[str]:
    """Return what somebody can be named by: a name, an address."""
    addresses = (address_of(word) for word in stage.said("address", person))
    return [*stage.said("name", person), *addresses]


def _alone(stage: Stage, chance: Random, deed: Callable[[Stage, str], None]) -> bool:
    deed(stage, chance.choice(sorted(stage.sessions)))
    return True


def _serving(stage: Stage, chance: Random) -> tuple[str, str]:
    """Somebody who serves a program, and the program."""
    reference = stage.reference
    programs = sorted({c.whose for c in reference.canaries.values() if c.kind == "program"})
    both = [
        (who, program)
        for who in sorted(stage.sessions)
        for program in programs
        if reference.serves(who, program)
    ]
    return chance.choice(both)


def _staff(stage: Stage, chance: Random) -> str:
    return _serving(stage, chance)[0]


def _admin(stage: Stage, chance: Random) -> str:
    found = []
    for who in sorted(stage.sessions):
        stage.stand_in(who)
        if StaffRole.objects.active().filter(person=who, kind=StaffRole.Kind.ADMIN):
            found.append(who)
    return chance.choice(found)


def _everywhere(stage: Stage, chance: Random) -> str:
    return chance.choice(
        [who for who in sorted(stage.sessions) if (who, "") in stage.reference.roles.values()]
    )


def _of_pair(
    stage: Stage,
    chance: Random,
    deed: Callable[[Stage, str, str], None],
    fits: Callable[[Pair], bool],
) -> bool:
    pairs = sorted(key for key, pair in stage.reference.pairs.items() if fits(pair))
    if not pairs:
        return False
    key = chance.choice(pairs)
    person = chance.choice(sorted(stage.reference.pairs[key].two & stage.sessions.keys()))
    deed(stage, person, key)
    return True


def _share(stage: Stage, chance: Random, kinds: list[str]) -> bool:
    walks = sorted(key for key, pair in stage.reference.pairs.items() if pair.is_live)
    if walks:
        deeds.share(stage, chance.choice(walks), kinds)
    return bool(walks)
