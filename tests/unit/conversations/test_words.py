"""What a message may be made of."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from cairn.conversations import words


def test_lines_stay_and_controls_go() -> None:
    assert words.tidied("  one\r\ntwo\x00\x1b[2Jthree\x7f\n ") == "one\ntwo[2Jthree"


def test_a_tab_becomes_a_space() -> None:
    assert words.tidied("a\tb") == "a b"


def test_names_right_to_left_and_families_of_emoji_stay_whole() -> None:
    said = "שלום \u200f👩‍👧‍👦 e\u0301"
    assert words.tidied(said) == said


def test_half_a_character_goes_for_no_database_keeps_it() -> None:
    assert words.tidied("a\ud800b") == "ab"


@given(st.text(alphabet=st.characters()))
def test_whatever_is_typed_nothing_but_line_feeds_is_left_of_controls(text: str) -> None:
    left = {c for c in words.tidied(text) if unicodedata.category(c) in {"Cc", "Cs"}}
    assert left <= {"\n"}


@given(st.text())
def test_what_is_tidy_stays_as_it_is(text: str) -> None:
    assert words.tidied(words.tidied(text)) == words.tidied(text)
