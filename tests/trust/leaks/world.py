"""Organizations with everybody in them, each thing done once before chance takes over."""

from __future__ import annotations

from cairn.core.walls import name_organization
from cairn.matching.models import Offer, Proposal
from cairn.matching.sharing import TOPICS
from cairn.mentorship.models import SupportContact
from cairn.programs.models import Enrollment
from tests.trust.leaks import arriving, deeds, joining
from tests.trust.leaks.canaries import address_of
from tests.trust.leaks.joining import MENTEE, MENTOR
from tests.trust.leaks.stage import Stage

_EVERYTHING = set(TOPICS)


def build(*, is_whole: bool = True) -> Stage:
    """Build all of it: one where much is going on, one where a pair has ended, and a third.

    In the third somebody serves who is of the first too, and the pair's mentor coordinates; where
    there is little time it is left out.
    """
    stage = Stage()
    first, second = (_organization(stage) for _ in range(2))
    _change(stage, *first)
    _decide(stage, *first)
    _part(stage, *second)
    if is_whole:
        third = _organization(stage, is_helped=True)
        _be_in_two(stage, first[0], third[0])
    return stage


def _organization(stage: Stage, *, is_helped: bool = False) -> tuple[str, str, str]:
    """A coordinator, a program and another one, with people on all sides and a pair that walks.

    Where it is helped, the mentor of the pair is somebody who coordinates the program too.
    """
    home = joining.found_organization(stage)
    coordinator = _someone(stage, home)
    joining.give_role(stage, home, coordinator, "coordinator")
    admin = _someone(stage, home)
    joining.give_role(stage, home, admin, "admin")
    joining.add_staff(stage, admin)
    program, other = (joining.create_program(stage, coordinator) for _ in range(2))
    supervisor = _someone(stage, home)
    joining.give_role(stage, home, supervisor, "supervisor", program)
    joining.give_role(stage, home, _someone(stage, home), "facilitator", program)
    joining.adopt_agreement(stage, coordinator, program)
    mentees = [_enrolled(stage, coordinator, program, MENTEE) for _ in range(3)]
    mentors = [_enrolled(stage, coordinator, program, MENTOR) for _ in range(3)]
    both = mentors[0]
    joining.enroll(stage, coordinator, other, both, MENTEE)
    _enrolled(stage, coordinator, other, MENTOR)
    stage.name(both, "mentor and mentee")
    stage.name(coordinator, "coordinator")
    stage.name(supervisor, "supervisor")
    helping = mentors[2]  # a mentor who also coordinates the program
    joining.give_role(stage, home, helping, "coordinator", program)
    stage.name(helping, "mentor who coordinates")
    _walk(stage, coordinator, program, mentees[0], helping if is_helped else both)
    for person in (mentees[0], both):
        _days(stage, person)
    _avoid(stage, mentees[1], mentors[1], mentees[2])
    asking = arriving.ask(stage, coordinator, program)
    arriving.get_in_touch(stage, coordinator, program, asking)
    arriving.enroll_anew(stage, coordinator, program)
    return coordinator, program, other


def _decide(stage: Stage, coordinator: str, program: str, other: str) -> None:
    """Files that came in and files that wait, a run overridden, another offered."""
    pair = min(key for key, pair in stage.reference.pairs.items() if pair.program == program)
    for person in sorted(stage.reference.pairs[pair].two):
        deeds.plan_closing(stage, person, pair)
    newcomer = joining.add_person(stage, stage.reference.organization[program])
    joining.join(stage, newcomer, coordinator)
    joining.import_roster(stage, coordinator, program)
    joining.import_roster(stage, coordinator, program, imported=False)
    deeds.suggest(stage, coordinator, program)
    _override(stage, coordinator, program)
    deeds.suggest(stage, coordinator, other)
    deeds.approve_all(stage, coordinator, other)


def _someone(stage: Stage, home: str) -> str:
    person = joining.add_person(stage, home)
    joining.open_account(stage, person)
    return person


def _enrolled(stage: Stage, by: str, program: str, side: Enrollment.Side) -> str:
    person = _someone(stage, stage.reference.organization[program])
    stage.name(person, str(side))
    joining.enroll(stage, by, program, person, side)
    joining.tell_answers(stage, person, _EVERYTHING)
    return person


