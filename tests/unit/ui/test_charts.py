import pytest
from django.template.loader import render_to_string
from django.utils import translation

from cairn.ui.charts import Band, Bar, LineChart, Series, bars, line_chart


def a_chart(*series, days=3, **rest):
    return LineChart(
        key="c",
        finding="Fridays are the hard ones.",
        sentence="Mood was good on 2 of 3 days.",
        days=[f"day {number}" for number in range(1, days + 1)],
        series=series,
        low="low",
        high="high",
        **rest,
    )


def drawn(chart, draw="narrow"):
    return next(one for one in line_chart(chart)["drawings"] if one["draw"] == draw)


def test_a_line_chart_is_drawn_for_a_phone_and_for_a_desk():
    drawings = line_chart(a_chart(Series("Mood", [1, 3, 5])))["drawings"]
    assert [(one["draw"], one["width"]) for one in drawings] == [("narrow", "334"), ("wide", "740")]


def test_the_least_stands_on_the_floor_and_the_most_at_the_ceiling():
    drawing = drawn(a_chart(Series("Mood", [1, 3, 5])))
    assert drawing["lines"][0]["path"] == "M46 178L187 110L328 42"
    assert drawing["grid"] == ["42", "110", "178"]


def test_a_day_without_an_answer_breaks_the_line():
    drawing = drawn(a_chart(Series("Mood", [1, None, 5])))
    assert drawing["lines"][0]["path"] == "M46 178M328 42"


def test_a_day_between_days_without_an_answer_is_a_dot():
    drawing = drawn(a_chart(Series("Mood", [1, None, 5])))
    assert drawing["lines"][0]["dots"] == [{"x": "46", "y": "178"}, {"x": "328", "y": "42"}]


def test_days_without_an_answer_are_crossed_by_dots_and_named_so():
    chart = line_chart(a_chart(Series("Mood", [1, None, 5])))
    assert chart["drawings"][0]["lines"][0]["bridges"] == "M46 178L328 42"
    assert "Dotted: days without an answer." in render_to_string(
        "ui/line_chart.html", {"chart": chart, "heading": "h2"}
    )


def test_a_chart_without_gaps_speaks_of_none():
    chart = line_chart(a_chart(Series("Mood", [1, 3, 5])))
    assert chart["drawings"][0]["lines"][0]["bridges"] == ""
    assert "Dotted" not in render_to_string("ui/line_chart.html", {"chart": chart, "heading": "h2"})


def test_strong_values_are_marked_by_a_shape():
    drawing = drawn(a_chart(Series("Craving", [1, 4, 5], peak=4)))
    assert drawing["lines"][0]["peaks"] == [
        {"x": "183.5", "y": "72.5"},
        {"x": "324.5", "y": "38.5"},
    ]


def test_a_single_day_is_a_dot():
    drawing = drawn(a_chart(Series("Mood", [4]), days=1))
    assert drawing["lines"][0]["dots"] == [{"x": "46", "y": "76"}]


def test_names_at_the_ends_of_two_lines_never_cover_each_other():
    drawing = drawn(a_chart(Series("Mood", [1, 1, 4]), Series("Craving", [5, 5, 4])), "wide")
    assert [(end["label"], end["y"]) for end in drawing["ends"]] == [
        ("Mood", "80"),
        ("Craving", "95"),
    ]


def test_a_hard_day_is_a_band_around_its_place():
    drawing = drawn(a_chart(Series("Mood", [1, 3, 5]), bands=[Band(1, "payday")]))
    assert drawing["bands"] == [{"x": "182", "width": "10", "middle": "187", "name": "payday"}]


def test_the_table_says_the_same_as_the_picture():
    rows = line_chart(a_chart(Series("Mood", [1, None, 5]), Series("Craving", [2, 2, 1])))["rows"]
    assert [(row["label"], row["values"]) for row in rows] == [
        ("day 1", ["1", "2"]),
        ("day 2", ["–", "2"]),
        ("day 3", ["5", "1"]),
    ]


def test_a_chart_without_any_answer_still_comes_out():
    chart = line_chart(a_chart(Series("Mood", [None, None, None])))
    assert chart["drawings"][1]["ends"] == []
    assert chart["drawings"][1]["lines"][0]["path"] == ""


def test_bars_above_the_aim_are_late_and_the_longest_leaves_room_for_its_figure():
    picture = bars(
        [Bar("Fern", 17, "17", "waits 17 days"), Bar("Clover", 7, "7", "waits 7 days")],
        aim=7,
        aim_words="7 days",
    )
    assert [(row["length"], row["late"]) for row in picture["rows"]] == [
        ("82", True),
        ("33.8", False),
    ]
    assert picture["aim_at"] == "33.8"


def test_bars_without_an_aim_are_never_late():
    picture = bars([Bar("Fern", 17, "17", "waits 17 days")])
    assert [row["late"] for row in picture["rows"]] == [False]
    assert "<line" not in render_to_string("ui/bars.html", {"bars": picture})


def test_no_bar_vanishes_and_no_row_is_no_error():
    assert bars([Bar("Fern", 0, "0", "waits 0 days")])["rows"][0]["length"] == "5"
    assert bars([])["rows"] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_places_are_written_the_same_in_every_language(language):
    with translation.override(language):
        context = {"chart": line_chart(a_chart(Series("Mood", [1, 4, 2.5]))), "heading": "h2"}
        assert "M46 178L187 76L328 127" in render_to_string("ui/line_chart.html", context)
