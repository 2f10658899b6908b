"""A market small enough to be written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cairn.matching.engine.market import Block, Ints


@dataclass(frozen=True)
class Dense:
    """A market small enough to be written down: scores (mentees, mentors), `NONE` for never."""

    scores: Ints
    places: Ints

    @property
    def mentees(self) -> int:
        """How many mentees."""
        return len(self.scores)

    @property
    def most(self) -> int:
        """The largest score."""
        return max(0, int(self.scores.max(initial=0)))

    def blocks(self, which: Ints | None = None) -> Iterator[Block]:
        """The one block there is."""
        rows, columns = (np.arange(size) for size in self.scores.shape)
        rows = rows if which is None else which
        yield Block(rows, columns, self.scores[rows])
