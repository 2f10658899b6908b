"""From approved proposals to offers: whose place is held, and who else is shown.

A place is held for the proven pair. Beside it two more mentors are shown, those that cost the
whole least; nobody is shown to more people than their free places and two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from cairn.core import clock
from cairn.matching import queries
from cairn.matching.models import Offer, Proposal
from cairn.people.keys import store as keys
from cairn.programs.models import Enrollment, Program

SHOWN = 3
MORE_THAN_FREE = 2


def offers_for(program: Program, proposals: Collection[Proposal]) -> list[Offer]:
    """Make the offers of some proposals of one program; the rows of all concerned are locked.

    A proposal whose pair may not be any more, or whose place is gone, gets none.
    """
    keys.warm(each.person_id for each in proposals)
    candidates = {each.pk: list(_candidates(each)) for each in proposals}
    desk = _Desk(program, proposals, candidates)
    first = {each.pk: each for each in proposals if desk.hold(each)}
    shown = [offer for each in first.values() for offer in _offers(desk, each, candidates[each.pk])]
    return Offer.objects.bulk_create(shown, batch_size=500)


def _candidates(proposal: Proposal) -> Iterator[UUID]:
    """The proposed mentor, then the others from the least cost on."""
    if proposal.mentor_id:
        yield proposal.mentor_id
    for other in proposal.detail.get("runners_up", ()):
        if UUID(other["mentor"]) != proposal.mentor_id:
            yield UUID(other["mentor"])


def _offers(desk: _Desk, proposal: Proposal, candidates: Iterable[UUID]) -> Iterator[Offer]:
    """The first is held already; of the others those who may be shown."""
    place = 0
    for mentor in candidates:
        if place < SHOWN and (mentor == proposal.mentor_id or desk.show(proposal, mentor)):
            place += 1
            yield desk.offer(proposal, mentor, place)


class _Desk:
    """What of the mentors' places is free, held and shown, counted while their rows are locked."""

    def __init__(
        self,
        program: Program,
        proposals: Collection[Proposal],
        candidates: dict[UUID, list[UUID]],
    ) -> None:
        self.program = program
        wanted = {each.mentee_id: candidates[each.pk] for each in proposals}
        mentors = {pk for some in wanted.values() for pk in some}
        locked = lock([*mentors, *wanted])
        self.free = queries.free_places([each for each in locked if each.pk in mentors])
        self.possible = queries.possible_pairs(program, wanted)
        holds = queries.holds_in(program)
        self.busy = set(holds)
        self.held = Counter(holds.values())
        self.shown = Counter(_open(program).values_list("mentor_id", flat=True))
        self.asked = Counter(_open(program).asked().values_list("mentor_id", flat=True))
        self.reserved = _reserved(program, proposals)

    def hold(self, proposal: Proposal) -> bool:
        """Hold a place of the proposed mentor, if the pair may still be and there is one."""
        mentor = proposal.mentor_id
        if mentor is None or (proposal.mentee_id, mentor) not in self.possible:
            return False
        if proposal.mentee_id in self.busy or self.free[mentor] <= self.held[mentor]:
            return False
        self.busy.add(proposal.mentee_id)
        self.held[mentor] += 1
        self.shown[mentor] += 1
        return True

    def show(self, proposal: Proposal, mentor: UUID) -> bool:
        """Show another mentor too, if the pair may be and not too many see them."""
        if (proposal.mentee_id, mentor) not in self.possible:
            return False
        seen_by = self.shown[mentor] + self.reserved[mentor]
        if self.free[mentor] <= self.asked[mentor] or seen_by >= self.free[mentor] + MORE_THAN_FREE:
            return False
        self.shown[mentor] += 1
        return True

    def offer(self, proposal: Proposal, mentor: UUID, place: int) -> Offer:
        """Return the offer, not stored yet."""
        return Offer(
            organization_id=self.program.organization_id,
            person=proposal.person,
            mentee_id=proposal.mentee_id,
            mentor_id=mentor,
            proposal=proposal,
            place=place,
            held_until=clock.now() + timedelta(days=self.program.hold_days),
        )


def lock(enrollments: Iterable[UUID]) -> list[Enrollment]:
    """Lock places in a program until the transaction ends: mentors first, always in one order.

    Whoever gives a place away holds this lock, so that the last one is given once.
    """
    rows = Enrollment.objects.filter(pk__in=list(enrollments)).order_by("-side", "pk")
    return list(rows.select_related("person").select_for_update(of=("self",)))


def _open(program: Program) -> Any:
    return Offer.objects.open().filter(mentee__program=program)


def _reserved(program: Program, proposals: Collection[Proposal]) -> Counter[UUID | None]:
    """Places of mentors proposed in the same run and not approved: not to be shown away."""
    runs = {each.run_id for each in proposals}
    rest = Proposal.objects.filter(run__in=runs, run__program=program, approved_at=None)
    mine = [each.pk for each in proposals]
    return Counter(rest.exclude(pk__in=mine).values_list("mentor_id", flat=True))
