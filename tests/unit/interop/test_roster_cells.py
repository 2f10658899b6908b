"""Each column of the roster: what it takes, what it gives when empty, what it refuses."""

import csv
import io
from datetime import date

import pytest

from cairn.interop import roster
from cairn.people.answers import Answers

ON = date(2026, 11, 22)
EMPTY = "This cell is empty. Each row needs a value here."


def table(*rows, separator=","):
    """Return a roster of rows given as dicts; what they leave out is a plain mentee."""
    plain = {"ref": "E1", "role": "mentee", "display_name": "Wren", "languages": "en"}
    text = io.StringIO()
    writer = csv.DictWriter(text, roster.COLUMNS, delimiter=separator)
    writer.writeheader()
    writer.writerows({**plain, **row} for row in rows)
    return text.getvalue().encode()


def read(*rows, separator=",", known_refs=()):
    return roster.read_roster(
        table(*rows, separator=separator),
        on=ON,
        default_zone="America/Chicago",
        known_refs=known_refs,
    )


def value(column, cell, separator=","):
    """Return what one cell becomes, checking that nothing is said about it."""
    reading = read({column: cell}, separator=separator)
    assert [str(remark) for remark in (*reading.refusals, *reading.cautions)] == []
    row = reading.rows[0]
    return getattr(row, column) if hasattr(row, column) else getattr(row.answers, column)


def refusal(column, cell, separator=","):
    """Return why one cell is refused, checking that it is the only one and the row goes."""
    reading = read({column: cell}, separator=separator)
    assert reading.rows == ()
    assert [(remark.line, remark.column) for remark in reading.refusals] == [(2, column)]
    return str(reading.refusals[0].reason)


def test_a_row_of_required_cells_alone_gets_every_default():
    assert read({}).rows == (
        roster.RosterRow(
            line=2,
            ref="E1",
            roles=("mentee",),
            display_name="Wren",
            email="",
            answers=Answers(languages=("en",), time_zone="America/Chicago", max_km=40.0),
            waiting_since=None,
            recovery_since=None,
            capacity=1,
            caseload=0,
            cleared=False,
            trained=False,
            paused=False,
            never=(),
            household="",
        ),
    )


@pytest.mark.parametrize("column", roster.REQUIRED)
@pytest.mark.parametrize("cell", ["", "  "])
def test_an_empty_required_cell_is_refused(column, cell):
    assert refusal(column, cell) == EMPTY


@pytest.mark.parametrize("column", [c for c in roster.COLUMNS if c not in roster.REQUIRED])
def test_every_other_cell_may_be_empty(column):
    assert read({column: "  "}) == read({})


@pytest.mark.parametrize("column", ["role", "languages"])
def test_a_list_of_separators_alone_is_an_empty_cell(column):
    assert refusal(column, " ; ;") == EMPTY


# ref


def test_a_ref_is_kept_as_it_is_but_for_spaces_around_it():
    assert value("ref", "  e/1 Ä ") == "e/1 Ä"


def test_a_ref_has_at_most_64_characters():
    assert value("ref", "x" * 64) == "x" * 64
    assert refusal("ref", "x" * 65) == "This is 65 characters long. 64 fit here."


def test_a_ref_used_twice_refuses_the_second_row():
    reading = read({"ref": "E1"}, {"ref": "E2"}, {"ref": " E1 "}, {"ref": "e1"})
    assert [row.ref for row in reading.rows] == ["E1", "E2", "e1"]
    assert [str(remark) for remark in reading.refusals] == [
        "4:ref: “E1” is used in line 2 already. Each ref names one person."
    ]


# role


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        (" Mentee ", ("mentee",)),
        ("MENTOR", ("mentor",)),
        ("mentor;mentee", ("mentee", "mentor")),
        ("mentee;mentee", ("mentee",)),
    ],
)
def test_a_person_has_one_role_or_both(cell, roles):
    assert read({"role": cell}).rows[0].roles == roles


def test_an_unknown_role_is_refused_with_those_that_exist():
    assert refusal("role", "mentor;janitor") == "“janitor” is not known here. Use mentee, mentor."


