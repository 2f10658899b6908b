"""The sample rosters, where CAIRN_SAMPLES names the folder that holds them."""

import os
from datetime import date
from pathlib import Path

import pytest

from cairn.interop import roster

ON = date(2026, 11, 22)
SAMPLES = os.environ.get("CAIRN_SAMPLES")

pytestmark = pytest.mark.skipif(not SAMPLES, reason="CAIRN_SAMPLES names no folder")


def read(name):
    data = (Path(SAMPLES or "") / "rosters" / name).read_bytes()
    return roster.read_roster(data, on=ON, default_zone="America/New_York")


@pytest.mark.parametrize(
    ("name", "mentees", "mentors"), [("small.csv", 60, 25), ("medium.csv", 400, 140)]
)
def test_a_clean_sample_is_read_without_a_word(name, mentees, mentors):
    reading = read(name)
    assert (reading.refusals, reading.cautions) == ((), ())
    assert reading.columns == roster.COLUMNS
    roles = [row.roles for row in reading.rows]
    assert (roles.count(("mentee",)), roles.count(("mentor",))) == (mentees, mentors)
    assert len(reading.rows) == mentees + mentors


@pytest.mark.parametrize("name", ["small.csv", "medium.csv", "messy.csv"])
def test_a_sample_written_again_is_read_the_same(name):
    rows = read(name).rows
    again = roster.write_roster(rows).encode("utf-8-sig")
    assert roster.read_roster(again, on=ON, default_zone="America/New_York").rows == rows


def test_the_messy_sample_is_refused_with_every_wrong_cell_named():
    assert [str(refusal) for refusal in read("messy.csv").refusals] == [
        "5:ref: “E00043” is used in line 4 already. Each ref names one person.",
        "7:availability: “mon 25:00-26:00” is not a time of the week. Write mon 18:00-21:00; fri 22:00-01:00.",
        "8:latitude: “north” is not a number from -90 to 90.",
        "10:time_zone: “Mars/Olympus” is not a time zone. Use a name such as America/New_York.",
        "11:display_name: This cell is empty. Each row needs a value here.",
        "13:email: This is not an e-mail address. Leave it empty to invite on paper.",
        "14:languages: This cell is empty. Each row needs a value here.",
        "15:birth_year: “1821” is not a whole number from 1900 to 2026.",
        "17:waiting_since: “20/13/2026” is not a date. Write year, month and day: 2026-03-09.",
        "20:role: “janitor” is not known here. Use mentee, mentor.",
    ]


def test_the_messy_sample_warns_of_refs_that_name_nobody():
    assert [(caution.line, caution.column) for caution in read("messy.csv").cautions] == [
        (8, "never"),
        (15, "never"),
        (15, "never"),
        (18, "never"),
        (27, "never"),
        (27, "never"),
    ]


def test_the_messy_sample_keeps_what_is_only_odd():
    rows = {row.ref: row for row in read("messy.csv").rows}
    assert len(rows) == 30
    assert rows["E00022"].roles == ("mentee",)
    assert rows["R00006"].display_name == '=HYPERLINK("http://example.org")'
    assert rows["E00055"].display_name == "Zoë evil 👩‍👩‍👧"
    assert rows["E00031"].answers.availability == ((4 * 1440 + 1320, 4 * 1440 + 1500),)
    assert rows["E00004"].answers.languages == ("pt",)
    assert rows["R00024"].answers.languages == ("en", "es")
    assert rows["R00023"].cleared is True
    assert rows["E00035"].never == ("R99999",)