def _match(stage: Stage, coordinator: str, program: str, mentee: str, mentor: str) -> str:
    """The mentee is shown somebody and asks them, who says yes; return the pair."""
    deeds.suggest(stage, coordinator, program)
    deeds.approve_all(stage, coordinator, program)
    name_organization(stage.reference.organization[program])
    offer = Offer.objects.open().get(person=mentee, mentor__person=mentor)
    deeds.choose(stage, mentee, str(offer.pk), ["story", "life", "interests", "career"])
    deeds.answer(stage, mentor, str(offer.pk), yes=True)
    (pair,) = [key for key, pair in stage.reference.pairs.items() if pair.two == {mentee, mentor}]
    return pair


def _walk(stage: Stage, coordinator: str, program: str, mentee: str, mentor: str) -> None:
    """The mentee is matched; the two sign, meet, write, and staff call them."""
    pair = _match(stage, coordinator, program, mentee, mentor)
    for person in (mentee, mentor):
        deeds.sign(stage, person, pair)
    deeds.meet(stage, mentor, pair)
    for person in (mentee, mentor):
        deeds.send(stage, person, pair)
        deeds.commit(stage, person, pair)
        deeds.write_note(stage, person, pair)
    deeds.propose(stage, mentee, pair)
    deeds.plan_silence(stage, mentee)
    deeds.share(stage, pair, ["words", "plan", "safety", "stones", "answers"])
    for _idea in range(2):
        deeds.give_idea(stage, mentor, pair)
    stage.stand_in(mentee)
    contact = SupportContact.objects.filter(mentorship=pair).order_by("due_on").first()
    assert contact
    deeds.keep_contact(stage, coordinator, str(contact.pk))


def _days(stage: Stage, person: str) -> None:
    deeds.check_in(stage, person)
    deeds.write_plan(stage, person)
    deeds.avoid(stage, person)
    deeds.link_calendar(stage, person)
    deeds.begin(stage, person)
    joining.name_token(stage, person)
    joining.keep_passkey(stage, person)


def _avoid(stage: Stage, mentee: str, mentor: str, another: str) -> None:
    """A mentee who names a mentor, and that mentor another mentee: by a name, by an address."""
    deeds.avoid(stage, mentee, stage.said("name", mentor)[0])
    deeds.avoid(stage, mentor, address_of(stage.said("address", another)[0]))


def _override(stage: Stage, coordinator: str, program: str) -> None:
    stage.stand_in(coordinator)
    proposals = Proposal.objects.filter(run__program=program, approved_at=None)
    proposal = proposals.exclude(mentor=None).order_by("-created_at").first()
    assert proposal
    others = Enrollment.objects.filter(program=program, side=MENTOR).exclude(pk=proposal.mentor_id)
    deeds.override(stage, coordinator, str(proposal.pk), str(others[0].pk))


def _be_in_two(stage: Stage, coordinator: str, other: str) -> None:
    """Somebody who serves in one organization is a person in another too."""
    person = joining.add_person(stage, stage.reference.organization[other])
    joining.open_account(stage, person, like=coordinator)


def _change(stage: Stage, coordinator: str, program: str, _other: str) -> None:
    """Another pair, whose mentee asks for somebody else before they have signed."""
    name_organization(stage.reference.organization[program])
    places = Enrollment.objects.filter(program=program).order_by("pk")
    waits, offers = places.filter(side=MENTEE)[1], places.filter(side=MENTOR)[2]
    mentee, mentor = str(waits.person_id), str(offers.person_id)
    pair = _match(stage, coordinator, program, mentee, mentor)
    deeds.change_mentor(stage, mentee, pair)


def _part(stage: Stage, coordinator: str, program: str, _other: str) -> None:
    """A pair that ended, a pair ruled out, somebody with another name, somebody kept apart."""
    (pair,) = (key for key, pair in stage.reference.pairs.items() if pair.program == program)
    mentee, mentor = sorted(stage.reference.pairs[pair].two)
    deeds.end(stage, mentee, pair)
    deeds.tell_exit(stage, mentee, pair)
    deeds.write_letter(stage, mentor, pair, is_given=True)
    for each in (mentee, mentor):
        deeds.wait_again(stage, each)
    joining.rename(stage, mentor)
    stage.stand_in(coordinator)
    places = Enrollment.objects.filter(program=program).order_by("-pk")
    waits, offers = (places.filter(side=side)[0] for side in (MENTEE, MENTOR))
    deeds.forbid(stage, coordinator, str(waits.pk), str(offers.pk))
    deeds.block(stage, coordinator, str(waits.person_id))
    mentee, mentor = (str(places.filter(side=side)[1].person_id) for side in (MENTEE, MENTOR))
    deeds.keep_apart(stage, coordinator, mentee, mentor, by_address=False)
    deeds.keep_apart(stage, coordinator, mentor, mentee, by_address=True)
