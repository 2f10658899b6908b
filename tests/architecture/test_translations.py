"""English and Spanish from the first string."""

import re

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from cairn.config import messages
from tests.architecture import source

SAME = source.ROOT / "tests/architecture/same_in_spanish.txt"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def spanish() -> Catalog:
    with (source.PACKAGE / "locale/es/LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale="es")


def _both(value: object) -> list[str]:
    return [str(part) for part in value] if isinstance(value, tuple | list) else [str(value)]


def _entries(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def test_every_text_of_the_source_stands_in_the_catalog_and_no_other(spanish: Catalog) -> None:
    wanted = {(m.id, m.context) for m in _entries(messages.gathered())}
    assert {(m.id, m.context) for m in _entries(spanish)} ^ wanted == set()


def test_every_name_under_which_texts_are_marked_is_gathered() -> None:
    """A text marked under another name would stay English, and no other check would see it."""
    marks = re.compile(r"from django.utils.translation import (n?p?gettext\w*) as (\w+)")
    names = {name for path in source.modules() for _mark, name in marks.findall(path.read_text())}
    assert names - set(messages.KEYWORDS) == set()


def test_every_text_is_translated(spanish: Catalog) -> None:
    missing = [m.id for m in _entries(spanish) if not all(_both(m.string)) or m.fuzzy]
    assert missing == []


def test_a_translation_keeps_every_placeholder(spanish: Catalog) -> None:
    broken = {}
    for message in _entries(spanish):
        wanted = {p for text in _both(message.id) for p in PLACEHOLDER.findall(text)}
        for text in _both(message.string):
            extra = set(PLACEHOLDER.findall(text)) - wanted
            missing = wanted - set(PLACEHOLDER.findall(text)) if not message.pluralizable else set()
            if extra or missing:
                broken[text] = sorted(extra | missing)
    assert broken == {}


def test_a_text_equal_in_both_languages_is_on_the_list_of_those(spanish: Catalog) -> None:
    listed = {line for line in SAME.read_text().splitlines() if line and line[0] != "#"}
    equal = {str(m.id) for m in _entries(spanish) if m.id == m.string}
    assert equal - listed == set()


def test_the_list_of_equal_texts_holds_no_other(spanish: Catalog) -> None:
    listed = {line for line in SAME.read_text().splitlines() if line and line[0] != "#"}
    assert listed - {str(m.id) for m in _entries(spanish) if m.id == m.string} == set()
