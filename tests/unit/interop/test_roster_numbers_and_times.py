"""Columns of the roster that hold numbers, places, days and times."""

from datetime import date

import pytest

from tests.unit.interop.reading_cells import read, refusal, value

# numbers


def test_a_birth_year_lies_from_1900_to_this_year():
    assert value("birth_year", "1900") == 1900
    assert value("birth_year", "2026") == 2026
    for cell in ("1899", "2027", "68", "1968.0", "-1968", "1_968", "١٩٦٨", "1e3", "x" * 50):
        shown = cell if len(cell) <= 40 else cell[:40] + "…"
        assert refusal("birth_year", cell) == f"“{shown}” is not a whole number from 1900 to 2026."


@pytest.mark.parametrize("column", ["capacity", "caseload"])
def test_places_are_whole_numbers(column):
    assert value(column, "0") == 0
    assert value(column, "12") == 12
    for cell in ("-1", "1.5", "two", "32768", "9" * 5000):
        assert refusal(column, cell).endswith("is not a whole number from 0 to 32767.")


@pytest.mark.parametrize(
    ("column", "cell", "degrees"),
    [
        ("latitude", "40.80290", 40.8029),
        ("latitude", "-90", -90.0),
        ("latitude", "40,8029", 40.8029),
        ("longitude", "+180.0", 180.0),
        ("longitude", "-.5", -0.5),
    ],
)
def test_a_place_is_given_in_decimal_degrees(column, cell, degrees):
    row = read({"latitude": "0", "longitude": "0", column: cell}).rows[0]
    assert getattr(row.answers, column) == degrees


@pytest.mark.parametrize(
    ("column", "cell", "limit"),
    [
        ("latitude", "north", 90),
        ("latitude", "90.1", 90),
        ("latitude", "nan", 90),
        ("latitude", "40°48'", 90),
        ("longitude", "-180.5", 180),
        ("longitude", "inf", 180),
        ("longitude", "1e2", 180),
        ("longitude", "1.2.3", 180),
    ],
)
def test_a_place_off_the_map_is_refused(column, cell, limit):
    reading = read({"latitude": "0", "longitude": "0", column: cell})
    assert [str(remark) for remark in (*reading.refusals, *reading.cautions)] == [
        f"2:{column}: “{cell}” is not a number from -{limit} to {limit}."
    ]


def test_half_a_place_is_a_warning():
    reading = read({"latitude": "40.8"})
    assert reading.rows[0].answers.latitude == 40.8
    assert [str(remark) for remark in (*reading.refusals, *reading.cautions)] == [
        "warning: 2:latitude: A place needs latitude and longitude. This one alone is not used."
    ]


def test_how_far_they_travel_is_a_number_of_kilometers():
    assert value("max_km", "0") == 0.0
    assert value("max_km", "12.5") == 12.5
    for cell in ("-1", "far", "1,000", "20039"):
        assert refusal("max_km", cell) == f"“{cell}” is not a number from 0 to 20038."


# times


def test_a_time_zone_is_an_iana_name():
    assert value("time_zone", " america/new_york") == "America/New_York"
    assert refusal("time_zone", "Mars/Olympus") == (
        "“Mars/Olympus” is not a time zone. Use a name such as America/New_York."
    )


def test_weekly_blocks_are_merged():
    assert value("availability", "fri 22:00-01:00; fri 22:30-23:00;mon 18:00-21:00") == (
        (1080, 1260),
        (7080, 7260),
    )


def test_a_block_that_is_no_time_is_named_alone():
    assert refusal("availability", "mon 18:00-21:00; mon 25:00-26:00") == (
        "“mon 25:00-26:00” is not a time of the week. Write mon 18:00-21:00; fri 22:00-01:00."
    )


@pytest.mark.parametrize("column", ["waiting_since", "recovery_since"])
def test_days_are_iso_dates(column):
    assert value(column, "2026-11-22") == date(2026, 11, 22)
    for cell in ("20/13/2026", "2026-02-30", "2026-W45-1", "20261105", "2026-11-05 00:00", "soon"):
        assert refusal(column, cell) == (
            f"“{cell}” is not a date. Write year, month and day: 2026-03-09."
        )


@pytest.mark.parametrize("column", ["waiting_since", "recovery_since"])
def test_a_day_to_come_is_a_warning(column):
    reading = read({column: "2026-11-23"})
    assert getattr(reading.rows[0], column) == date(2026, 11, 23)
    assert [str(remark) for remark in (*reading.refusals, *reading.cautions)] == [
        f"warning: 2:{column}: This day is still to come. Is that meant?"
    ]


@pytest.mark.parametrize("column", ["cleared", "trained", "paused"])
def test_yes_is_yes_and_nothing_else_is(column):
    assert value(column, " YES ") is True
    assert value(column, "No") is False
    assert refusal(column, "maybe") == "“maybe” is not known here. Use yes, no."
