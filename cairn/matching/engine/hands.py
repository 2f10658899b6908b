"""Several threads at one piece of work: NumPy lets go of the interpreter while it computes."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

HANDS = max(1, min(4, os.cpu_count() or 1))

Piece = TypeVar("Piece")
Done = TypeVar("Done")


def in_order(
    work: Callable[[Piece], Done], pieces: Iterable[Piece], *, hands: int = HANDS
) -> Iterator[Done]:
    """What is made of each piece, in their order, with only a few of them under way at a time."""
    if hands == 1:
        yield from map(work, pieces)
        return
    waiting = iter(pieces)
    with ThreadPoolExecutor(hands) as pool:
        under_way = deque(pool.submit(work, piece) for piece in islice(waiting, hands))
        while under_way:
            done = under_way.popleft().result()
            under_way.extend(pool.submit(work, piece) for piece in islice(waiting, 1))
            yield done
