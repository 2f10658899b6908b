"""Names stand by themselves: in a sentence, and as the letter on a person's stone."""

import pytest

from cairn.ui.sentences import naming
from cairn.ui.templatetags.ui import stone

TURNED = "\u202eZoë"


def test_a_name_in_a_sentence_is_isolated_and_escaped() -> None:
    said = naming("Read it with %(who)s & sign.", who=f"<b>{TURNED}")
    assert said == f"Read it with <bdi>&lt;b&gt;{TURNED}</bdi> &amp; sign."


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        (TURNED, "Z"),
        ("\u2067 é", "É"),
        ("\U0001f469\u200d\U0001f33e", "\U0001f469"),
        ("\u202e", ""),
    ],
)
def test_a_stone_shows_the_first_sign_that_can_be_seen(name: str, letter: str) -> None:
    assert f">{letter}</span>" in stone(name)
