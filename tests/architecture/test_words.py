"""The words of the house: some never appear, and each thing has one name."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.architecture import source

NEVER = re.compile(
    r"\b(addicts?|abusers?|abuse|clean|dirty|relapsed?|clients?|patients?|users?)\b", re.IGNORECASE
)
BRITISH = re.compile(
    r"\b(programme|organis\w+|enrol(?!l)\w*|behaviou?r(?<!behavior)|colour\w*|licence|centre)\b",
    re.IGNORECASE,
)


def _shown(path: Path) -> str:
    """The words of a template that a person reads: no tags, no comments, no attributes of code."""
    text = re.sub(
        r"{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->",
        "",
        path.read_text(),
        flags=re.DOTALL,
    )
    return re.sub(r"{%.*?%}|{{.*?}}|<[^>]+>", " ", text, flags=re.DOTALL)


@pytest.mark.parametrize(
    "path", source.templates(), ids=lambda p: str(p.relative_to(source.PACKAGE))
)
def test_a_page_says_none_of_the_words_that_hurt(path: Path) -> None:
    assert NEVER.findall(_shown(path)) == []


def test_no_translatable_text_says_a_word_that_hurts() -> None:
    with (source.PACKAGE / "locale/es/LC_MESSAGES/django.po").open("rb") as file:
        catalog = read_po(file, locale="es")
    said = [str(m.id) for m in catalog if m.id and NEVER.search(str(m.id))]
    assert said == []


def test_spelling_is_us_everywhere() -> None:
    files = [
        *source.modules(),
        *source.templates(),
        *source.ROOT.glob("*.md"),
        *source.ROOT.glob("docs/**/*.md"),
    ]
    found = {
        f"{path.relative_to(source.ROOT)}: {match}"
        for path in files
        for match in BRITISH.findall(path.read_text(encoding="utf-8"))
    }
    assert found == set()
