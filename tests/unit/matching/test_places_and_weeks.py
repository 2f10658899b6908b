"""Distance and shared time, against other ways to work them out."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cairn.matching.engine import places, weeks
from tests.unit.matching.people import ANSWERS, mentee, mentor

DEGREES = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def haversine(one, other):
    (lat1, lon1), (lat2, lon2) = (map(math.radians, each) for each in (one, other))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(half)))


def at(spot):
    return places.place(mentee(latitude=spot[0], longitude=spot[1]))


@settings(deadline=None)
@given(st.floats(-math.pi, math.pi))
def test_sine_and_cosine_are_those_of_the_library_to_twelve_places(angle):
    sine, cosine = places.sine_and_cosine(angle)
    assert (sine, cosine) == pytest.approx((math.sin(angle), math.cos(angle)), abs=1e-12)


def furthest_off(km):
    """How far rounding both places to whole units can move a distance, in kilometers.

    The straight line moves by the root of three units at most. The arc moves by that over the
    cosine of half its angle; at the other end of the world, where that has no bound, by 3 km.
    """
    moved = math.sqrt(3) / places.UNITS * places.RADIUS_KM
    cosine = math.cos(km / (2 * places.RADIUS_KM))
    return min(3.0, moved / cosine) if cosine > 0 else 3.0


@settings(deadline=None)
@given(DEGREES, DEGREES)
@example((79.0, 0.0), (-88.0, 0.0))
@example((10.0, 20.0), (-10.0, -160.0))
@example((48.2, 16.4), (48.2, 16.5))
def test_distance_is_the_great_circle_as_near_as_whole_units_allow(one, other):
    found = places.kilometers(places.line_squared(at(one), at(other)))
    expected = haversine(one, other)
    assert found == pytest.approx(expected, abs=furthest_off(max(found, expected)) + 1e-9)


@settings(deadline=None)
@given(st.floats(0.01, 15_000))
def test_a_line_belongs_to_its_kilometers(km):
    line = places.line_of(km)
    assert places.kilometers(line * line) == pytest.approx(km, abs=0.001)


def test_half_the_sphere_is_as_far_as_it_gets():
    assert places.line_of(25_000) == places.line_of(20_037) == pytest.approx(2 * places.UNITS)


@pytest.mark.parametrize("year", range(2020, 2031))
def test_the_named_weeks_begin_on_second_mondays(year):
    for day, month in zip(weeks.named_mondays(year), (1, 7), strict=True):
        assert (day.weekday(), day.month, day.year) == (0, month, year)
        assert 8 <= day.day <= 14


def minutes_of(person, monday):
    """Minutes of UTC, on the circle, one by one."""
    offset = datetime(monday.year, monday.month, monday.day, 12, tzinfo=ZoneInfo("UTC"))
    ahead = offset.astimezone(ZoneInfo(person.time_zone)).utcoffset() // timedelta(minutes=1)
    return {
        (minute - ahead) % 10080
        for start, end in person.availability
        for minute in range(start, end)
    }


@settings(max_examples=60, deadline=None)
@given(ANSWERS["availability"], ANSWERS["availability"], ANSWERS["time_zone"], ANSWERS["time_zone"])
def test_shared_time_is_what_counting_minutes_gives_in_the_worse_week(mine, theirs, here, there):
    one, other = (
        mentee(availability=mine, time_zone=here),
        mentor(availability=theirs, time_zone=there),
    )
    found = weeks.shared_minutes(one, other, 2026)
    counted = [
        len(minutes_of(one, day) & minutes_of(other, day))
        for day in (date(2026, 1, 12), date(2026, 7, 13))
    ]
    assert found == (min(counted) if mine and theirs else None)