# display_name


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("  Wren   Tarn ", "Wren Tarn"),
        ("Zoë \u202eevil\u202c 👩‍👩‍👧", "Zoë evil 👩‍👩‍👧"),
        ("Wr\x07e\x1bn\u200f", "Wren"),
        ("Wren\tTarn\nFern", "Wren Tarn Fern"),
        ("عائشة", "عائشة"),
        ("A\u0301ngel", "A\u0301ngel"),
        ("'tis Wren", "'tis Wren"),
        ('=HYPERLINK("x")', '=HYPERLINK("x")'),
        ("x" * 80, "x" * 80),
        ("\u202e" + "x" * 80, "x" * 80),
    ],
)
def test_a_name_loses_control_and_direction_marks_and_nothing_else(cell, shown):
    assert value("display_name", cell) == shown


def test_a_name_has_at_most_80_characters():
    assert refusal("display_name", "x" * 81) == "This is 81 characters long. 80 fit here."


@pytest.mark.parametrize("cell", ["\u202e\u202c", "\u200b", "\u200d", "\u0301"])
def test_a_name_of_which_nothing_can_be_seen_is_empty(cell):
    assert refusal("display_name", cell) == EMPTY


# email


def test_an_address_is_kept_and_spaces_around_it_are_not():
    assert value("email", " Wren@Example.org ") == "Wren@Example.org"


@pytest.mark.parametrize(
    "cell", ["not an address", "wren@", "Wren <wren@example.org>", "a@b@c.org"]
)
def test_an_address_that_is_none_is_refused_without_repeating_it(cell):
    assert (
        refusal("email", cell)
        == "This is not an e-mail address. Leave it empty to invite on paper."
    )


def test_an_address_used_twice_refuses_the_second_row_without_repeating_it():
    reading = read(
        {"ref": "E1", "email": "wren@example.org"}, {"ref": "E2", "email": "Wren@Example.ORG"}
    )
    assert [row.ref for row in reading.rows] == ["E1"]
    assert [str(remark) for remark in reading.refusals] == [
        "3:email: This address is used in line 2 already. Each person needs their own."
    ]


# languages


@pytest.mark.parametrize(
    ("cell", "tags"),
    [
        ("EN", ("en",)),
        ("ase;en", ("ase", "en")),
        ("zh-Hant; es-mx ;en;EN;", ("zh-Hant", "es-MX", "en")),
        ("en|es", ("en", "es")),
    ],
)
def test_languages_keep_their_order_the_preferred_first(cell, tags):
    assert value("languages", cell) == tags


@pytest.mark.parametrize(
    ("cell", "given"), [("xx", "xx"), ("en;English", "english"), ("en-XX1", "xx1")]
)
def test_an_unknown_language_subtag_is_named(cell, given):
    assert refusal("languages", cell) == (
        f"“{given}” is not a language code. Use codes such as en, es, zh-Hant or ase."
    )


# codes, one or several


@pytest.mark.parametrize(
    ("column", "allowed"),
    [
        ("gender", "woman man nonbinary other undisclosed"),
        ("wants_gender", "any same woman man nonbinary"),
        ("meets", "in_person online both"),
        ("spirituality", "religious spiritual secular undisclosed"),
    ],
)
def test_one_code_of_a_vocabulary(column, allowed):
    for code in allowed.split():
        assert value(column, f" {code.title()} ") == code
    assert refusal(column, "Sometimes") == (
        f"“Sometimes” is not known here. Use {allowed.replace(' ', ', ')}."
    )
    assert refusal(column, ";".join(allowed.split()[:2])) != ""


@pytest.mark.parametrize(
    ("column", "allowed"),
    [
        ("pathways", "twelve_step smart faith medication secular dharma moderation other"),
        ("substances", "alcohol opioids stimulants cannabis sedatives nicotine gambling other"),
    ],
)
def test_several_codes_of_a_vocabulary(column, allowed):
    codes = tuple(allowed.split())
    assert value(column, ";".join(codes)) == codes
    assert value(column, f" {codes[1].upper()} ; {codes[0]};{codes[1]}; ") == (codes[1], codes[0])
    assert refusal(column, f"{codes[0]};all") == (
        f"“all” is not known here. Use {allowed.replace(' ', ', ')}."
    )


