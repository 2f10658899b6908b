"""The agreement that Cairn brings: what it says first, and how plainly."""

import re

import pytest

from cairn.mentorship import agreements

LANGUAGES = ("en", "es")


def _sentences(text: str) -> list[str]:
    words = re.sub(r"^(# |- )", "", text, flags=re.MULTILINE)
    return [part.strip() for part in re.split(r"[.:?]\s|\n", words) if part.strip()]


def _syllables(word: str) -> int:
    """Vowel groups, a silent e at the end not counted: good to a tenth of a grade on plain texts."""
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(1, groups - (word.lower().endswith("e") and groups > 1))


def test_the_agreement_reads_at_grade_six_or_below() -> None:
    """The Flesch-Kincaid grade of the English text (US Navy, 1975)."""
    text = agreements.defaults()["en"]
    sentences, words = _sentences(text), re.findall(r"[A-Za-z’']+", text)
    syllables = sum(_syllables(word) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    assert grade <= 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_passes_25_words(language: str) -> None:
    long = [s for s in _sentences(agreements.defaults()[language]) if len(s.split()) > 25]
    assert long == []


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("en", "What stays between you, and what cannot"),
        ("es", "Lo que queda entre ustedes y lo que no puede quedar"),
    ],
)
def test_the_limits_of_confidentiality_come_first(language: str, first: str) -> None:
    assert agreements.sections(agreements.defaults()[language])[0].heading == first


def test_both_languages_say_the_same_things_in_the_same_order() -> None:
    shapes = [
        [
            [(block.is_list, len(block.lines)) for block in section.blocks]
            for section in agreements.sections(agreements.defaults()[language])
        ]
        for language in LANGUAGES
    ]
    assert shapes[0] == shapes[1]


def test_a_text_is_read_as_sections_paragraphs_and_lists() -> None:
    assert agreements.sections("# One\n\nFirst.\n\nSecond:\n\n- a\n- b\n\n# Two\n\nThird.\n") == (
        agreements.Section(
            "One",
            (
                agreements.Block(("First.",), is_list=False),
                agreements.Block(("Second:",), is_list=False),
                agreements.Block(("a", "b"), is_list=True),
            ),
        ),
        agreements.Section("Two", (agreements.Block(("Third.",), is_list=False),)),
    )
