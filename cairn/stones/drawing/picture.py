"""The placed stones as shapes for an SVG: classes name the colors, the style sheet gives them.

Every stone is a copy of one of the outlines, stretched and turned. A large cairn is measured
in coarser units, each less than a point of the screen it is shown on, so that a thousand
stones weigh no more than a page of words.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from cairn.stones.drawing.heap import COLUMN, Heap, PlacedStone, heap_of
from cairn.stones.drawing.outline import BOX, Point, Throws, outline

_IN_ORDER = 120
"""Up to so many stones all are drawn in order; beyond, row by row."""

_COARSER = ((120, 1), (400, 2))
_COARSEST = 4

_LEAST_WIDTH = 330
_EDGE = 16
_ABOVE = 8
_SHADOW = 9
_BEYOND = 12
_FIRST = 48
"""Half the width, and the height, kept for a first stone that is not there yet."""

_SHRUNK = 44 // COLUMN
_LOWERED = 24
_GAP_STEP = 5

_VEINS, _LICHENS, _FLECKS = range(5), range(5, 8), range(8, 12)
"""Of 24 outlines: as near a fifth, a seventh and a sixth as can be."""


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline in use: its path in a box whose top is 0, and what nature left on it."""

    number: int
    path: str
    mark: str
    mark_path: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A stone: the class of its color, its outline, and the matrix that puts it there."""

    color: str
    outline: int
    matrix: str


@dataclass(frozen=True, slots=True)
class Course:
    """Stones drawn together and moved as one; y is that of an SVG, so up is negative."""

    y: int
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class Ellipse:
    """The soft shadow on the ground: its middle, half its width, half its height."""

    x: int
    wide: int
    high: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A cairn ready for its template. The ground is at y 0; `waiting` is drawn for no stones."""

    title: str
    description: str
    view_box: str
    shadow: Ellipse
    gap: str
    waiting: str
    outlines: tuple[Outline, ...]
    courses: tuple[Course, ...]


