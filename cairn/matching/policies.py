"""Who may suggest, decide, choose and answer, and when."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from cairn.core import clock
from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.matching.models import Direction, Offer, Proposal, Run
from cairn.people.avoiding import BONDS, LONGEST, MOST, Avoided
from cairn.people.models import Person
from cairn.people.policies import can_change_own
from cairn.programs.models import Enrollment, Program
from cairn.programs.policies import can_coordinate

LONGEST_REASON = 2000


def can_suggest(person: Person, program: Program) -> Verdict:
    """Staff of the program."""
    return can_coordinate(person, program)


def can_weigh(person: Person, program: Program) -> Verdict:
    """Staff of the program."""
    return can_coordinate(person, program)


def can_direct(person: Person, mentee: Enrollment, mentor: Enrollment) -> Verdict:
    """Staff of the program, about a mentee and a mentor of it."""
    if not _are_of_one_program(mentee, mentor):
        return refuse("not_a_pair", _("These two are not mentee and mentor of one program."))
    return can_coordinate(person, mentee.program)


def can_lift(person: Person, direction: Direction) -> Verdict:
    """Staff of the program, while it stands."""
    if direction.lifted_at:
        return refuse("lifted_already", _("This was taken back before."))
    return can_coordinate(person, direction.program)


def can_approve(person: Person, proposals: Collection[Proposal]) -> Verdict:
    """Staff of the program, whatever is not offered yet."""
    for proposal in proposals:
        verdict = can_decide(person, proposal)
        if not verdict:
            return verdict
    return ALLOWED


def can_decide(person: Person, proposal: Proposal) -> Verdict:
    """Staff of the program, until it is approved, about the latest run."""
    if proposal.approved_at:
        return refuse("approved_already", _("This was offered before."))
    return can_approve_run(person, proposal.run)


def can_approve_run(person: Person, run: Run) -> Verdict:
    """Staff of the program, about its latest run."""
    verdict = can_coordinate(person, run.program)
    newer = run.program.runs.filter(state=Run.State.DONE, created_at__gt=run.created_at)
    if verdict and newer.exists():
        return refuse("newer_run", _("There is a newer run. Look at that one first."))
    return verdict


def can_override(person: Person, proposal: Proposal, mentor: Enrollment, reason: str) -> Verdict:
    """Whoever may decide, with a reason in writing."""
    if not reason.strip():
        return refuse("reason_missing", _("Please write why, in a sentence or two."))
    if len(reason) > LONGEST_REASON:
        return refuse("reason_too_long", _("Please write why in fewer words."))
    if not _are_of_one_program(proposal.mentee, mentor):
        return refuse("not_a_pair", _("These two are not mentee and mentor of one program."))
    return can_decide(person, proposal)


def can_be_matched(*, is_possible: bool) -> Verdict:
    """Two between whom no rule stands; which one does is not said."""
    if is_possible:
        return ALLOWED
    return refuse("not_available", _("This mentor is not available for them."))


def can_choose(person: Person, offer: Offer) -> Verdict:
    """The mentee, with no other request open. Whether the mentor is still free is no refusal."""
    if offer.person_id != person.pk:
        return refuse("not_yours", _("This is for someone else to choose."))
    return _has_asked_nobody(offer.mentee)


def can_leave_it_to_us(person: Person, mentee: Enrollment) -> Verdict:
    """The mentee, while something is offered and no request is open."""
    if mentee.person_id != person.pk:
        return refuse("not_yours", _("This is for someone else to choose."))
    verdict = _has_asked_nobody(mentee)
    if verdict and not mentee.offers_seen.open().filter(held_until__gt=clock.now()).exists():
        return refuse("nothing_offered", _("There is nobody to choose from just now."))
    return verdict


def can_answer(person: Person, offer: Offer) -> Verdict:
    """The mentor who was asked, until the time is over."""
    if offer.mentor.person_id != person.pk or offer.asked_at is None:
        return refuse("not_yours", _("This was asked of someone else."))
    if offer.closed_at or (offer.answer_by and offer.answer_by <= clock.now()):
        return refuse("not_open", _("This is no longer open. Nothing is needed from you."))
    return ALLOWED


def can_read_request(person: Person, offer: Offer) -> Verdict:
    """The mentor who was asked."""
    if offer.mentor.person_id == person.pk and offer.asked_at:
        return ALLOWED
    return refuse("not_yours", _("This was asked of someone else."))


def is_still_open(*, is_possible: bool) -> Verdict:
    """A request between whose two nothing came since; what did is not said."""
    if is_possible:
        return ALLOWED
    return refuse("not_open", _("This is no longer open. Nothing is needed from you."))


def can_avoid(by: Person, said: Collection[Avoided], called: str, bond: str) -> Verdict:
    """Whoever has joined, in some words; whether anybody is called so plays no part."""
    if not called.strip():
        return refuse("name_missing", _("Please write a name or an e-mail."))
    if len(called) > LONGEST or bond not in BONDS:
        return refuse("not_a_name", _("Please write a shorter name, and pick from the list."))
    if len(said) >= MOST:
        return refuse("list_full", _("Your list is full. Take somebody off it first."))
    return can_change_own(by)


def can_take_back(by: Person) -> Verdict:
    """Whoever has joined: the list is their own."""
    return can_change_own(by)


def _has_asked_nobody(mentee: Enrollment) -> Verdict:
    if mentee.offers_seen.open().asked().exists():
        return refuse("asked_already", _("You have asked someone. One at a time."))
    return ALLOWED


def _are_of_one_program(mentee: Enrollment, mentor: Enrollment) -> bool:
    sides = (mentee.side, mentor.side) == (Enrollment.Side.MENTEE, Enrollment.Side.MENTOR)
    both_live = mentee.ended_at is None and mentor.ended_at is None
    return sides and both_live and mentee.program_id == mentor.program_id
