"""What each kind of cell may hold. A parser takes tidy, filled text and returns a value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cairn.interop.roster.text import unguard
from cairn.people import availability, languages, time_zones

if TYPE_CHECKING:
    from cairn.core.verdict import Sentence

T = TypeVar("T")
Parser = Callable[[str], T]

MOST_REF = 64
MOST_NAME = 80
MOST_PLACES = 32_767  # what a small integer of the database holds
MOST_KM = 20_038  # half the way around the earth

_SHOWN = 40
_WHOLE = re.compile(r"[0-9]{1,9}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,9}(?:\.[0-9]*)?|\.[0-9]+)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ANY_MARK = re.compile(r"[;|,]")
_SEMICOLON = re.compile(";")
_SPACING = re.compile(r"[\s-]+")
_STRONG_MARK = re.compile(r"[;|]")


class Wrong(ValueError):  # noqa: N818 - it says what the cell is
    """A cell that its column does not allow, with the sentence that says why."""

    def __init__(self, reason: Sentence, **given: object) -> None:
        super().__init__()
        self.reason = format_lazy(reason, **given) if given else reason


def ref(text: str) -> str:
    """Return the program's own id of a person."""
    return _at_most(MOST_REF, unguard(text))


def name(text: str) -> str:
    """Return a name to show, or raise Wrong when nothing of it can be seen."""
    shown = unguard(text)
    if not any(unicodedata.category(sign)[0] in "LNPS" for sign in shown):
        raise Wrong(EMPTY)
    return _at_most(MOST_NAME, shown)


def value(text: str) -> str:
    """Return an open value: lower case, so that the same word matches itself."""
    return unguard(text).lower()


def label(text: str) -> str:
    """Return a value that only has to equal itself, as it is spelled."""
    return unguard(text)


def email(text: str) -> str:
    """Return an e-mail address. The reason does not repeat it: refusals may be printed."""
    address = unguard(text)
    try:
        validate_email(address)
    except ValidationError as problem:
        raise Wrong(
            _("This is not an e-mail address. Leave it empty to invite on paper.")
        ) from problem
    return address


def code(allowed: tuple[str, ...]) -> Parser[str]:
    """Return a parser of one code of a closed vocabulary."""
    return lambda text: _one_of(allowed, text)


def codes(allowed: tuple[str, ...], most: int | None = None) -> Parser[tuple[str, ...]]:
    """Return a parser of a list of codes, in the order given, each once, at most so many."""

    def parse(text: str) -> tuple[str, ...]:
        found = _once(_one_of(allowed, item) for item in _items(text, _ANY_MARK))
        if most is not None and len(found) > most:
            raise Wrong(_("These are {count}. Choose {most} at most."), count=len(found), most=most)
        return found

    return parse


def some(parse: Parser[tuple[str, ...]]) -> Parser[tuple[str, ...]]:
    """Return a parser of a list that may not be of separators alone."""

    def parse_some(text: str) -> tuple[str, ...]:
        found = parse(text)
        if not found:
            raise Wrong(EMPTY)
        return found

    return parse_some


def language_tags(text: str) -> tuple[str, ...]:
    """Return BCP 47 tags in their usual spelling, the preferred first."""
    return _once(_language(item) for item in _items(text, _ANY_MARK))


def open_values(separator: str) -> Parser[tuple[str, ...]]:
    """Return a parser of an open list, for a file whose cells are separated so."""
    return lambda text: _once(value(item) for item in _open_items(text, separator))


def life_values(separator: str) -> Parser[tuple[str, ...]]:
    """Return a parser of an open list of codes: `Single Parent` is `single_parent`."""
    read = open_values(separator)
    return lambda text: _once(item.replace(" ", "_") for item in read(text))


def refs(separator: str) -> Parser[tuple[str, ...]]:
    """Return a parser of a list of refs."""
    return lambda text: _once(unguard(item) for item in _open_items(text, separator))


def time_zone(text: str) -> str:
    """Return an IANA time zone name in its own spelling."""
    zone = time_zones.recognize(text)
    if zone is None:
        raise Wrong(
            _("“{given}” is not a time zone. Use a name such as America/New_York."),
            given=_shorten(text),
        )
    return zone


def blocks(text: str) -> tuple[availability.Block, ...]:
    """Return weekly blocks, merged."""
    try:
        return availability.parse(text)
    except availability.NotATime as problem:
        raise Wrong(
            _("“{given}” is not a time of the week. Write mon 18:00-21:00; fri 22:00-01:00."),
            given=_shorten(problem.piece),
        ) from problem


def whole(low: int, high: int) -> Parser[int]:
    """Return a parser of whole numbers within bounds, both included."""

    def parse(text: str) -> int:
        if not _WHOLE.fullmatch(text) or not low <= int(text) <= high:
            raise _out_of_range(
                _("“{given}” is not a whole number from {low} to {high}."), text, low, high
            )
        return int(text)

    return parse


def degrees(limit: int) -> Parser[float]:
    """Return a parser of decimal degrees; a decimal comma is read as a point."""
    read = decimal(-limit, limit)
    return lambda text: read(text.replace(",", "."))


def decimal(low: int, high: int) -> Parser[float]:
    """Return a parser of decimal numbers within bounds, both included."""

    def parse(text: str) -> float:
        if not _DECIMAL.fullmatch(text) or not low <= float(text) <= high:
            raise _out_of_range(
                _("“{given}” is not a number from {low} to {high}."), text, low, high
            )
        return float(text)

    return parse


def day(text: str) -> date:
    """Return an ISO date."""
    try:
        return date.fromisoformat(_day_spelled(text))
    except ValueError as problem:
        raise Wrong(
            _("“{given}” is not a date. Write year, month and day: 2026-03-09."),
            given=_shorten(text),
        ) from problem


def yes(text: str) -> bool:
    """Return whether a cell says yes."""
    return _one_of(("yes", "no"), text) == "yes"


EMPTY = _("This cell is empty. Each row needs a value here.")


def _day_spelled(text: str) -> str:
    return text if _DAY.fullmatch(text) else ""  # fromisoformat reads week dates too


def _out_of_range(reason: Sentence, text: str, low: int, high: int) -> Wrong:
    return Wrong(reason, given=_shorten(text), low=low, high=high)


def _one_of(allowed: tuple[str, ...], text: str) -> str:
    folded = _SPACING.sub("_", text.lower())
    if folded not in allowed:
        raise Wrong(
            _("“{given}” is not known here. Use {codes}."),
            given=_shorten(text),
            codes=", ".join(allowed),
        )
    return folded


def _language(tag: str) -> str:
    try:
        return languages.canonical(tag)
    except languages.UnknownSubtag as problem:
        raise Wrong(
            _("“{given}” is not a language code. Use codes such as en, es, zh-Hant or ase."),
            given=_shorten(problem.subtag),
        ) from problem


def _at_most(most: int, text: str) -> str:
    if len(text) > most:
        raise Wrong(
            _("This is {count} characters long. {most} fit here."), count=len(text), most=most
        )
    return text


def _open_items(text: str, separator: str) -> list[str]:
    """Split an open list. In a semicolon file a comma separates only where nothing else does."""
    if separator != ";":
        return _items(text, _SEMICOLON)
    return _items(text, _STRONG_MARK if _STRONG_MARK.search(text) else _ANY_MARK)


def _items(text: str, mark: re.Pattern[str]) -> list[str]:
    return [item for piece in mark.split(text) if (item := piece.strip())]


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _shorten(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
