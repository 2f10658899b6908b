"""How many mentors it would take until few wait long, from a program's own year. Pure.

A queue is played through, day by day, many times over. People come as they came: each day draws
one of the days of the record. A mentorship ends on any day with the same chance, the endings of
the record divided by all days walked in it, those still going on included (the estimate of a
constant hazard, which needs no ended mentorship to be typical). Whoever has waited longest takes
the next place. What is told is the middle wait of those who came in the second half of the year
played, when the beginning no longer matters; who still waits at its end counts with the days so
far. Nothing of it knows who fits whom: real waits are longer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

AIM_DAYS = 7
"""The middle wait is to be under a week."""

FEWEST_ARRIVALS, FEWEST_ENDINGS = 11, 3
"""Of fewer nothing is concluded."""

MOST_MENTORS = 60
_PLAYED_DAYS = 365
_TIMES = 60
_SEED = 20261101

_Days = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Record:
    """What happened in one group: a program, or a part of it.

    `arrivals` holds how many came on each day of the record. `endings` mentorships ended in
    `days_walked`, all days of all mentorships together. `waiting`, `walking` and `free_places` are
    as of today; a mentor more brings `places_each`.
    """

    arrivals: Sequence[int]
    endings: int
    days_walked: int
    waiting: int
    walking: int
    free_places: int
    places_each: int = 1

    @property
    def is_enough(self) -> bool:
        """Whether enough happened to conclude anything."""
        return sum(self.arrivals) >= FEWEST_ARRIVALS and self.endings >= FEWEST_ENDINGS

    @property
    def ending_chance(self) -> float:
        """The chance of a mentorship to end on a day."""
        return min(1.0, self.endings / self.days_walked) if self.days_walked else 0.0


@dataclass(frozen=True)
class Outlook:
    """The middle wait in days with so many mentors more.

    `days` is the middle of all years played; nine in ten lie between `low` and `high`.
    """

    mentors: int
    days: int
    low: int
    high: int


def needed(record: Record) -> int | None:
    """Return the fewest mentors more with a middle wait under a week; None where 60 are too few."""
    low, high = 0, MOST_MENTORS
    if outlook(record, high).days >= AIM_DAYS:
        return None
    while low < high:
        middle = (low + high) // 2
        if outlook(record, middle).days < AIM_DAYS:
            high = middle
        else:
            low = middle + 1
    return low


def outlook(record: Record, mentors: int) -> Outlook:
    """Play the year with so many mentors more. The same record gives the same answer."""
    dice = np.random.default_rng(_SEED)
    arrived = dice.choice(np.asarray(record.arrivals), size=(_TIMES, _PLAYED_DAYS))
    places = record.free_places + mentors * record.places_each
    served = _served(record, arrived, places, dice)
    waits = [_middle_wait(record.waiting, *one) for one in zip(arrived, served, strict=True)]
    low, middle, high = np.percentile(waits, [5, 50, 95])
    return Outlook(mentors, round(middle), round(low), round(high))


def _served(record: Record, arrived: _Days, places: int, dice: np.random.Generator) -> _Days:
    """Return how many got a place on each day of each year played."""
    free = np.full(_TIMES, places)
    walking = np.full(_TIMES, record.walking)
    queue = np.full(_TIMES, record.waiting)
    served = np.zeros_like(arrived)
    for day in range(_PLAYED_DAYS):
        ended = dice.binomial(walking, record.ending_chance)
        queue = queue + arrived[:, day]
        served[:, day] = now = np.minimum(queue, free + ended)
        free, walking, queue = free + ended - now, walking - ended + now, queue - now
    return served


def _middle_wait(waiting: int, arrived: _Days, served: _Days) -> float:
    """Return the middle wait of those who came in the second half of one year played."""
    came = np.repeat(np.arange(_PLAYED_DAYS), arrived)
    half = int(arrived[: _PLAYED_DAYS // 2].sum())
    order = waiting + 1 + np.arange(half, len(came))
    got = np.searchsorted(np.cumsum(served), order)
    return float(np.median(got - came[half:])) if len(order) else 0.0
