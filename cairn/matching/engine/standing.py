"""A run kept standing: somebody comes or goes, and the best is proven anew at once.

Prices, candidates and shortlists of the last run are kept. Only chains that begin at the newcomer,
or end at the place left empty, are looked at; only those whose prices changed may have a pair that
matters now; and only of whom the shortlist cannot tell is every pair gone over.
"""

from __future__ import annotations

import numpy as np

from cairn.matching.engine import feasible, fit
from cairn.matching.engine.groups import DECIDED, kind_of
from cairn.matching.engine.market import NONE, Ints, weight_of
from cairn.matching.engine.solve import Search
from cairn.matching.engine.table import Table
from cairn.matching.engine.values import Mentee, Unusable

UNDECIDED = [rule for rule in feasible.RULES if rule.code not in DECIDED]
"""Rules that remain between two who come into question for each other."""


class Standing:
    """The best assignment of a table, while mentees come and go.

    The weight of the count is that of every place taken, so that it holds however many come.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.people = {mentee.ref: at for at, mentee in enumerate(table.people)}
        self.search = Search(table, weight_of(int(table.places.sum()), table.most))
        self.search.prove(np.arange(table.mentees))

    def arrive(self, mentee: Mentee) -> None:
        """Somebody new waits. Unusable, if they are waiting already."""
        if mentee.ref in self.people:
            raise Unusable(f"{mentee.ref} is in the pool twice.")
        self.people[mentee.ref] = self.search.welcome(*self._pairs_of(mentee))

    def depart(self, ref: str) -> None:
        """Somebody waits no longer."""
        self.search.dismiss(self.people.pop(ref))

    def pairs(self) -> dict[str, str]:
        """By mentee ref, the mentor's, of everybody who has one."""
        mentor_of = self.search.priced.mentor_of.tolist()
        having = ((ref, mentor_of[at]) for ref, at in self.people.items())
        return {ref: self.table.mentors[to].ref for ref, to in having if to != NONE}

    def total(self) -> int:
        """The sum of the scores of all pairs."""
        return int(self.search.priced.scores.sum())

    def bound(self) -> int:
        """No assignment of as many people has a larger sum."""
        priced = self.search.priced
        places = int((priced.mentor_prices * self.table.places).sum())
        matched = np.count_nonzero(priced.mentor_of != NONE)
        return int(priced.mentee_prices.sum()) + places - int(matched) * self.search.weight

    def _pairs_of(self, mentee: Mentee) -> tuple[Ints, Ints]:
        """Mentors somebody may have, and the scores."""
        terms = self.table.terms
        coming = self.table.scorer.groups.coming(kind_of(mentee))
        found = [
            (at, fit.score(mentee, self.table.mentors[at], settings=terms.settings, on=terms.on))
            for at in np.flatnonzero(coming).tolist()
            if all(rule.holds(mentee, self.table.mentors[at], terms) for rule in UNDECIDED)
        ]
        mentors, scores = np.array(found, np.int64).reshape(-1, 2).T
        return mentors, scores
