"""What somebody outside can learn from an answer, and what it cost to give."""

import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from django.db import connections
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests.factories.people import CountedHasher

_CHANCE = re.compile(r'(name="(?:csrfmiddlewaretoken|form_key)" value=")[^"]*')
_VALUE = re.compile(r"'(?:[^']|'')*'(?:::\w+)?|\b\d+(?:\.\d+)?\b|\"s\d+_x\d+\"")
_NOW = "Expires"  # the second of the answer
_COOKIE = re.compile(r"(?<==)[A-Za-z0-9]{20,}|expires=[^;]*")


@dataclass(frozen=True)
class Seen:
    """An answer without what is drawn by lot, and its cost."""

    status: int
    headers: dict[str, str]
    cookies: str
    body: str
    hashes: int
    queries: tuple[str, ...]


def seen(ask: Callable[[], HttpResponse], *masked: str) -> Seen:
    """Ask, and return what is seen; the masked texts are what was asked about."""
    before = CountedHasher.made
    with ExitStack() as stack:
        captured = [
            stack.enter_context(CaptureQueriesContext(connections[alias]))
            for alias in ("default", "keys")
        ]
        answer = ask()
    queries = [query["sql"] for each in captured for query in each.captured_queries]
    return Seen(
        answer.status_code,
        {name: _unmasked(value, masked) for name, value in answer.headers.items() if name != _NOW},
        _COOKIE.sub("…", answer.cookies.output()),
        _unmasked(_CHANCE.sub(r"\1…", answer.content.decode()), masked),
        CountedHasher.made - before,
        tuple(_VALUE.sub("…", query) for query in queries),
    )


def _unmasked(text: str, masked: tuple[str, ...]) -> str:
    for each in masked:
        text = text.replace(each, "…")
    return text


def area(known: list[float], unknown: list[float]) -> float:
    """Return how often a random known answer took longer than a random unknown one.

    The area under the ROC curve: 0.5 when the times tell nothing.
    """
    ranked = sorted([(each, 1) for each in known] + [(each, 0) for each in unknown])
    places = sum(place for place, (_time, is_known) in enumerate(ranked, 1) if is_known)
    count = len(known)
    return (places - count * (count + 1) / 2) / (count * len(unknown))
