"""The hours of a week someone is free: read, merged, written. Pure.

A block is a pair of minutes in the person's own local week, Monday 00:00 being 0: start in
0..10079, end after start, at most a week later. A block running past Sunday midnight ends
past 10080.
"""

import re
from itertools import pairwise

Block = tuple[int, int]

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60
WEEK = 7 * DAY

_BLOCK = re.compile(
    r"([a-z]+)\.?\s*(\d{1,2}):(\d{2})\s*[-\u2010-\u2015\u2212]\s*(\d{1,2}):(\d{2})", re.ASCII
)
_FULL_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SEPARATORS = re.compile(r"[;,|\n]")


class NotATime(ValueError):  # noqa: N818 - it names what the piece is
    """A piece of text that is no weekly block; `piece` is the text as given."""

    def __init__(self, piece: str) -> None:
        super().__init__(piece)
        self.piece = piece


def parse(text: str) -> tuple[Block, ...]:
    """Read blocks like `mon 18:00-21:00; fri 22:00-01:00`, merged and in order.

    Blocks are separated by semicolons, commas, bars or line ends. An end at or before the
    start is on the next day; 24:00 may end a block. Raises NotATime with the first bad piece.
    """
    pieces = (piece.strip() for piece in _SEPARATORS.split(text))
    return merge(tuple(parse_block(piece) for piece in pieces if piece))


def parse_block(piece: str) -> Block:
    """Read one block like `fri 22:00-01:00`, or raise NotATime."""
    match = _BLOCK.fullmatch(piece.strip().lower())
    if not match:
        raise NotATime(piece)
    day, *clock = match.groups()
    start, end = _minutes(clock[0], clock[1], piece), _minutes(clock[2], clock[3], piece)
    midnight = _day_index(day, piece) * DAY
    return midnight + start, midnight + _end_after(start, end, piece)


def merge(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Join blocks that overlap or touch, also across Sunday midnight; in order of start."""
    merged: list[Block] = []
    for start, end in sorted(blocks):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return _join_around_the_week(merged)


def write(blocks: tuple[Block, ...]) -> str:
    """Write blocks so that `parse` reads the same: `mon 18:00-21:00; fri 22:00-01:00`."""
    days = (piece for block in blocks for piece in _pieces_within_a_day(block))
    return "; ".join(_write_block(piece) for piece in days)


def _day_index(name: str, piece: str) -> int:
    for names in (DAYS, _FULL_NAMES):
        if name in names:
            return names.index(name)
    raise NotATime(piece)


def _minutes(hours: str, minutes: str, piece: str) -> int:
    total = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or total > DAY:  # noqa: PLR2004 - minutes of an hour
        raise NotATime(piece)
    return total


def _end_after(start: int, end: int, piece: str) -> int:
    if start == DAY or (start == end and start != 0):
        raise NotATime(piece)  # 18:00-18:00 could be nothing or a whole day: nobody should guess
    return end if end > start else end + DAY


def _join_around_the_week(blocks: list[Block]) -> tuple[Block, ...]:
    while len(blocks) > 1 and blocks[-1][1] - WEEK >= blocks[0][0]:
        start, end = blocks[-1]
        blocks = [*blocks[1:-1], (start, max(end, blocks[0][1] + WEEK))]
    if len(blocks) == 1 and blocks[0][1] - blocks[0][0] >= WEEK:
        return ((0, WEEK),)
    return tuple(blocks)


def _pieces_within_a_day(block: Block) -> list[Block]:
    """Cut a block of a day or more at its midnights: written whole, its end would mislead."""
    start, end = block
    if end - start < DAY:
        return [block]
    midnights = range((start // DAY + 1) * DAY, end, DAY)
    edges = [start, *midnights, end]
    return list(pairwise(edges))


def _write_block(block: Block) -> str:
    start, end = block
    return f"{DAYS[start // DAY % 7]} {_write_clock(start)}-{_write_clock(end)}"


def _write_clock(minute: int) -> str:
    return f"{minute % DAY // 60:02}:{minute % 60:02}"