def draw(placed: Sequence[PlacedStone], *, title: str, description: str) -> Drawing:
    """Return the drawing of these stones, with the words for those who don't see it."""
    heap = heap_of(placed)
    grain = _grain(len(placed))
    left, right = _ends(heap, grain)
    middle, reach = (left + right) // 2, (right - left) // 2
    return Drawing(
        title=title,
        description=description,
        view_box=_view_box(heap, grain, middle, reach),
        shadow=Ellipse(middle, reach + _BEYOND // grain, _SHADOW // grain),
        gap=_gap(heap, grain),
        waiting="" if placed else _path(outline(0)),
        outlines=tuple(_outline(number) for number in sorted({s.outline for s in placed})),
        courses=tuple(_courses(heap, grain)),
    )


def _grain(count: int) -> int:
    """How many units of the heap are one of the drawing."""
    return next((grain for most, grain in _COARSER if count <= most), _COARSEST)


def _view_box(heap: Heap, grain: int, middle: int, reach: int) -> str:
    """Fit the heap: one stone stays small in its place."""
    half = max(_LEAST_WIDTH // 2 // grain, reach + _EDGE // grain)
    top = max((heap.over(column) for column in heap.columns), default=_FIRST) + _ABOVE
    below = 2 * _SHADOW // grain
    return f"{middle - half} {-top // grain} {2 * half} {top // grain + below}"


def _ends(heap: Heap, grain: int) -> tuple[int, int]:
    columns = heap.columns or range(-_FIRST // COLUMN, _FIRST // COLUMN + 1)
    return columns[0] * COLUMN // grain, columns[-1] * COLUMN // grain


def _courses(heap: Heap, grain: int) -> Iterator[Course]:
    if len(heap.stones) <= _IN_ORDER:
        yield Course(0, tuple(_copy(stone, 0, grain) for stone in heap.stones))
        return
    rows: list[list[PlacedStone]] = [[] for _ in heap.rows]
    for stone in heap.stones:
        rows[stone.row].append(stone)
    for row, stones in zip(heap.rows, rows, strict=True):
        stones.sort(key=lambda stone: stone.x)
        yield Course(-row.top // grain, tuple(_copy(s, -row.top // grain, grain) for s in stones))


def _copy(stone: PlacedStone, course: int, grain: int) -> Copy:
    """Return the matrix a b c d e f of a stone: stretched, turned, its middle where it lies."""
    turn = math.radians(stone.tilt / 10)
    wide, high = stone.width / BOX / grain, stone.height / BOX / grain
    a, b = wide * math.cos(turn), -wide * math.sin(turn)
    c, d = high * math.sin(turn), high * math.cos(turn)
    if grain > 1:
        c = 0  # too little to be seen, and half a kilobyte
    x = stone.x / grain - c * BOX / 2
    y = -stone.y / grain - d * BOX / 2 - course
    numbers = [*map(_hundredths, (a, b, c, d)), str(round(x)), str(round(y))]
    return Copy(stone.color, stone.outline, _listed(numbers))


def _hundredths(value: float) -> str:
    """A number to two places, as short as it can be written."""
    text = f"{abs(round(value * 100)) / 100:.2f}".rstrip("0").rstrip(".").removeprefix("0")
    return f"-{text}" if text and round(value * 100) < 0 else text or "0"


def _listed(numbers: Sequence[str]) -> str:
    """Numbers one after the other; a minus needs no space before it."""
    return "".join(
        number if number.startswith("-") or not at else f" {number}"
        for at, number in enumerate(numbers)
    )


def _outline(number: int) -> Outline:
    throws = Throws("mark", number)
    path = _path(outline(number))
    if number in _VEINS:
        return Outline(number, path, "vein", _vein(throws))
    if number in _LICHENS:
        x, y = throws.between(-30, 0), throws.between(30, 46)
        dots = _dot(x, y, 4) + _dot(x + 11, y - 5, 3) + _dot(x + 5, y + 16, 2)
        return Outline(number, path, "lichen", dots)
    if number in _FLECKS:
        flecks = (_dot(throws.between(-10, 32), throws.between(36, 78), 1) for _ in range(5))
        return Outline(number, path, "fleck", "".join(flecks))
    return Outline(number, path, "", "")


def _vein(throws: Throws) -> str:
    """A sliver that rises to the right, thin at both ends."""
    x, y = throws.between(-32, -18), throws.between(46, 62)
    long, rise = throws.between(44, 62), throws.between(10, 26)
    bend = long // 2
    return (
        f"M{x} {y}q{bend}-{rise + 6} {long}-{rise // 2}"
        f"q-{long - bend}-{rise // 2 + 2}-{long} {rise // 2}z"
    )


def _dot(x: int, y: int, radius: int) -> str:
    """A round dot on a stone half as high as wide, so twice as high in its box."""
    size = f"{radius} {2 * radius} 0 1 0"
    return f"M{x - radius} {y}a{size} {2 * radius} 0a{size}-{2 * radius} 0z"


def _path(points: Sequence[Point]) -> str:
    """Smooth cubic curves through an outline, y turned down and the top of the box at 0."""
    ring = [(x, BOX // 2 - y) for x, y in points]
    ease = [
        (round((after[0] - before[0]) / 6), round((after[1] - before[1]) / 6))
        for before, after in zip((ring[-1], *ring), (*ring[1:], ring[0]), strict=False)
    ]
    curves = []
    for at, (x, y) in enumerate(ring):
        to = (at + 1) % len(ring)
        (x1, y1), (back, up) = ring[to], ease[to]
        first = ease[0] if at == 0 else ()
        numbers = [*first, x1 - back - x, y1 - up - y, x1 - x, y1 - y]
        curves.append(("s" if at else "c") + _listed([str(number) for number in numbers]))
    return f"M{ring[0][0]} {ring[0][1]}{''.join(curves)}z"


def _gap(heap: Heap, grain: int) -> str:
    """The heap shrunk from all sides and lowered: what shows dark between the stones."""
    ridge = list(_ridge(heap, grain))
    if not ridge:
        return ""
    line = chain.from_iterable((str(x), str(y)) for x, y in ridge)
    return f"M{ridge[0][0]} 0L{_listed(list(line))}V0z"


def _ridge(heap: Heap, grain: int) -> Iterator[Point]:
    for column in heap.columns[_SHRUNK : -_SHRUNK : _GAP_STEP * grain]:
        near = range(column - _SHRUNK, column + _SHRUNK + 1)
        height = min(heap.over(other) for other in near) - _LOWERED
        yield column * COLUMN // grain, -max(height, 0) // grain
