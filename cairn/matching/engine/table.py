"""A pool as a market: people in the order of their refs, scored block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cairn.matching.engine import fit
from cairn.matching.engine.feasible import Terms
from cairn.matching.engine.market import Block, Ints
from cairn.matching.engine.scorer import Scorer
from cairn.matching.engine.values import Mentee, Mentor


@dataclass(frozen=True)
class Table:
    """Mentees and mentors in the order of their refs, with the terms they meet under.

    `places` are what each mentor has left.
    """

    people: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    places: Ints
    terms: Terms

    @property
    def mentees(self) -> int:
        """How many mentees."""
        return len(self.people)

    @property
    def most(self) -> int:
        """Full fit, the most credit, the lightest caseload."""
        return fit.FULL_FIT + self.terms.settings.waiting_credit_most + fit.LIGHTEST

    def blocks(self, which: Ints | None = None) -> Iterator[Block]:
        """Every feasible pair, of these mentees or of all."""
        return self.scorer.blocks(np.arange(self.mentees) if which is None else which)

    @cached_property
    def scorer(self) -> Scorer:
        """What scores them, ready to go over all pairs as often as needed."""
        return Scorer(self.people, self.mentors, self.terms)
