import dataclasses
import gzip
import hashlib
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.stones import drawing as drawings
from cairn.stones.drawing import (
    PlacedStone,
    StoneKind,
    description_for,
    draw,
    extend,
    place_stones,
    title_for,
)
from cairn.stones.models import Stone
from tests import promises

SEEDS = st.text(max_size=12)
KINDS = st.lists(st.sampled_from(StoneKind), max_size=60)
OFTEN = ["milestone", "return", "help", "help", "step", "step", "commitment", "meeting", "meeting"]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def kinds(count: int) -> list[StoneKind]:
    """A life's worth of stones, the same every time."""
    chance = random.Random(count)  # noqa: S311 - test data
    return [StoneKind(chance.choice(OFTEN)) for _ in range(count)]


def render(placed: tuple[PlacedStone, ...]) -> str:
    drawing = draw(placed, title="Your cairn", description="The newest: <b>ten</b> & more.")
    return render_to_string("stones/cairn.html", {"drawing": drawing}).strip()


def drawn_middles(svg: str) -> list[tuple[float, float]]:
    """The middle of each stone as it is drawn, x to the right and y upwards, in drawn units."""
    middles = []
    for course in ET.fromstring(svg).findall("g"):  # noqa: S314 - our own
        up = int(re.findall(r"-?\d+", course.attrib["transform"])[1])
        for stone in course.findall("use"):
            numbers = re.findall(r"-?\d*\.?\d+", stone.attrib["transform"])
            _, _, c, d, x, y = map(float, numbers)
            middles.append((x + 50 * c, -(up + y + 50 * d)))
    return middles


@given(SEEDS, KINDS, st.data())
@settings(max_examples=promises.many(15, 150), deadline=None)
def test_no_stone_ever_moves_or_goes_as_the_cairn_grows(
    seed: str, laid: list[StoneKind], data: st.DataObject
) -> None:
    before = data.draw(st.integers(0, len(laid)))
    assert place_stones(seed, laid[:before]) == place_stones(seed, laid)[:before]


@given(SEEDS, KINDS, st.sampled_from(StoneKind))
@settings(max_examples=promises.many(15, 150), deadline=None)
def test_one_stone_more_is_the_same_as_building_the_cairn_anew(
    seed: str, laid: list[StoneKind], kind: StoneKind
) -> None:
    placed = place_stones(seed, laid)
    assert extend(placed, seed, kind) == place_stones(seed, [*laid, kind])


@given(SEEDS, KINDS)
@settings(max_examples=promises.many(8, 80), deadline=None)
def test_equal_seeds_give_equal_drawings(seed: str, laid: list[StoneKind]) -> None:
    assert render(place_stones(seed, laid)) == render(place_stones(seed, laid))


def test_two_people_with_the_same_things_done_have_cairns_of_their_own() -> None:
    assert place_stones("rowan", kinds(7)) != place_stones("maple", kinds(7))


def test_a_cairn_is_the_same_on_every_machine() -> None:
    placed = json.dumps([dataclasses.astuple(s) for s in place_stones("rowan", kinds(300))])
    assert hashlib.sha256(placed.encode()).hexdigest() == (
        "eb83ac14ba754218ebc79362b1c4e0c51e51c0600dc3f3691598df84e71ab057"
    )


def test_a_placed_stone_survives_being_kept_as_json() -> None:
    placed = place_stones("rowan", kinds(40))
    kept = json.dumps([dataclasses.asdict(stone) for stone in placed])
    assert tuple(PlacedStone(**stone) for stone in json.loads(kept)) == placed


@pytest.mark.parametrize(("count", "unit"), [(1, 1), (120, 1), (121, 2), (400, 2), (401, 4)])
def test_every_stone_is_drawn_where_it_lies(count: int, unit: int) -> None:
    placed = place_stones("rowan", kinds(count))
    lying = placed if count <= 120 else sorted(placed, key=lambda stone: (stone.row, stone.x))
    drawn = drawn_middles(render(placed))
    off = [
        max(abs(x * unit - stone.x), abs(y * unit - stone.y))
        for (x, y), stone in zip(drawn, lying, strict=True)
    ]
    assert max(off) <= 2 * unit


@pytest.mark.parametrize("count", [0, 1, 10, 40, 100, 120, 300, 1000])
@pytest.mark.parametrize("seed", ["rowan", "018f2c"])
def test_a_cairn_weighs_at_most_twelve_kilobytes_compressed(seed: str, count: int) -> None:
    svg = render(place_stones(seed, kinds(count)))
    assert len(gzip.compress(svg.encode(), compresslevel=6)) <= 12_000


@pytest.mark.parametrize("count", [0, 1, 40, 300])
def test_a_cairn_is_valid_xml_with_its_words_and_without_inline_style(count: int) -> None:
    svg = render(place_stones("rowan", kinds(count)))
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert root.attrib["role"] == "img"
    assert root.findtext("title") == "Your cairn"
    assert root.findtext("desc") == "The newest: <b>ten</b> & more."
    assert [e for e in root.iter() if "style" in e.attrib or "fill" in e.attrib] == []
    assert len(root.findall("g/use")) == count


