"""Reading what people told for matching: done here, because that it was read is in the record."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from cairn.audit import records
from cairn.matching import policies, queries
from cairn.matching.models import Offer, Proposal, Run
from cairn.people.models import Person
from cairn.programs.models import Program


def look_at_board(
    *, by: Person, program: Program, page: int | None = None, row: str = ""
) -> queries.Board:
    """Read a page of a program's board: why these people and mentors are proposed."""
    policies.can_suggest(by, program).require()
    found = queries.board(program, by, page, row)
    mentors = (row.mentor for row in found.rows if row.mentor)
    _look(
        by, (place.person for place in chain((row.mentee for row in found.rows), mentors)), program
    )
    return found


def look_at_proposals(*, by: Person, run: Run) -> list[Proposal]:
    """Read what a run says of everybody who waits."""
    policies.can_suggest(by, run.program).require()
    found = queries.proposals_of(run, by)
    _look(by, (proposal.person for proposal in found), run.program)
    return found


def look_at_others(*, by: Person, proposal: Proposal) -> queries.Others:
    """Read which other mentors could be, and why the rest can't."""
    policies.can_suggest(by, proposal.run.program).require()
    found = queries.others_for(proposal, by)
    _look(by, [proposal.person], proposal.run.program)
    return found


def look_at_explained(*, by: Person, proposal: Proposal) -> queries.Explained:
    """Read why two were proposed to each other, from what was kept at the time."""
    policies.can_suggest(by, proposal.run.program).require()
    found = queries.explained(proposal, by)
    places = [place for place in (proposal.mentee, proposal.mentor) if place]
    _look(by, (place.person for place in places), proposal.run.program)
    return found


def read_request(*, by: Person, offer: Offer) -> queries.Request:
    """Read what somebody who asks lets this mentor see."""
    policies.can_read_request(by, offer).require()
    found = queries.request(offer)
    if found.topics:
        records.look("request", by=by, person=found.person, about=offer.pk)
    return found


def _look(by: Person, persons: Iterable[Person], program: Program) -> None:
    records.look_at_all("matching", by=by, persons=persons, about=program.pk)
