from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import translation

from cairn.safety import lines
from cairn.safety.lines import Emergency, Line
from cairn.safety.ways import Way, dial, ways

EVERYWHERE = ["AU", "CA", "DE", "ES", "FR", "GB", "IE", "IN", "NL", "NZ", "US"]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def calls(country: str) -> list[tuple[str, str, str]]:
    return [(line.call, line.text, line.text_word) for line in lines.lines_for(country)]


@pytest.mark.parametrize(
    ("country", "emergency", "known"),
    [
        ("US", ("911", ""), [("988", "988", ""), ("1-800-662-4357", "", "")]),
        ("CA", ("911", ""), [("988", "988", "")]),
        ("GB", ("999", "112"), [("116 123", "", ""), ("", "85258", "SHOUT")]),
        ("IE", ("112", "999"), [("116 123", "", "")]),
        ("AU", ("000", ""), [("13 11 14", "0477 13 11 14", "")]),
        ("NZ", ("111", ""), [("1737", "1737", "")]),
        ("IN", ("112", ""), [("14416", "", "")]),
        ("FR", ("15", "112"), [("3114", "", "")]),
        ("DE", ("112", ""), [("0800 111 0111", "", "")]),
        ("NL", ("112", ""), [("113", "", "")]),
        ("ES", ("112", ""), [("024", "", ""), ("717 003 717", "", "")]),
    ],
)
def test_a_country_has_its_numbers(
    country: str, emergency: tuple[str, str], known: list[tuple[str, str, str]]
) -> None:
    number = lines.emergency_for(country)
    assert (number.number, number.also) == emergency
    assert calls(country) == known


def test_a_country_that_is_not_known_has_no_number_and_no_line() -> None:
    assert lines.lines_for("BR") == ()
    assert lines.emergency_for("BR") == Emergency(number="", also="", source="", checked_on=None)


def test_every_number_has_a_source_and_the_day_it_was_checked() -> None:
    for each in (*lines.all_lines(), *lines.all_emergencies()):
        assert each.source
        assert each.checked_on is not None


def test_every_line_can_be_reached_in_some_way_and_says_what_it_is_for() -> None:
    for line in lines.all_lines():
        assert line.call or line.text or line.chat
        assert line.what_for
        assert line.languages


def test_a_number_is_stale_after_180_days_and_not_a_day_before() -> None:
    line = replace(lines.lines_for("US")[0], checked_on=date(2026, 1, 1))
    kept, gone = date(2026, 1, 1) + timedelta(days=180), date(2026, 1, 1) + timedelta(days=181)
    assert lines.stale([line], kept) == ()
    assert lines.stale([line], gone) == (line,)


def test_a_number_nobody_ever_checked_is_stale() -> None:
    unknown = lines.emergency_for("BR")
    assert lines.stale([unknown], date(2026, 1, 1)) == (unknown,)


@pytest.mark.parametrize(
    ("language", "first", "spoken"),
    [("en", "Australia", "English, Spanish, and more"), ("es", "Alemania", None)],
)
def test_countries_and_languages_are_named_in_the_readers_language(
    language: str, first: str, spoken: str | None
) -> None:
    with translation.override(language):
        assert sorted(country.code for country in lines.countries()) == EVERYWHERE
        assert lines.countries()[0].name == first
        if spoken:
            assert lines.lines_for("US")[0].spoken == spoken
        assert lines.lines_for("ES")[0].spoken == {"en": "Spanish", "es": "español"}[language]


@pytest.mark.parametrize(
    ("country", "first_four"),
    [
        (
            "US",
            [
                Way("911 if a life is in danger", "tel:911", "phone", "danger"),
                Way("Call 988", "tel:988", "phone", "main"),
                Way("Text 988", "sms:988", "message-square"),
                Way("Chat with 988", "https://988lifeline.org/chat/"),
            ],
        ),
        (
            "GB",
            [
                Way("999 if a life is in danger", "tel:999", "phone", "danger"),
                Way("Call 116\u00a0123", "tel:116123", "phone", "main"),
                Way("Text SHOUT to 85258", "sms:85258?body=SHOUT", "message-square"),
                Way("Find another line", "https://findahelpline.com/", "search"),
            ],
        ),
        ("BR", [Way("Find another line", "https://findahelpline.com/", "search")]),
    ],
)
def test_the_most_needed_ways_come_first(country: str, first_four: list[Way]) -> None:
    found = list(ways(lines.emergency_for(country), lines.lines_for(country)))
    assert found[:4] == first_four


@pytest.mark.parametrize("country", EVERYWHERE)
def test_every_known_country_has_four_ways_to_reach_someone(country: str) -> None:
    found = list(ways(lines.emergency_for(country), lines.lines_for(country)))
    assert len({way.link for way in found[:4]}) == 4
    assert [way.kind for way in found[:4]] == ["danger", "main", "", ""]


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("988", "tel:988"),
        ("1-800-662-4357", "tel:18006624357"),
        ("0800 111 0111", "tel:08001110111"),
        ("+49 30 1234", "tel:+49301234"),
    ],
)
def test_a_number_becomes_a_link_that_dials(number: str, link: str) -> None:
    assert dial(number) == link


def test_a_line_is_a_value_that_cannot_be_changed() -> None:
    line: Line = lines.lines_for("US")[0]
    with pytest.raises(AttributeError):
        line.call = "555"  # type: ignore[misc]
