"""The bare problem under a run: places, and integers for the pairs that may be.

Everything here is numbered: mentees 0..n-1 and mentors 0..m-1, both in the order of their refs.
Scores come block by block, so that nobody needs all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Scores = npt.NDArray[np.int32] | npt.NDArray[np.int64]
NONE = -1
"""The mentor of somebody without one; the score of a pair that may not be."""


@dataclass(frozen=True)
class Block:
    """Scores of some mentees with some mentors.

    `rows` and `columns` number them, `scores` is (rows, columns), `NONE` where a pair may not be.
    Pairs outside the blocks may not be either.
    """

    rows: Ints
    columns: Ints
    scores: Scores

    def pairs(self, which: npt.NDArray[np.bool_]) -> tuple[Ints, Ints, Scores]:
        """Mentee, mentor and score of some pairs, those of one mentee after those of another."""
        at = np.flatnonzero(which)  # several times as quick as the two numbers of each at once
        row, column = np.divmod(at, max(1, len(self.columns)))
        return self.rows[row], self.columns[column], self.scores.ravel()[at]


class Market(Protocol):
    """A problem: its places, the most a pair can score, and a pass over every score."""

    @property
    def mentees(self) -> int:
        """How many mentees."""

    @property
    def places(self) -> Ints:
        """Free places of each mentor."""

    @property
    def most(self) -> int:
        """No pair scores more."""

    def blocks(self, which: Ints | None = None) -> Iterator[Block]:
        """Every pair of these mentees, or of all, that may be: a mentee's in one block."""


@dataclass(frozen=True)
class Assignment:
    """Who goes with whom, and the prices that prove it the best.

    Attributes:
        mentor_of: each mentee's mentor, or `NONE`.
        mentee_prices, mentor_prices: of a mentee, and of one place of a mentor.
        weight: what of a worth or a price stands for one person matched.
        fitting: with how many mentors each mentee may be.
    """

    mentor_of: Ints
    mentee_prices: Ints
    mentor_prices: Ints
    weight: int
    fitting: Ints


def split(worth: int, weight: int) -> tuple[int, int]:
    """A worth, price or cost as people and points: the nearest multiple of the weight is people."""
    people = (worth + weight // 2) // weight
    return people, worth - people * weight


def count_weight(market: Market) -> int:
    """What one more matched person outweighs in this market."""
    return weight_of(min(market.mentees, int(market.places.sum())), market.most)


def weight_of(most_matched: int, most: int) -> int:
    """What one more matched person outweighs: more than twice all scores there could be together.

    With it on top of every score, the largest sum is that of the most matched, and among those the
    largest sum of scores. Twice, so that any price tells how many people and how many points it is:
    the nearest multiple is the people.
    """
    return 2 * most_matched * most + 1
