"""What `places.py` and `fit.proximity` say of two people, for many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cairn.matching.engine import fit, places
from cairn.matching.engine.market import Ints
from cairn.matching.engine.values import Someone

Doubles = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Lived:
    """Where people live: coordinates (people, 3) in whole units, whether known, how far they go."""

    points: Doubles
    known: Flags
    lines: Doubles

    @classmethod
    def of(cls, people: Sequence[Someone]) -> Lived:
        """Of these people, in their order."""
        told = [(each.latitude, each.longitude) for each in people]
        table = np.array(told, np.float64).reshape(-1, 2)
        known = np.isfinite(table[:, 0] + table[:, 1])
        sphere = places.on_sphere(*np.where(known[:, None], table, 0.0).T)
        lines = np.array([places.line_of(float(each.max_km)) for each in people], np.float64)
        return cls(np.floor(np.column_stack(sphere)), known, lines)

    def some(self, which: Ints | slice) -> Lived:
        """Of some of them."""
        return Lived(self.points[which], self.known[which], self.lines[which])


def near(mentees: Lived, mentors: Lived) -> tuple[Doubles, Flags]:
    """Nearness of every two, 0 to `ONE`, and whether within the smaller distance.

    Both mean nothing where a place is not known.
    """
    squares = squares_between(mentees, mentors)
    lines = np.minimum(mentees.lines[:, None], mentors.lines)
    within = squares <= lines * lines
    nearness = np.sqrt(squares, out=squares)
    nearness /= lines
    nearness *= fit.ONE
    np.subtract(fit.ONE, nearness, out=nearness)
    np.maximum(nearness, 0.0, out=nearness)
    return np.floor(nearness, out=nearness), within


def squares_between(mentees: Lived, mentors: Lived) -> Doubles:
    """Squares of the straight lines: a product of matrices in which every sum is exact."""
    one, other = mentees.points, mentors.points
    ones = np.column_stack([one, (one * one).sum(axis=1), np.ones(len(one))])
    others = np.column_stack([-2 * other, np.ones(len(other)), (other * other).sum(axis=1)])
    squares: Doubles = ones @ others.T
    return squares
