"""Where a stone comes to lie: that depends on the seed and on the stones before it, alone."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cairn.stones.drawing.outline import Point, Stone, shaped, stone_for

COLUMN = 4
"""The heap's height is kept every so many units."""

_NARROW = 0.62
_CURVE = 1.22
_NEW_ROW = 24
_OVERHANG = 6
_SNUG = 4
"""Neighbors in a row press into each other by so many units."""

_COURSE = 40
"""A new row aims at this height; the stone that opens it decides."""

_MIDDLE = 70
"""A stone rests on this middle part of its width, in hundredths."""


@dataclass(frozen=True, slots=True)
class PlacedStone:
    """A stone and its place for good. Whole numbers and short words, fit to be kept as JSON.

    `x` and `y` are its middle in units, x from the cairn's middle to the right, y from the
    ground up; `tilt` is in tenths of a degree, counterclockwise.
    """

    kind: str
    row: int
    x: int
    y: int
    width: int
    height: int
    tilt: int
    outline: int
    color: str

    @property
    def points(self) -> tuple[Point, ...]:
        """The outline around the stone's middle, y upwards."""
        return shaped(self.outline, self.width, self.height, self.tilt)


def place_stones(seed: str, kinds: Iterable[str]) -> tuple[PlacedStone, ...]:
    """Return the whole cairn of these kinds (words of StoneKind), oldest first."""
    heap = Heap()
    for kind in kinds:
        heap.add(_placed(heap, seed, kind))
    return tuple(heap.stones)


def extend(placed: Sequence[PlacedStone], seed: str, kind: str) -> tuple[PlacedStone, ...]:
    """Return the cairn with one stone more; those that lie there stay as they are."""
    heap = heap_of(placed)
    return (*placed, _placed(heap, seed, kind))


def heap_of(placed: Sequence[PlacedStone]) -> "Heap":
    """Return the heap that these stones make."""
    heap = Heap()
    for stone in placed:
        heap.add(stone)
    return heap


@dataclass(slots=True)
class Row:
    """One course of stones: how high it came, where it ends, and where its stones meet."""

    top: int
    left: int
    right: int
    joints: list[int] = field(default_factory=list)

    def grow(self, left: int, right: int) -> None:
        """Take in a stone at one of the ends."""
        self.joints.append(self.left if left < self.left else self.right)
        self.left, self.right = min(self.left, left), max(self.right, right)

    def carries(self, x: int, width: int) -> bool:
        """Whether a stone with its middle at x stays inside this row, but for the overhang."""
        slack = width * _OVERHANG // 100
        return self.left - slack <= x - width // 2 and x + width // 2 <= self.right + slack

    @property
    def middle_joint(self) -> int | None:
        """The joint nearest the middle of the row, None for a single stone."""
        middle = (self.left + self.right) // 2
        return min(self.joints, key=lambda joint: (abs(joint - middle), joint), default=None)


@dataclass(frozen=True, slots=True)
class Place:
    """A place a stone may go to: its row, the middle of the stone, the height beneath."""

    row: int
    x: int
    base: int
    opens: bool = False

    @property
    def cost(self) -> tuple[int, int, int]:
        """What it costs, in hundredths; at equal cost the lower, then the left place."""
        far = (abs(self.x) / _NARROW) ** _CURVE + self.base**_CURVE
        spared = 100 * _NEW_ROW if self.opens else 0
        return round(100 * far ** (1 / _CURVE)) - spared, self.row, self.x


