"""How far apart two people live, so that every machine finds the same answer to the last bit.

A place is a point on a sphere of radius 6,371.0088 km, its three coordinates rounded to whole units
of which the radius has 2**25 (a unit is 19 cm). The square of the straight line between two places
is then a whole number below 2**53, exact in any order of adding up. A great circle of so many
kilometers has a straight line of a known length, so comparing lines compares great circles. Sine
and cosine are worked out here because those of the platform's library differ in the last bit.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from cairn.matching.engine.values import Someone

RADIUS_KM = 6371.0088
UNITS = 2.0**25
"""Units in the radius."""

Number = TypeVar("Number", float, npt.NDArray[np.float64])
Point = tuple[float, float, float]


def place(person: Someone) -> Point | None:
    """Where the person lives, in whole units from the center of the sphere; None: not known."""
    if person.latitude is None or person.longitude is None:
        return None
    return _point(person.latitude, person.longitude)


def line_squared(one: Point, other: Point) -> float:
    """The square of the straight line between two places, in square units: a whole number."""
    x, y, z = (a - b for a, b in zip(one, other, strict=True))
    return x * x + y * y + z * z


@lru_cache(maxsize=1024)
def line_of(km: float) -> float:
    """The straight line, in units, that belongs to a great circle of so many kilometers.

    At least one unit, so that it may divide; for half the sphere and more, its diameter.
    """
    sine, _ = sine_and_cosine(min(km / (2 * RADIUS_KM), math.pi / 2))
    return max(1.0, 2 * UNITS * sine)


def kilometers(line_squared: float) -> float:
    """The great circle that belongs to the square of a straight line, for people to read."""
    return 2 * RADIUS_KM * math.asin(min(1.0, math.sqrt(line_squared) / (2 * UNITS)))


@lru_cache(maxsize=8192)
def _point(latitude: float, longitude: float) -> Point:
    x, y, z = on_sphere(latitude, longitude)
    return math.floor(x), math.floor(y), math.floor(z)


def on_sphere(latitude: Number, longitude: Number) -> tuple[Number, Number, Number]:
    """Coordinates in units, half a unit up, so that rounding down rounds to the nearest."""
    north, level = sine_and_cosine(latitude * (math.pi / 180))
    east, front = sine_and_cosine(longitude * (math.pi / 180))
    return level * front * UNITS + 0.5, level * east * UNITS + 0.5, north * UNITS + 0.5


def sine_and_cosine(angle: Number) -> tuple[Number, Number]:
    """Sine and cosine of an angle from -pi to pi, by adding and multiplying alone.

    Power series of a sixteenth of the angle, doubled four times. Off by less than 1e-13.
    """
    part = angle / 16
    square = part * part
    sine = part * (1 - square / 6 * (1 - square / 20 * (1 - square / 42 * (1 - square / 72))))
    cosine = 1 - square / 2 * (
        1 - square / 12 * (1 - square / 30 * (1 - square / 56 * (1 - square / 90)))
    )
    for _ in range(4):
        sine, cosine = 2 * sine * cosine, cosine * cosine - sine * sine
    return sine, cosine
