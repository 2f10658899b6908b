"""From an assignment in numbers to a result about people.

All a result says beyond who goes with whom follows from the pool, the pairs and the prices. So it
is told by one function, which a run calls once, and a check calls again to compare.
"""

from __future__ import annotations

import numpy as np

from cairn.matching.engine import fit, obstacles, reasons
from cairn.matching.engine.decided import Decided
from cairn.matching.engine.market import NONE, Assignment, split
from cairn.matching.engine.results import (
    VERSION,
    Cause,
    Cost,
    Pair,
    Prices,
    Result,
    RunnerUp,
    Unmatched,
)
from cairn.matching.engine.runners import Alternative, runners_up
from cairn.matching.engine.values import Mentee, Mentor, Pool

PLACES_TAKEN = "places_taken"
"""The code where mentors fit, and every place of theirs went to somebody else."""


def tell(
    pool: Pool, decided: Decided, found: Assignment, *, alternatives: int, passes: float
) -> Result:
    """The result of a run; `alternatives` runners-up for everybody the run decided about."""
    teller = _Teller(decided, found, alternatives)
    pairs = teller.pairs()
    bound = sum(pair.score for pair in pairs if pair.pinned) + teller.bound()
    return Result(
        on=decided.table.terms.on,
        settings=decided.table.terms.settings,
        version=VERSION,
        mentees=len(pool.mentees),
        mentors=len(pool.mentors),
        feasible_pairs=int(found.fitting.sum()),
        pairs=pairs,
        unmatched=teller.unmatched(),
        held=decided.held,
        pins_not_kept=decided.not_kept,
        total=sum(pair.score for pair in pairs),
        bound=bound,
        prices=teller.prices(),
        passes=passes,
    )


class _Teller:
    def __init__(self, decided: Decided, found: Assignment, alternatives: int) -> None:
        self.decided = decided
        self.found = found
        self.table = decided.table
        self.terms = decided.table.terms
        self.mentor_numbers = {mentor.ref: at for at, mentor in enumerate(self.table.mentors)}
        self.others = runners_up(self.table, found, alternatives) if alternatives else {}

    def pairs(self) -> tuple[Pair, ...]:
        chosen = [self._chosen(at) for at, to in enumerate(self.found.mentor_of) if to != NONE]
        pinned = [self._pinned(mentee, mentor) for mentee, mentor in self.decided.pinned]
        return tuple(sorted(chosen + pinned, key=lambda pair: pair.mentee))

    def unmatched(self) -> tuple[Unmatched, ...]:
        left = np.flatnonzero(self.found.mentor_of == NONE).tolist()
        alone = [at for at in left if not self.found.fitting[at]]
        people = [self.table.people[at] for at in alone]
        causes = dict(
            zip(alone, obstacles.causes_for(people, self.table.mentors, self.terms), strict=True)
        )
        return tuple(
            Unmatched(
                self.table.people[at].ref,
                causes.get(at) or _places_taken(int(self.found.fitting[at])),
                self._runners_up(at),
            )
            for at in left
        )

    def prices(self) -> Prices:
        people = (mentee.ref for mentee in self.table.people)
        mentors = (mentor.ref for mentor in self.table.mentors)
        return Prices(
            self.found.weight,
            dict(zip(people, self.found.mentee_prices.tolist(), strict=True)),
            dict(zip(mentors, self.found.mentor_prices.tolist(), strict=True)),
        )

    def bound(self) -> int:
        """What all prices add up to, without what of it stands for people matched."""
        matched = int((self.found.mentor_of != NONE).sum())
        places = int((self.found.mentor_prices * self.table.places).sum())
        return int(self.found.mentee_prices.sum()) + places - matched * self.found.weight

    def _chosen(self, at: int) -> Pair:
        mentor = self.table.mentors[self.found.mentor_of[at]]
        people, points = split(int(self.found.mentee_prices[at]), self.found.weight)
        return self._pair(
            self.table.people[at],
            mentor,
            only_for_count=people > 0 > points,
            pinned=False,
            others=self._runners_up(at),
        )

    def _pinned(self, mentee: Mentee, mentor: Mentor) -> Pair:
        return self._pair(mentee, mentor, only_for_count=False, pinned=True, others=())

    def _pair(
        self,
        mentee: Mentee,
        mentor: Mentor,
        *,
        only_for_count: bool,
        pinned: bool,
        others: tuple[RunnerUp, ...],
    ) -> Pair:
        price = int(self.found.mentor_prices[self.mentor_numbers[mentor.ref]])
        settings, on = self.terms.settings, self.terms.on
        values = fit.traits(mentee, mentor, on.year)
        mattered, difference = reasons.reasons_for(mentee, mentor, values, settings=settings, on=on)
        found = fit.fit_from(values, mentee, settings.weights)
        credit = fit.waiting_credit(mentee, settings, on)
        return Pair(
            mentee=mentee.ref,
            mentor=mentor.ref,
            score=found + credit + fit.lightness(mentor),
            fit=found,
            parts=fit.parts_from(values, mentee, settings.weights),
            reasons=mattered,
            difference=difference,
            cost_to_others=Cost(*split(price, self.found.weight)),
            only_for_count=only_for_count,
            pinned=pinned,
            runners_up=others,
        )

    def _runners_up(self, at: int) -> tuple[RunnerUp, ...]:
        return tuple(self._runner_up(at, other) for other in self.others.get(at, ()))

    def _runner_up(self, at: int, other: Alternative) -> RunnerUp:
        mentee, mentor = self.table.people[at], self.table.mentors[other.mentor]
        settings, on = self.terms.settings, self.terms.on
        values = fit.traits(mentee, mentor, on.year)
        mattered, difference = reasons.reasons_for(mentee, mentor, values, settings=settings, on=on)
        return RunnerUp(
            mentor=mentor.ref,
            score=other.score,
            fit=fit.fit_from(values, mentee, settings.weights),
            cost=Cost(*split(other.cost, self.found.weight)),
            reasons=mattered,
            difference=difference,
        )


def _places_taken(fitting: int) -> tuple[Cause, ...]:
    return (Cause(PLACES_TAKEN, fitting, nobody=False),)
