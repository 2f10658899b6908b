"""A pool as numbers: every feasible pair's integer, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cairn.matching.engine import feasible, fit
from cairn.matching.engine.market import NONE, Block, Ints
from cairn.matching.engine.values import Mentee, Mentor


@dataclass(frozen=True)
class Table:
    """Mentees and mentors in the order of their refs, with the terms they meet under."""

    people: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    places: Ints
    terms: feasible.Terms

    @property
    def mentees(self) -> int:
        """How many mentees."""
        return len(self.people)

    @property
    def most(self) -> int:
        """Full fit, the most credit, the lightest caseload."""
        return fit.FULL_FIT + self.terms.settings.waiting_credit_most + fit.LIGHTEST

    def blocks(self) -> Iterator[Block]:
        """Every feasible pair."""
        yield Block(np.arange(self.mentees), np.arange(len(self.mentors)), self._scores)

    @cached_property
    def _scores(self) -> Ints:
        return np.array(
            [[self._score(mentee, mentor) for mentor in self.mentors] for mentee in self.people],
            np.int64,
        ).reshape(self.mentees, len(self.mentors))

    def _score(self, mentee: Mentee, mentor: Mentor) -> int:
        if not feasible.is_feasible(mentee, mentor, self.terms):
            return NONE
        return fit.score(mentee, mentor, settings=self.terms.settings, on=self.terms.on)
