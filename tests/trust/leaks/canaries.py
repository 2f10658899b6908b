"""Words that stand nowhere else, put into free text and found again in whatever is answered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

_FIGURES = "90711"  # a canary where only figures may stand: a telephone number
_WORDS = re.compile(rf"zq[0-9a-f]{{6}}z|{_FIGURES}\d{{6}}")
_IDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass
class Canaries:
    """Makes canaries, each once."""

    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def word(self) -> str:
        return f"zq{next(self._numbers):06x}z"

    def figures(self) -> str:
        return f"{_FIGURES}{next(self._numbers):06}"

    def address(self) -> str:
        return address_of(self.word())


def address_of(word: str) -> str:
    """Return the address made of a canary."""
    return f"{word}@example.org"


def found_in(text: str) -> set[str]:
    """Return all that looks like a canary, the ids of rows among them."""
    return words_in(text) | set(_IDS.findall(text))


def words_in(text: str) -> set[str]:
    """Return the words among them, which only people write."""
    return set(_WORDS.findall(text))


def bare(text: str) -> str:
    """Return the canary of an address or a sentence made around one."""
    (word,) = found_in(text)
    return word
