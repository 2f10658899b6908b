"""What an agreement has to say of the limits of confidentiality, in every language."""

import pytest

from cairn.mentorship import agreements, limits
from cairn.mentorship.limits import Part
from cairn.people.models import Language

EVERY = list(Part)
SAID = {
    Part.STAYS: "What you say is confidential here.",
    Part.DANGER: "We call for help in an emergency.",
    Part.PROTECTION: "We have to report when children are abused.",
    Part.COURT: "We answer to a court order.",
}


@pytest.mark.parametrize("language", Language.values)
def test_the_words_that_cairn_brings_say_all_of_them(language: str) -> None:
    assert agreements.unsaid(agreements.defaults()[language], language) == []


def test_nothing_says_none_of_them() -> None:
    assert limits.missing([], "en") == EVERY
    assert limits.missing(["Yes."], "es") == EVERY


@pytest.mark.parametrize("part", EVERY)
def test_other_words_for_it_are_words_for_it(part: Part) -> None:
    lines = [line for each, line in SAID.items() if each != part]
    assert limits.missing(lines, "en") == [part]
    assert limits.missing([*lines, SAID[part]], "en") == []


def test_a_list_of_single_words_says_nothing() -> None:
    words = ["Private.", "Danger.", "A child.", "By court.", "private danger child court"]
    assert limits.missing(words, "en") == EVERY


def test_a_sentence_may_speak_of_several_in_as_many_words() -> None:
    said = (
        "All is private between us unless somebody is in danger, a child is hurt, "
        "or a court wants to know it."
    )
    assert limits.missing([said], "en") == []


def test_it_does_not_matter_how_letters_are_written() -> None:
    said = ["SE HACE DAN\u0303O A UN NIN\u0303O AQU\u00cd CERCA"]
    assert limits.missing(said, "es") == [Part.STAYS, Part.DANGER, Part.COURT]


def test_what_stands_under_another_heading_is_not_said_first() -> None:
    body = "# First\nWe walk together here now.\n# Then\n" + "\n".join(SAID.values())
    assert len(agreements.unsaid(body, "en")) == len(EVERY)
