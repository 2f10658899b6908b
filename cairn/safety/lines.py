"""Crisis lines and emergency numbers by country, each with its source and the day it was checked.

The numbers are data (`data/crisis_lines.json`); an organization may edit that file.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from babel import Locale
from babel.lists import format_list
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

DIRECTORY = "findahelpline.com"
"""Where to look in a country whose lines are not known here."""

STALE_AFTER = timedelta(days=180)

_DATA = Path(__file__).resolve().parent / "data" / "crisis_lines.json"
_ALL_DAY = "24/7"

_FOR: Mapping[str, Promise] = MappingProxyType(
    {
        "crisis": _("Crisis and suicide line"),
        "listening": _("Someone to talk to"),
        "treatment": _("Treatment and support"),
    }
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that anyone may use. Empty text: not that way.

    `short` is what people call it; `call` and `also` are telephone numbers as people write
    them; `text_word` is what to text; `chat` is an address; `free` says that it costs nothing;
    `languages` are ISO 639-1, with `more_languages` by interpreters.
    """

    short: str
    name: str
    kind: str
    call: str
    also: str
    text: str
    text_word: str
    chat: str
    hours: str
    free: bool
    languages: tuple[str, ...]
    more_languages: bool
    source: str
    checked_on: date

    @property
    def what_for(self) -> str:
        """What it is for, in words."""
        return str(_FOR[self.kind])

    @property
    def when(self) -> str:
        """When somebody answers, in words."""
        return gettext("any hour") if self.hours == _ALL_DAY else self.hours

    @property
    def spoken(self) -> str:
        """The languages spoken, in words."""
        locale = _locale()
        names = [str(locale.languages[code]) for code in self.languages]
        others = [gettext("more")] if self.more_languages else []
        return str(format_list([*names, *others], locale=locale))


@dataclass(frozen=True, slots=True)
class Emergency:
    """The number for a life in danger; `number` is empty where it is not known here."""

    number: str
    also: str
    source: str
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class Country:
    """A country whose lines are known: ISO 3166-1 code, and name in the reader's language."""

    code: str
    name: str


_UNKNOWN = Emergency(number="", also="", source="", checked_on=None)
_Dated = TypeVar("_Dated", Line, Emergency)


def lines_for(country: str) -> tuple[Line, ...]:
    """Return a country's lines, best first; none for a country that is not known here."""
    return _known().get(country, (_UNKNOWN, ()))[1]


def emergency_for(country: str) -> Emergency:
    """Return a country's emergency number, one without a number where it is not known here."""
    return _known().get(country, (_UNKNOWN, ()))[0]


def stale(dated: Iterable[_Dated], on: date) -> tuple[_Dated, ...]:
    """Return the lines or numbers that nobody has checked in the 180 days before a day."""
    return tuple(
        each for each in dated if each.checked_on is None or on - each.checked_on > STALE_AFTER
    )


def all_lines() -> tuple[Line, ...]:
    """Return every line of every country."""
    return tuple(line for _emergency, lines in _known().values() for line in lines)


def all_emergencies() -> tuple[Emergency, ...]:
    """Return every country's emergency number."""
    return tuple(emergency for emergency, _lines in _known().values())


def countries() -> tuple[Country, ...]:
    """Return the countries whose lines are known, by their names in the language in use."""
    named = _locale().territories
    known = (Country(code, str(named[code])) for code in _known())
    return tuple(sorted(known, key=lambda country: country.name))


def _locale() -> Locale:
    """The language in use, as names of languages and countries are looked up."""
    return Locale.parse(get_language() or "en", sep="-")


@cache
def _known() -> Mapping[str, tuple[Emergency, tuple[Line, ...]]]:
    data: dict[str, Any] = json.loads(_DATA.read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            code: (_emergency(country["emergency"]), tuple(map(_line, country["lines"])))
            for code, country in data["countries"].items()
        }
    )


def _emergency(data: dict[str, Any]) -> Emergency:
    return Emergency(**{**data, "checked_on": date.fromisoformat(data["checked_on"])})


def _line(data: dict[str, Any]) -> Line:
    return Line(
        **{
            **data,
            "languages": tuple(data["languages"]),
            "checked_on": date.fromisoformat(data["checked_on"]),
        }
    )