@pytest.mark.parametrize("count", [1, 7, 121, 1000])
def test_all_coordinates_of_outlines_and_gap_are_whole_numbers(count: int) -> None:
    drawing = draw(place_stones("rowan", kinds(count)), title="", description="")
    assert [o.path for o in drawing.outlines if "." in o.path] == []
    assert "." not in drawing.gap


def test_the_cairn_rests_inside_its_view_box() -> None:
    for count in (1, 7, 40, 300, 1000):
        drawing = draw(place_stones("rowan", kinds(count)), title="", description="")
        left, top, width, height = map(int, drawing.view_box.split())
        svg = render(place_stones("rowan", kinds(count)))
        xs, ys = zip(*drawn_middles(svg), strict=True)
        assert left < min(xs) <= max(xs) < left + width
        assert top < -max(ys) <= -min(ys) < top + height


def test_one_stone_stays_small_in_its_place() -> None:
    drawing = draw(place_stones("rowan", ["milestone"]), title="", description="")
    assert drawing.view_box.split()[2] == "330"


def test_before_the_first_stone_its_place_is_shown() -> None:
    root = ET.fromstring(render(()))  # noqa: S314 - our own
    shapes = [e.attrib["class"] for e in root.iter() if e.tag in {"path", "ellipse"}]
    assert shapes == ["shade", "waiting"]


def test_the_ground_carries_the_rest_with_six_hundredths_of_overhang_at_most() -> None:
    placed = place_stones("rowan", kinds(300))
    rows = {row: [s for s in placed if s.row == row] for row in {s.row for s in placed}}
    for stone in placed:
        if stone.row:
            below = [s for s in rows[stone.row - 1] if placed.index(s) < placed.index(stone)]
            left = min(s.x - s.width // 2 for s in below)
            right = max(s.x + s.width // 2 for s in below)
            slack = stone.width * 6 // 100 + 3
            assert left - slack <= stone.x - stone.width // 2
            assert stone.x + stone.width // 2 <= right + slack


def test_nearly_every_stone_above_the_ground_lies_on_two() -> None:
    placed = place_stones("rowan", kinds(300))
    above = [stone for stone in placed if stone.row]
    on_two = [
        stone
        for stone in above
        if sum(
            s.row == stone.row - 1 and abs(s.x - stone.x) < (s.width + stone.width) // 2
            for s in placed
        )
        >= 2
    ]
    assert len(on_two) / len(above) > 0.9


@pytest.mark.parametrize(
    ("count", "least", "most"), [(40, 1.4, 2.6), (300, 1.2, 2), (1000, 1.1, 1.8)]
)
def test_a_cairn_has_the_same_calm_form_at_every_size(
    count: int, least: float, most: float
) -> None:
    for seed in ("rowan", "maple", "ash"):
        placed = place_stones(seed, kinds(count))
        width = max(s.x for s in placed) - min(s.x for s in placed) + 100
        height = max(s.y for s in placed) + 25
        assert least < width / height < most


def test_no_stone_is_steeper_than_seven_degrees() -> None:
    assert max(abs(stone.tilt) for stone in place_stones("rowan", kinds(300))) <= 70


@pytest.mark.parametrize(
    ("kind", "colors"),
    [
        ("milestone", {"std1", "std2"}),
        ("return", {"std1", "std2"}),
        ("help", {"stm1", "stm2"}),
        ("step", {"st0", "st1", "st2", "st3", "st4", "st5"}),
        ("commitment", {"st0", "st1", "st2", "st3", "st4", "st5"}),
        ("meeting", {"st0", "st1", "st2", "st3", "st4", "st5"}),
    ],
)
def test_a_color_tells_what_a_stone_was_laid_for(kind: str, colors: set[str]) -> None:
    assert {stone.color for stone in place_stones("rowan", [kind] * 60)} == colors


def test_every_class_in_a_drawing_has_its_color_in_the_style_sheet() -> None:
    css = (Path(drawings.__file__).parents[1] / "static/stones/css/cairn.css").read_text()
    svg = render(place_stones("rowan", kinds(300))) + render(())
    assert set(re.findall(r'class="([\w-]+)"', svg)) == set(
        re.findall(r"^  \.([\w-]+) {", css, re.MULTILINE)
    )


def test_each_kind_of_the_table_can_be_drawn() -> None:
    assert set(StoneKind) == set(Stone.Kind.values)


def test_no_outline_comes_twice_before_all_have_come() -> None:
    placed = place_stones("rowan", kinds(48))
    assert {s.outline for s in placed[:24]} == {s.outline for s in placed[24:]} == set(range(24))


@pytest.mark.parametrize(
    ("count", "title"),
    [
        (0, "Your cairn: no stones yet."),
        (1, "Your cairn: 1 stone."),
        (38, "Your cairn: 38 stones."),
    ],
)
def test_the_title_says_how_many_stones_there_are(count: int, title: str) -> None:
    assert title_for(count) == title


@pytest.mark.parametrize(
    ("newest", "description"),
    [
        ("", "The first stone will lie here."),
        ("back at the Tuesday group", "The newest: back at the Tuesday group."),
        ("30 days.", "The newest: 30 days."),
    ],
)
def test_the_description_says_what_the_newest_was_laid_for(newest: str, description: str) -> None:
    assert description_for(newest) == description
