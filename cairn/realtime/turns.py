"""How many may be there at once under one name: counted in one process, and never kept."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Places under a name, of which each name has so many."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._taken: Counter[str] = Counter()

    @contextmanager
    def taken(self, name: str) -> Iterator[bool]:
        """Take a place and give it back at the end; False where there is none left."""
        if self._taken[name] >= self.most:
            yield False
            return
        self._taken[name] += 1
        try:
            yield True
        finally:
            self._taken[name] -= 1
            if not self._taken[name]:
                del self._taken[name]