class Heap:
    """The stones that lie, their rows, and the height of the heap over each column."""

    def __init__(self) -> None:
        self.stones: list[PlacedStone] = []
        self.rows: list[Row] = []
        self._heights: dict[int, int] = {}

    def add(self, stone: PlacedStone) -> None:
        """Let a stone lie where it was placed."""
        self.stones.append(stone)
        tops = _profile(stone.points, stone.x, upper=True)
        half = (stone.width - _SNUG) // 2
        if stone.row == len(self.rows):
            self.rows.append(Row(stone.y + max(tops.values()), stone.x - half, stone.x + half))
        else:
            self.rows[stone.row].grow(stone.x - half, stone.x + half)
        for column, top in tops.items():
            self._heights[column] = max(self.over(column), stone.y + top)

    def over(self, column: int) -> int:
        """The height of the heap over a column, 0 on bare ground."""
        return self._heights.get(column, 0)

    @property
    def columns(self) -> range:
        """All columns that something lies on; a column is COLUMN units wide."""
        return range(min(self._heights, default=0), max(self._heights, default=-1) + 1)

    def places(self, width: int) -> Iterator[Place]:
        """All places a stone of this width may go to."""
        if not self.rows:
            yield Place(0, 0, 0, opens=True)
            return
        half = (width - _SNUG) // 2
        for number, row in enumerate(self.rows):
            below = self.rows[number - 1] if number else None
            for x in (row.left - half, row.right + half):
                if below is None or below.carries(x, width):
                    yield Place(number, x, below.top if below else 0)
        joint = self.rows[-1].middle_joint
        if joint is not None:
            yield Place(len(self.rows), joint, self.rows[-1].top, opens=True)

    def slope(self, x: int, reach: int) -> float:
        """How steep the heap lies beneath, from `reach` left of x to `reach` right of it."""
        columns = _columns(x - reach, x + reach)
        half = len(columns) // 2
        left = sum(self.over(column) for column in columns[:half])
        right = sum(self.over(column) for column in columns[-half:])
        return (right - left) / half / reach

    def rest(self, points: Sequence[Point], x: int, reach: int) -> int:
        """Lower a stone until a fifth of the columns under its middle would be inside the heap.

        Returns the height of the stone's own middle.
        """
        bottoms = _profile(points, x, upper=False)
        needs = sorted(
            self.over(column) - bottoms[column] for column in _columns(x - reach, x + reach)
        )
        return needs[len(needs) * 4 // 5]


def _placed(heap: Heap, seed: str, kind: str) -> PlacedStone:
    """Return the next stone, at rest in the place that costs least."""
    stone = stone_for(seed, len(heap.stones), kind)
    place = min(heap.places(stone.width), key=lambda place: place.cost)
    tilt = _tilt(heap.slope(place.x, stone.width * _MIDDLE // 200))
    height = _fitted(heap, stone, place, tilt)
    return PlacedStone(
        kind=str(kind),
        row=place.row,
        x=place.x,
        y=_rest(heap, stone, place, tilt, height),
        width=stone.width,
        height=height,
        tilt=tilt,
        outline=stone.outline,
        color=stone.color,
    )


def _rest(heap: Heap, stone: Stone, place: Place, tilt: int, height: int) -> int:
    """Where the stone's middle comes to rest, settled a little into those beneath."""
    points = shaped(stone.outline, stone.width, height, tilt)
    return heap.rest(points, place.x, stone.width * _MIDDLE // 200) - stone.sink


def _fitted(heap: Heap, stone: Stone, place: Place, tilt: int) -> int:
    """The height that brings its top level with its row, as a mason would pick a stone."""
    bottom = _rest(heap, stone, place, tilt, stone.height) - stone.height // 2
    level = place.base + _COURSE if place.opens else heap.rows[place.row].top
    room = level - bottom
    return max(stone.height * 80 // 100, min(stone.height * 122 // 100, room))


def _tilt(slope: float) -> int:
    """Four fifths of the slope beneath, in tenths of a degree, 7 degrees at most."""
    tilt = round(10 * math.degrees(math.atan(slope * 0.8)))
    return max(-70, min(70, tilt))


def _columns(left: int, right: int) -> range:
    return range(-(-left // COLUMN), right // COLUMN + 1)


def _profile(points: Sequence[Point], x: int, *, upper: bool) -> dict[int, int]:
    """Return the upper or lower edge of an outline around x, a height for each column."""
    pick = max if upper else min
    edge: dict[int, int] = {}
    rounder = _rounder(points)
    for (x0, y0), (x1, y1) in zip(rounder, (*rounder[1:], rounder[0]), strict=True):
        for column in _columns(x + min(x0, x1), x + max(x0, x1)):
            y = y0 if x0 == x1 else y0 + (y1 - y0) * (column * COLUMN - x - x0) // (x1 - x0)
            edge[column] = pick(edge.get(column, y), y)
    return edge


def _rounder(points: Sequence[Point]) -> list[Point]:
    """Add the middle of each curve between two points (the cubic that `picture` draws)."""
    result = []
    for number, (x, y) in enumerate(points):
        (x0, y0), (x1, y1) = points[number - 1], points[(number + 1) % len(points)]
        x2, y2 = points[(number + 2) % len(points)]
        result += [(x, y), ((9 * (x + x1) - x0 - x2) // 16, (9 * (y + y1) - y0 - y2) // 16)]
    return result
