"""Who else for somebody, and why not: what an override is decided by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from cairn.core import clock
from cairn.matching.engine import Mentee, Mentor, feasible, fit
from cairn.matching.models import Proposal
from cairn.matching.queries.pool import assembled, decided_in, offering_in, settings_of, waiting_in
from cairn.people.apart import kept_from
from cairn.people.models import Person
from cairn.programs.models import Enrollment

SHOWN = 20


@dataclass(frozen=True)
class Other:
    """A mentor who could be: the fit in hundredths, and what it would cost the others."""

    mentor: Enrollment
    fit: int
    cost: dict[str, int] | None = None


@dataclass(frozen=True)
class WhyNot:
    """A mentor who can't be, and the open reasons in codes."""

    mentor: Enrollment
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Others:
    """Mentors who could be, the best fit first; and those who can't, by name."""

    could_be: list[Other] = field(default_factory=list)
    why_not: list[WhyNot] = field(default_factory=list)


def others_for(proposal: Proposal, seen_by: Person) -> Others:
    """Return every mentor of the program but the one proposed, on one side or the other.

    As one of the staff sees it: without whom they are kept from.
    """
    program = proposal.run.program
    on = clock.today(program.time_zone)
    some = waiting_in(program).filter(pk=proposal.mentee_id)
    offering = offering_in(program).exclude(person__in=kept_from(seen_by))
    known = assembled(some, offering, on, decided_in(program))
    if not known.pool.mentees:
        return Others()
    terms = feasible.Terms.of(known.pool, settings_of(program), on)
    every = list(_each(proposal, known.pool.mentees[0], known.pool.mentors, known.mentors, terms))
    could_be = [each for each in every if isinstance(each, Other)]
    why_not = [each for each in every if isinstance(each, WhyNot)]
    return Others(
        sorted(could_be, key=attrgetter("fit"), reverse=True)[:SHOWN],
        sorted(why_not, key=lambda each: each.mentor.person.display_name),
    )


def _each(
    proposal: Proposal,
    mentee: Mentee,
    mentors: tuple[Mentor, ...],
    rows: dict[str, Enrollment],
    terms: feasible.Terms,
) -> Iterator[Other | WhyNot]:
    costs = {each["mentor"]: each["cost"] for each in proposal.detail.get("runners_up", ())}
    for mentor in mentors:
        row = rows[mentor.ref]
        codes = feasible.open_codes(mentee, mentor, terms)
        if row.pk == proposal.mentor_id:
            continue
        if codes:
            yield WhyNot(row, tuple(sorted(codes)))
        else:
            how = fit.fit_of(mentee, mentor, settings=terms.settings, on=terms.on)
            yield Other(row, how, costs.get(str(row.pk)))
