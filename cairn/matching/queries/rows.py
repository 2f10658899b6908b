"""One page of those who wait, each with where they stand, read once for all of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from cairn.matching.engine import Mentee, Mentor, feasible, obstacles
from cairn.matching.models import Direction, Offer, Proposal
from cairn.matching.queries.pool import (
    FORBIDS,
    ProgramPool,
    assembled,
    offering_in,
    proposal_of,
    settings_of,
    waiting_in,
)
from cairn.matching.queries.sheet import Sheet, under_way
from cairn.programs.models import Enrollment

_Causes = tuple[list[dict[str, Any]], tuple[str, ...]]
NO_ANSWERS: dict[str, Any] = {"code": "no_answers", "mentors": 0, "nobody": True, "nearest": None}


class State(StrEnum):
    """Where somebody who waits stands."""

    READY = "ready"  # proposed, for the coordinator to approve
    CHOOSING = "choosing"  # shown to the mentee
    ASKED = "asked"  # put to a mentor
    RULED_OUT = "ruled_out"  # proposed, and ruled out since
    STILL = "still"  # nobody proposed
    NO_CHOICE = "no_choice"  # shown, and not answered in time
    NOBODY_LEFT = "nobody_left"  # none of those shown was free
    OTHERS = "others"  # the mentee would like others
    NEW = "new"  # came after the run


@dataclass(frozen=True)
class Row:
    """Somebody who waits. `days` is None where nobody knows since when.

    `causes` are what stands in the way, in codes; `languages` go into their words.
    """

    mentee: Enrollment
    days: int | None
    state: State
    proposal: Proposal | None = None
    mentor: Enrollment | None = None
    offer: Offer | None = None
    shown: Collection[Offer] = ()
    wishes: Collection[Direction] = ()
    causes: Collection[dict[str, Any]] = ()
    languages: Collection[str] = ()
    is_then_full: bool = False

    @cached_property
    def detail(self) -> dict[str, Any]:
        """What the run said of them."""
        return self.proposal.detail if self.proposal else {}

    @property
    def is_pinned(self) -> bool:
        """Whether a coordinator wished for what is proposed."""
        pins = [each for each in self.wishes if each.kind == Direction.Kind.PIN]
        return any(self.mentor and each.mentor_id == self.mentor.pk for each in pins)

    @property
    def next_best(self) -> dict[str, Any] | None:
        """The other mentor that costs the whole least."""
        return next(iter(self.detail.get("runners_up", ())), None)


def rows_of(sheet: Sheet, people: list[Enrollment]) -> list[Row]:
    """Return a row for each of some who wait, in two queries."""
    known = _in_full(sheet, people)
    proposals = {each.pk: proposal_of(each) for each in known.mentees.values()}
    causes = _causes_now(sheet, known)
    return [_row(sheet, each, proposals.get(each.pk), causes.get(each.pk)) for each in people]


def days_between(since: date | None, today: date) -> int | None:
    """Return how many days somebody has waited, None where nobody knows since when."""
    return max(0, (today - since).days) if since else None


def _row(
    sheet: Sheet, mentee: Enrollment, proposal: Proposal | None, causes: _Causes | None
) -> Row:
    offers = sheet.offers.get(mentee.pk, [])
    mentor = proposal.mentor_id if proposal else None
    stored = proposal.detail if proposal else {}
    codes, languages = causes or (stored.get("causes", ()), stored.get("languages", ()))
    return Row(
        mentee=mentee,
        days=days_between(mentee.waiting_since, sheet.today),
        state=_state(sheet, mentee, proposal, offers),
        proposal=proposal,
        mentor=sheet.mentors.get(mentor) if mentor else None,
        offer=under_way(offers),
        shown=[each for each in offers if each.closed_at is None],
        wishes=sheet.standing(mentee.pk),
        causes=codes,
        languages=languages,
        is_then_full=mentor in sheet.full,
    )


def _in_full(sheet: Sheet, people: list[Enrollment]) -> ProgramPool:
    """Read some who wait with what the run said of them; the mentors where it is silent of one."""
    program = sheet.program
    some = waiting_in(program).filter(pk__in=[each.pk for each in people])
    is_silent = not {each.mentee for each in sheet.proposed}.issuperset(each.pk for each in people)
    mentors = offering_in(program) if is_silent else offering_in(program).none()
    return assembled(some, mentors, sheet.today, {FORBIDS: sheet.ruled_out}, sheet.run)


def _causes_now(sheet: Sheet, known: ProgramPool) -> dict[UUID, _Causes]:
    """What stands in the way of those the run has not spoken of."""
    silent = [each for each in known.pool.mentees if not proposal_of(known.mentees[each.ref])]
    terms = feasible.Terms.of(known.pool, settings_of(sheet.program), sheet.today)
    causes = causes_of(silent, known.pool.mentors, terms) if silent else ()
    return {
        known.mentees[mentee.ref].pk: (found, mentee.languages)
        for mentee, found in zip(silent, causes, strict=True)
    }


def causes_of(
    people: Sequence[Mentee], mentors: Sequence[Mentor], terms: feasible.Terms
) -> list[list[dict[str, Any]]]:
    """Return for each of some who wait what stands in the way; nothing where a mentor fits."""
    found = obstacles.causes_for(people, mentors, terms)
    return [
        [asdict(each) for each in causes] if mentee.languages else [NO_ANSWERS]
        for mentee, causes in zip(people, found, strict=True)
    ]


def _state(
    sheet: Sheet, mentee: Enrollment, proposal: Proposal | None, offers: list[Offer]
) -> State:
    if open_now := under_way(offers):
        return State.ASKED if open_now.asked_at else State.CHOOSING
    if offers and (proposal is None or proposal.approved_at):
        return _how_it_ended(offers)
    if proposal is None:
        return State.NEW
    if proposal.mentor_id is None:
        return State.STILL
    ruled_out = sheet.is_ruled_out(mentee.pk, proposal.mentor_id)
    return State.RULED_OUT if ruled_out else State.READY


def _how_it_ended(offers: list[Offer]) -> State:
    outcomes = {each.outcome for each in offers}
    if Offer.Outcome.PASSED in outcomes:
        return State.OTHERS
    never_asked = all(each.asked_at is None for each in offers)
    if outcomes == {Offer.Outcome.LAPSED} and never_asked:
        return State.NO_CHOICE
    return State.NOBODY_LEFT
