"""Written and read again; never a formula on the way out; fast enough."""

import csv
import io
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.interop import roster
from cairn.interop.roster.text import guard, tidy, unguard
from cairn.people import availability
from cairn.people.answers import (
    GENDERS,
    MEETS,
    PATHWAYS,
    PRIORITIES,
    SPIRITUALITIES,
    SUBSTANCES,
    WANTED_GENDERS,
    Answers,
)

ON = date(2026, 11, 22)


def read(text):
    return roster.read_roster(text.encode(), on=ON, default_zone="America/Chicago")


def several(values, most=4):
    return st.lists(values, max_size=most, unique=True).map(tuple)


_FORMULAS = st.sampled_from(["=1+1", "+1", "-1", "@SUM(A1)", "'=x", "''-x", "'tis", "＝1", "x"])
_TEXT = (st.text(max_size=20) | _FORMULAS).map(tidy)
_SHOWN = _TEXT.map(lambda text: tidy(f"{text}w"))
_OPEN = _TEXT.map(lambda text: tidy(text.replace(";", "").lower())).filter(bool)
_BLOCKS = st.lists(
    st.tuples(st.integers(0, 10079), st.integers(1, 2000)).map(lambda b: (b[0], b[0] + b[1])),
    max_size=4,
).map(lambda blocks: availability.merge(tuple(blocks)))
_DAYS = st.none() | st.dates(date(1950, 1, 1), ON)

_ANSWERS = st.builds(
    Answers,
    languages=st.lists(
        st.sampled_from(["en", "es-MX", "zh-Hant", "ase"]), min_size=1, unique=True
    ).map(tuple),
    gender=st.sampled_from(GENDERS),
    wants_gender=st.sampled_from(WANTED_GENDERS),
    birth_year=st.none() | st.integers(1900, 2026),
    time_zone=st.sampled_from(["America/Phoenix", "Europe/Berlin"]),
    availability=_BLOCKS,
    meets=st.sampled_from(MEETS),
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
    max_km=st.floats(0, 1000),
    pathways=several(st.sampled_from(PATHWAYS)),
    spirituality=st.sampled_from(SPIRITUALITIES),
    substances=several(st.sampled_from(SUBSTANCES)),
    life=several(_OPEN.map(lambda text: text.replace(" ", "_"))),
    interests=several(_OPEN),
    dislikes=several(_OPEN),
    occupation_field=_OPEN,
    career_field=_OPEN,
    top_three=several(st.sampled_from(PRIORITIES), most=3),
)

_ROWS = st.lists(
    st.builds(
        roster.RosterRow,
        line=st.just(0),
        ref=_SHOWN,
        roles=st.sampled_from([("mentee",), ("mentor",), ("mentee", "mentor")]),
        display_name=_SHOWN,
        email=st.just(""),
        answers=_ANSWERS,
        waiting_since=_DAYS,
        recovery_since=_DAYS,
        capacity=st.integers(0, 50),
        caseload=st.integers(0, 50),
        cleared=st.booleans(),
        trained=st.booleans(),
        paused=st.booleans(),
        never=several(st.sampled_from(["-R1", "R2", "=R3"])),
        household=_TEXT,
    ),
    max_size=3,
    unique_by=lambda row: row.ref,
)


@given(_ROWS)
def test_a_roster_written_is_read_back_the_same(rows):
    reading = read(roster.write_roster(rows))
    assert [str(refusal) for refusal in reading.refusals] == []
    assert list(reading.rows) == rows


@given(_ROWS)
def test_no_cell_written_and_no_item_of_a_list_starts_as_a_formula_does(rows):
    written = csv.reader(io.StringIO(roster.write_roster(rows), newline=""))
    cells = [item for row in written for cell in row for item in cell.split(";")]
    starts = [cell for cell in cells if re.match(r"\s*[=+\-@\t\r＝＋－＠]", cell)]
    assert [cell for cell in starts if not re.fullmatch(r"-[0-9.]+", cell)] == []


@given(st.text())
def test_guarded_text_comes_back_as_it_was(text):
    assert unguard(guard(text)) == text


@pytest.mark.parametrize("sign", list("=+-@\t\r＝＋－＠"))
def test_text_that_starts_as_a_formula_does_is_written_with_an_apostrophe(sign):
    assert guard(f"{sign}1+1") == f"'{sign}1+1"


def test_a_row_is_written_as_the_roster_says():
    row = roster.RosterRow(
        line=2,
        ref="R1",
        roles=("mentee", "mentor"),
        display_name='=HYPERLINK("x")',
        answers=Answers(
            languages=("ase", "en"),
            availability=((1080, 1260), (7080, 7260)),
            longitude=-74.2,
            interests=("chess", "+films"),
        ),
        recovery_since=date(2020, 1, 2),
        cleared=True,
    )
    written = next(csv.DictReader(io.StringIO(roster.write_roster([row]), newline="")))
    assert {column: cell for column, cell in written.items() if cell} == {
        "ref": "R1",
        "role": "mentee;mentor",
        "display_name": '\'=HYPERLINK("x")',
        "languages": "ase;en",
        "gender": "undisclosed",
        "wants_gender": "any",
        "time_zone": "UTC",
        "availability": "mon 18:00-21:00; fri 22:00-01:00",
        "meets": "both",
        "longitude": "-74.2",
        "max_km": "40",
        "spirituality": "undisclosed",
        "interests": "chess;'+films",
        "recovery_since": "2020-01-02",
        "capacity": "1",
        "caseload": "0",
        "cleared": "yes",
        "trained": "no",
        "paused": "no",
    }


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_whatever_make_reading_fail(data):
    header = b"ref,role,display_name,languages,availability,birth_year,never\n"
    for file in (data, header + data):
        reading = roster.read_roster(file, on=ON, default_zone="UTC")
        assert isinstance(reading, roster.Reading)


def test_five_thousand_rows_come_back_as_they_went():
    answers = Answers(
        languages=("en", "es"),
        birth_year=1980,
        time_zone="America/New_York",
        availability=((1080, 1260), (2520, 2700), (7080, 7260)),
        latitude=40.8,
        longitude=-74.1,
        pathways=("smart", "secular"),
        substances=("alcohol",),
        interests=("chess", "films", "gym"),
    )
    rows = [
        roster.RosterRow(
            line=0, ref=f"E{number}", roles=("mentee",), display_name="Zoë Fern",
            email=f"e{number}@example.org", answers=answers, waiting_since=ON,
        )
        for number in range(5000)
    ]  # fmt: skip
    reading = read(roster.write_roster(rows))
    assert [row.ref for row in reading.rows] == [row.ref for row in rows]
