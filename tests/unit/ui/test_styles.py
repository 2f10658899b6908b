import re

import pytest

from cairn.ui import bundles
from tests.unit.ui.oklch import CSS

PACKAGE = CSS.parents[3]
OWN = sorted(CSS.rglob("*.css"))
OUTSIDE_TOKENS = [file for file in OWN if file.parent.name != "tokens"]
RAW = (CSS / "tokens" / "1-raw-light.css").read_text()
COLOR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color-mix|color)\(|"
    r":[^;{]*\b(?:white|black|red|green|blue|gray|grey|orange|brown)\b",
    re.IGNORECASE,
)
DRAWINGS = {"drawn", "swatch"}


def by_name(files):
    return pytest.mark.parametrize("file", files, ids=lambda file: file.stem)


@by_name(OWN)
def test_a_stylesheet_is_short_enough_to_read_at_once(file):
    assert len(file.read_text().splitlines()) < 120


@by_name(OWN)
def test_a_stylesheet_says_what_it_is_for_and_stands_in_the_layer_of_its_folder(file):
    lines = file.read_text().splitlines()
    assert lines[0].startswith("/* ")
    assert re.findall(r"@layer (\w+)", file.read_text()) == [file.parent.name]


@by_name(OUTSIDE_TOKENS)
def test_no_color_is_written_outside_the_tokens(file):
    assert COLOR.findall(file.read_text()) == []


@by_name([file for file in OWN if file.parent.name == "components"])
def test_a_component_takes_colors_by_their_meaning(file):
    raw = set(re.findall(r"--([\w-]+):", RAW))
    used = set(re.findall(r"var\(--([\w-]+)", file.read_text()))
    unraw = {"shade", "gap", "vein", "gleam", "veil"}
    assert file.stem in DRAWINGS or (used & raw) - unraw == set()


@by_name(OUTSIDE_TOKENS)
def test_a_stylesheet_follows_the_direction_of_writing(file):
    physical = r"\b(?:margin|padding|border)-(?:left|right|top|bottom)\b|\b(?:left|right):|text-align: (?:left|right)"
    assert re.findall(physical, file.read_text()) == []


def test_every_token_that_is_used_is_defined():
    sheet = bundles.stylesheet()
    defined = set(re.findall(r"(--[\w-]+):", sheet))
    assert set(re.findall(r"var\((--[\w-]+)", sheet)) - defined == set()


def test_the_night_by_device_and_the_night_by_choice_are_the_same():
    dark = (CSS / "tokens" / "2-raw-dark.css").read_text()
    by_device, by_choice = dark.split(':root[data-theme="dark"]')
    assert re.findall(r"--[\w-]+: .*;", by_device) == re.findall(r"--[\w-]+: .*;", by_choice)


def test_every_animation_stops_for_who_wants_less_motion():
    moving = [file.stem for file in OUTSIDE_TOKENS if "animation:" in file.read_text()]
    assert moving == ["motion", "breath", "surf"]
    for name in ("breath", "surf"):
        sheet = (CSS / f"components/{name}.css").read_text()
        assert "prefers-reduced-motion: no-preference" in sheet


def test_every_class_of_a_page_is_drawn():
    """A name that no stylesheet knows leaves what bears it as if nobody had drawn it."""
    drawn = set(re.findall(r"\.([a-z][\w-]*)", bundles.stylesheet()))
    assert {name: file for name, file in classes_of_pages() if name not in drawn} == {}


def classes_of_pages():
    for file in sorted(PACKAGE.rglob("templates/**/*.html")):
        plain = re.sub(r"\{[{%#].*?[}%#]\}", " ", file.read_text(), flags=re.DOTALL)
        for names in re.findall(r'class="([^"]*)"', plain):
            yield from ((name, file.name) for name in names.split())
