"""What a stone looks like: its measures, its outline and its color, thrown by a hash.

Nothing here reads a clock or a global random, and every measure is rounded to a whole number
at once, so that a stone is the same on every machine.
"""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

Point = tuple[int, int]
Wave = tuple[int, float, float]

POINTS = 14
OUTLINES = 24
BOX = 100
"""An outline fills a square of this side around zero; a stone stretches it to its measures."""


class StoneKind(StrEnum):
    """What a stone was laid for."""

    MILESTONE = "milestone"
    STEP = "step"
    COMMITMENT = "commitment"
    MEETING = "meeting"
    HELP = "help"
    RETURN = "return"


_SIZE: Mapping[str, int] = MappingProxyType(
    {
        StoneKind.MILESTONE: 106,
        StoneKind.STEP: 100,
        StoneKind.HELP: 100,
        StoneKind.RETURN: 100,
        StoneKind.MEETING: 86,
        StoneKind.COMMITMENT: 74,
    }
)
"""Hundredths of the usual width."""

_GREYS = ("st0", "st1", "st2", "st3", "st4", "st5")
_COLORS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        StoneKind.MILESTONE: ("std1", "std2"),
        StoneKind.RETURN: ("std1", "std2"),
        StoneKind.HELP: ("stm1", "stm2"),
    }
)
"""Dawn for a milestone and a return, moss for a hand lent. No time is drawn in color."""


@dataclass(frozen=True, slots=True)
class Stone:
    """A stone that has no place yet. Measures are in units of the drawing."""

    width: int
    height: int
    outline: int
    color: str
    sink: int


class Throws:
    """Numbers that look thrown and always fall the same for the same words."""

    def __init__(self, *words: str | int) -> None:
        text = "\x1f".join(str(word) for word in words)
        self._bytes = hashlib.blake2b(text.encode(), digest_size=64).digest()
        self._used = 0

    def between(self, low: int, high: int) -> int:
        """Return the next whole number from low to high, both included; 32 can be had."""
        part = self._bytes[self._used : self._used + 2]
        self._used += 2
        return low + int.from_bytes(part, "big") * (high - low + 1) // 65536


def stone_for(seed: str, number: int, kind: str) -> Stone:
    """Return stone `number`, counted from 0, of the cairn that the seed names."""
    throws = Throws(seed, number)
    width = throws.between(82, 126) * _SIZE[kind] // 100
    colors = _COLORS.get(kind, _GREYS)
    return Stone(
        width=width,
        height=width * throws.between(42, 56) // 100,
        outline=_deck(seed, number // OUTLINES)[number % OUTLINES],
        color=colors[throws.between(0, len(colors) - 1)],
        sink=throws.between(2, 3),
    )


@cache
def outline(number: int) -> tuple[Point, ...]:
    """Return one of the outlines, y upwards: a flattened superellipse with an uneven edge."""
    throws = Throws("outline", number)
    exponent = throws.between(220, 300) / 100
    lean = throws.between(-12, 12) / 100
    waves = _waves(throws)
    mirror = -1 if number % 2 else 1
    rough = [_edge(2 * math.pi * step / POINTS, exponent, waves) for step in range(POINTS)]
    across = _spread([mirror * (x + lean * y) for x, y in rough])
    return tuple(zip(across, _spread([y for _, y in rough]), strict=True))


def shaped(number: int, width: int, height: int, tilt: int) -> tuple[Point, ...]:
    """Return an outline stretched to its measures and turned by tenths of a degree."""
    turn = math.radians(tilt / 10)
    cos, sin = math.cos(turn), math.sin(turn)
    stretched = [(x * width / BOX, y * height / BOX) for x, y in outline(number)]
    return tuple((round(x * cos - y * sin), round(x * sin + y * cos)) for x, y in stretched)


@cache
def _deck(seed: str, round_number: int) -> tuple[int, ...]:
    """The outlines in the order in which they are dealt: none twice until all have been."""
    dealt = [(Throws(seed, "deck", round_number, n).between(0, 65535), n) for n in range(OUTLINES)]
    return tuple(number for _, number in sorted(dealt))


def _waves(throws: Throws) -> tuple[Wave, ...]:
    """Three slow waves round the edge: how many turns, how deep, where they begin."""
    depths = ((20, 55), (10, 35), (6, 20))
    return tuple(
        (turns, throws.between(*depth) / 1000, 2 * math.pi * throws.between(0, 359) / 360)
        for turns, depth in zip((2, 3, 5), depths, strict=True)
    )


def _edge(angle: float, exponent: float, waves: tuple[Wave, ...]) -> tuple[float, float]:
    """One point of a superellipse, wavy, its lower half flatter by a tenth."""
    reach = 1 + sum(depth * math.sin(turns * angle + start) for turns, depth, start in waves)
    x = math.copysign(abs(math.cos(angle)) ** (2 / exponent), math.cos(angle))
    y = math.copysign(abs(math.sin(angle)) ** (2 / exponent), math.sin(angle))
    return x * reach, y * reach * (0.9 if y < 0 else 1)


def _spread(values: list[float]) -> list[int]:
    """Stretch one coordinate to fill the box."""
    low, high = min(values), max(values)
    return [round((value - low) / (high - low) * BOX - BOX / 2) for value in values]
