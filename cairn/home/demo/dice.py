"""Chance that falls the same way every time, and ids that go with it."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from cairn.core.ids import id_at

T = TypeVar("T")
_NOISE_BITS = 80


class Dice:
    """Everything random about the demo comes from here."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a demo, not a secret

    def id(self, moment: datetime) -> UUID:
        """Return an id made at a moment."""
        return id_at(moment, self._random.getrandbits(_NOISE_BITS))

    def one(self, things: Sequence[T]) -> T:
        """Return one of these."""
        return self._random.choice(things)

    def some(self, things: Sequence[T], most: int, least: int = 0) -> list[T]:
        """Return a few of these, in no order."""
        return self._random.sample(things, self._random.randint(least, min(most, len(things))))

    def number(self, least: int, most: int) -> int:
        """Return a whole number, both ends included."""
        return self._random.randint(least, most)

    def happens(self, share: float) -> bool:
        """Say yes in this share of all cases."""
        return self._random.random() < share

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """Return all of these in another order."""
        return self._random.sample(things, len(things))

    def within(self, moment: datetime, hours: int) -> datetime:
        """Return a moment within so many hours after."""
        return moment + timedelta(minutes=self._random.randint(0, hours * 60))
