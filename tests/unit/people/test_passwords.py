"""Long passwords that strangers try first are refused; words that only belong to one are not."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from cairn.people.passwords import NotGuessedFirst, is_guessed_first
from tests.cast import PASSWORD

KNOWN = NotGuessedFirst().passwords


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "password12345678",
        "P@ssw0rd!2345678",
        "iloveyou iloveyou",
        "iloveyou!!!!!!!!!!",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabca",
        "qwertyuiopasdfghjkl",
        "1qaz2wsx3edc4rfv5tgb",
        "123456789012345",
        "2026-11-25 2026-11",
        "abcdefghijklmnop",
        "poiuytrewqlkjhgfdsa",
        "RecoveryRecovery1",
        "cairn-mentor-2026",
        "sobriety 12345678",
        "dragonsunshine99",
        "princess_football_1",
    ],
)
def test_what_is_known_and_only_made_longer_is_refused(password: str):
    assert len(password) >= 15
    assert is_guessed_first(password, KNOWN)


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "a road of nine flat stones",
        "another twelve words or so",
        "gutter pigeon tram bakery",
        "mi abuela vende naranjas",
        "kettle-7-lantern-oak-rain",
        "ñandú corre hacia el río",
        "xk3vq0z-tr9wmu2hb",
    ],
)
def test_words_that_do_not_belong_together_are_taken(password: str):
    assert not is_guessed_first(password, KNOWN)


def test_every_long_one_of_the_list_is_refused_however_it_is_written():
    long = [known for known in KNOWN if len(known) >= 15]
    assert long
    assert [each for each in long if not is_guessed_first(f" {each.upper()} ", KNOWN)] == []


def test_every_known_one_filled_up_with_a_year_and_signs_is_refused():
    short = sorted(known for known in KNOWN if known.isalpha() and len(known) >= 8)[::20]
    assert [each for each in short if not is_guessed_first(f"{each}2026!!!!!", KNOWN)] == []


def test_the_reason_says_what_to_do_instead():
    with pytest.raises(ValidationError) as refused:
        validate_password("password12345678")
    [reason] = refused.value.messages
    assert "first that strangers try. Put a few words together" in reason
