"""Pairs written down one by one: mentee, mentor, score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cairn.matching.engine.market import Ints

Numbers = npt.NDArray[np.int32]
Whole = npt.NDArray[np.signedinteger[Any]]


@dataclass(frozen=True)
class Arcs:
    """Pairs, each once."""

    mentee: Numbers
    mentor: Numbers
    score: Numbers

    def __len__(self) -> int:
        return len(self.score)

    @classmethod
    def of(cls, mentee: Whole, mentor: Whole, score: Whole) -> Arcs:
        """From numbers of any size."""
        return cls(*(each.astype(np.int32) for each in (mentee, mentor, score)))

    @classmethod
    def all_of(cls, many: Sequence[Arcs]) -> Arcs:
        """One after the other."""
        return cls(
            *(
                np.concatenate([getattr(arcs, name) for arcs in many], dtype=np.int32)
                for name in ("mentee", "mentor", "score")
            )
        )

    def some(self, which: npt.NDArray[np.bool_] | Ints) -> Arcs:
        """Some of them, in the order asked for."""
        at = np.flatnonzero(which) if which.dtype == np.bool_ else which
        return Arcs(self.mentee[at], self.mentor[at], self.score[at])

    def by_mentor(self) -> Arcs:
        """Those of one mentor after those of the other."""
        small = np.min_scalar_type(self.mentor.max(initial=0))  # numbers of 16 bits sort at once
        return self.some(np.argsort(self.mentor.astype(small), kind="stable"))


NO_ARCS = Arcs(*(np.empty(0, np.int32),) * 3)
