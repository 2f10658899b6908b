"""Refusing passwords that are guessed first, although they are long. No network is asked.

Beside Django's list of 20,000 known ones: what people make of those to reach 15 characters.
See docs/adr/0033-long-passwords-that-are-guessed-first.md.
"""

import re
from collections.abc import Collection, Iterator
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_FEWEST_SIGNS = 6
_SHORTEST_WORD = 4
_SHORTEST_RUN = 3
_ROWS = (
    *("abcdefghijklmnopqrstuvwxyz", "01234567890123456789"),
    *("qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "qwertzuiop", "azertyuiop"),
    *("1qaz2wsx3edc4rfv5tgb6yhn7ujm", "!@#$%^&*()"),
)
_OURS = frozenset({"cairn", "recovery", "sober", "sobriety", "mentor", "mentee", "program"})
_SPELLED = str.maketrans("013457@$!", "oleastasi")
_FILLING = re.compile(r"[\d\W_]*")


class NotGuessedFirst(CommonPasswordValidator):
    """Refuses known passwords, and those put together from one or two of them and filling."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - Django's shape
        """Say humanely why, or nothing."""
        if is_guessed_first(password, self.passwords):
            raise ValidationError(self.get_help_text(), code="guessed_first")

    def get_help_text(self) -> str:
        """Return what to do instead."""
        return str(
            _(
                "This one is among the first that strangers try. Put a few words together that "
                "do not belong together, such as what you see out of three windows."
            )
        )


def is_guessed_first(password: str, known: Collection[str]) -> bool:
    """Tell whether a password is known, repeats itself, or is known words and filling."""
    plain = password.strip().casefold()
    if plain in known or len(set(plain)) < _FEWEST_SIGNS or _repeats(plain):
        return True
    return any(_is_put_together(each, known) for each in {plain, plain.translate(_SPELLED)})


def _repeats(plain: str) -> bool:
    """Whether it is a piece said over and over, the last time perhaps in part."""
    return any(
        plain == (plain[:length] * (len(plain) // length + 1))[: len(plain)]
        for length in range(1, len(plain) // 2 + 1)
    )


def _is_put_together(plain: str, known: Collection[str]) -> bool:
    """Whether at most two known words are left when runs of keys and filling are taken away."""
    letters = [part for part in _FILLING.split(_without_runs(plain)) if part]
    text = "".join(letters)
    if not text:
        return True
    return any(all(_is_known(part, known) for part in parts) for parts in _in_two(text))


def _in_two(text: str) -> Iterator[tuple[str, ...]]:
    """Yield a text whole, and in every two parts."""
    yield (text,)
    for place in range(1, len(text)):
        yield text[:place], text[place:]


def _is_known(part: str, known: Collection[str]) -> bool:
    return len(part) < _SHORTEST_WORD or part in known or part in _OURS


def _without_runs(plain: str) -> str:
    """Return what is left without neighbors on the keyboard or in the alphabet."""
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for length in range(len(row), _SHORTEST_RUN, -1):
            for start in range(len(row) - length + 1):
                plain = plain.replace(row[start : start + length], " ")
    return plain
