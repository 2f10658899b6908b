"""Each column of the roster: what it takes, what it gives when empty, what it refuses."""

import pytest

from cairn.interop import roster
from cairn.people.answers import Answers
from tests.unit.interop.reading_cells import EMPTY, read, refusal, value


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