def test_a_code_written_with_spaces_or_a_hyphen_is_the_same_code():
    assert value("meets", "In person") == "in_person"
    assert value("pathways", "Twelve Step;twelve-step") == ("twelve_step",)


def test_up_to_three_things_matter_most():
    assert value("top_three", "Age;life;pathway") == ("age", "life", "pathway")
    assert value("top_three", "age;life;pathway;age") == ("age", "life", "pathway")
    assert refusal("top_three", "age;life;pathway;gender") == "These are 4. Choose 3 at most."
    assert refusal("top_three", "shoes") == (
        "“shoes” is not known here. Use pathway, spirituality, life, age, gender, availability, "
        "proximity, interests, career, substances."
    )


# open values


def test_open_values_are_compared_in_lower_case():
    assert value("interests", " Chess ;Rock &  Roll;chess") == ("chess", "rock & roll")
    assert value("dislikes", "Church") == ("church",)
    assert value("life", "Single Parent;veteran;single_parent") == ("single_parent", "veteran")
    assert value("occupation_field", "Health  Care") == "health care"
    assert value("career_field", "Trades") == "trades"


@pytest.mark.parametrize("separator", [",", "\t"])
def test_in_a_file_of_commas_or_tabs_an_open_list_is_separated_by_semicolons(separator):
    assert value("interests", "salt, pepper;this|that", separator) == ("salt, pepper", "this|that")


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("chess|films", ("chess", "films")),
        ("chess;films", ("chess", "films")),
        ("chess, films", ("chess", "films")),
        ("salt, pepper|films", ("salt, pepper", "films")),
    ],
)
def test_in_a_file_of_semicolons_an_open_list_is_separated_by_bars_or_commas(cell, items):
    assert value("interests", cell, ";") == items


@pytest.mark.parametrize("cell", ["en|es", "en,es", "en;es"])
def test_in_a_file_of_semicolons_codes_are_separated_by_any_mark(cell):
    assert value("languages", cell, ";") == ("en", "es")


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


# never, household


def test_never_names_refs_of_this_file_before_or_after():
    reading = read({"ref": "E1", "never": "R2; R3;R2"}, {"ref": "R2"}, {"ref": "R3", "never": "E1"})
    assert [row.never for row in reading.rows] == [("R2", "R3"), (), ("E1",)]
    assert reading.cautions == ()


def test_an_unknown_ref_in_never_is_a_warning_and_kept():
    reading = read({"never": "R9;R8"}, known_refs={"R8"})
    assert reading.rows[0].never == ("R9", "R8")
    assert [str(remark) for remark in (*reading.refusals, *reading.cautions)] == [
        "warning: 2:never: “R9” is nobody’s ref in this file or program."
    ]


def test_a_ref_whose_own_row_is_refused_is_still_known():
    reading = read({"ref": "E1", "never": "R2"}, {"ref": "R2", "languages": "xx"})
    assert reading.cautions == ()


def test_a_person_is_not_kept_from_themselves():
    assert read({"ref": "E1", "never": "E1;E2"}, {"ref": "E2"}).rows[0].never == ("E2",)


def test_a_household_is_kept_as_it_is_spelled():
    assert value("household", " H 26 ") == "H 26"


# rows


def test_every_wrong_cell_of_a_row_is_named():
    wrong = dict.fromkeys(roster.COLUMNS, "?!")
    open_columns = {"life", "interests", "dislikes", "occupation_field", "career_field"}
    taken = {"ref", "display_name", "never", "household", *open_columns}
    found = [remark.column for remark in read(wrong).refusals]
    assert found == [column for column in roster.COLUMNS if column not in taken]


def test_a_wrong_cell_is_wrong_in_a_column_of_the_other_role():
    assert refusal("capacity", "many") != ""


def test_the_rows_beside_a_refused_one_are_read():
    reading = read({"ref": "E1"}, {"ref": "E2", "role": "janitor"}, {"ref": "E3"})
    assert [row.line for row in reading.rows] == [2, 4]
    assert reading.refused_lines == {3}


def test_braces_in_a_cell_are_shown_as_they_are():
    assert refusal("gender", "{0} {given}").startswith("“{0} {given}” is not known here.")
