"""The contrast table: each pair that meets on a page, as measured by day and by night."""

import pytest

from tests.unit.ui.oklch import CSS, contrast, linear_rgb, opaque_tokens

DAY = opaque_tokens((CSS / "tokens" / "1-raw-light.css").read_text())
NIGHT = opaque_tokens((CSS / "tokens" / "2-raw-dark.css").read_text())

TEXT = [
    ("ink", "paper", 14.7, 15.2),
    ("ink", "surface", 15.6, 13.8),
    ("ink", "sunk", 13.5, 15.9),
    ("ink", "moss-soft", 13.0, 11.1),
    ("ink", "dawn-soft", 13.4, 11.4),
    ("ink", "danger-soft", 13.4, 11.8),
    ("ink", "sky-1", 13.7, 14.2),
    ("ink", "sky-2", 12.2, 11.4),
    ("ink", "hill", 10.4, 13.0),
    ("ink-2", "paper", 7.1, 8.5),
    ("ink-2", "surface", 7.5, 7.8),
    ("ink-2", "sunk", 6.5, 9.0),
    ("ink-2", "moss-soft", 6.2, 6.2),
    ("ink-2", "dawn-soft", 6.5, 6.4),
    ("ink-2", "danger-soft", 6.4, 6.6),
    ("ink-2", "sky-1", 6.6, 8.0),
    ("ink-2", "sky-2", 5.9, 6.4),
    ("moss", "paper", 7.1, 8.1),
    ("moss", "surface", 7.5, 7.4),
    ("moss", "sunk", 6.5, 8.5),
    ("moss", "moss-soft", 6.3, 5.9),
    ("dawn-ink", "paper", 6.2, 10.6),
    ("dawn-ink", "surface", 6.6, 9.7),
    ("dawn-ink", "sunk", 5.7, 11.2),
    ("dawn-ink", "dawn-soft", 5.7, 8.0),
    ("danger", "paper", 6.4, 7.3),
    ("danger", "surface", 6.7, 6.7),
    ("danger", "danger-soft", 5.8, 5.7),
    ("on-moss", "moss-fill", 7.3, 5.2),
    ("on-moss", "moss-press", 9.7, 6.4),
    ("on-dawn", "dawn", 7.8, 8.8),
    ("on-dawn", "dawn-press", 6.3, 10.9),
    ("on-danger", "danger-fill", 6.5, 5.3),
    ("on-danger", "danger-press", 8.5, 6.5),
]
CONTROLS = [
    ("edge", "paper", 3.5, 3.9),
    ("edge", "surface", 3.7, 3.6),
    ("edge", "sunk", 3.2, 4.1),
    ("focus", "paper", 6.1, 9.6),
    ("focus", "surface", 6.5, 8.7),
    ("focus", "sunk", 5.6, 10.0),
    ("focus", "moss-soft", 5.4, 7.0),
    ("focus", "dawn-soft", 5.6, 7.2),
    ("focus", "sky-1", 5.7, 8.9),
    ("moss", "paper", 7.1, 8.1),
    ("moss", "surface", 7.5, 7.4),
    ("moss", "sunk", 6.5, 8.5),
    ("moss", "moss-soft", 6.3, 5.9),
    ("danger", "surface", 6.7, 6.7),
    ("danger", "paper", 6.4, 7.3),
    ("moss-fill", "paper", 7.1, 3.5),
    ("moss-fill", "surface", 7.5, 3.2),
    ("danger-fill", "paper", 6.4, 3.4),
    ("danger-fill", "surface", 6.7, 3.1),
    ("dawn-ink", "paper", 6.2, 10.6),
]


@pytest.mark.parametrize(("word", "ground", "by_day", "by_night"), TEXT)
def test_words_are_as_clear_on_their_ground_as_the_table_says(word, ground, by_day, by_night):
    day = contrast(DAY[word], DAY[ground])
    night = contrast(NIGHT[word], NIGHT[ground])
    assert (day, night) == (pytest.approx(by_day, abs=0.051), pytest.approx(by_night, abs=0.051))
    assert min(day, night) >= 4.5


@pytest.mark.parametrize(("mark", "ground", "by_day", "by_night"), CONTROLS)
def test_controls_stand_out_from_their_ground_as_the_table_says(mark, ground, by_day, by_night):
    day = contrast(DAY[mark], DAY[ground])
    night = contrast(NIGHT[mark], NIGHT[ground])
    assert (day, night) == (pytest.approx(by_day, abs=0.051), pytest.approx(by_night, abs=0.051))
    assert min(day, night) >= 3


@pytest.mark.parametrize("tokens", [DAY, NIGHT], ids=["day", "night"])
def test_every_color_lies_inside_srgb(tokens):
    outside = {
        name: linear_rgb(color)
        for name, color in tokens.items()
        if not all(-0.0005 <= part <= 1.0005 for part in linear_rgb(color))
    }
    assert outside == {}


def test_the_night_has_the_same_colors_as_the_day():
    assert list(NIGHT) == list(DAY)
    assert len(DAY) == 38


def test_pale_dawn_is_too_weak_to_carry_meaning_alone():
    assert contrast(DAY["dawn"], DAY["paper"]) < 3
