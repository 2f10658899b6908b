"""The file as such: bytes, separators, headers, quoting, lines."""

from datetime import date

import pytest

from cairn.interop import roster

ON = date(2026, 11, 22)
HEADER = "ref,role,display_name,languages"
NOT_UTF8 = "1:file: This file is not UTF-8 text. Save it as “CSV UTF-8” and try again."


def read(text, **kwargs):
    data = text if isinstance(text, bytes) else text.encode()
    return roster.read_roster(data, on=ON, default_zone="America/Chicago", **kwargs)


def remarks(reading):
    return [str(remark) for remark in (*reading.refusals, *reading.cautions)]


def names(reading):
    return [(row.line, row.display_name) for row in reading.rows]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_separator_byte_order_mark_and_line_ends_are_recognized(separator, mark, newline):
    lines = [HEADER, "E1,mentee,Willow Fern,en", "E2,mentee,Lark Sage,es"]
    reading = read(mark + newline.join(lines).replace(",", separator))
    assert names(reading) == [(2, "Willow Fern"), (3, "Lark Sage")]
    assert remarks(reading) == []


def test_headers_are_matched_without_regard_to_case_spaces_and_underscores():
    reading = read(' REF ;Role;"Display Name";LANG UAGES;max KM\nE1;mentee;Wren;en;12\n')
    assert remarks(reading) == []
    assert reading.columns == ("ref", "role", "display_name", "languages", "max_km")
    assert reading.rows[0].answers.max_km == 12.0


def test_an_unknown_column_is_named_and_ignored():
    reading = read(f"{HEADER},Shoe Size\nE1,mentee,Wren,en,38\n")
    assert names(reading) == [(2, "Wren")]
    assert remarks(reading) == [
        "warning: 1:Shoe Size: This column is not part of a roster. It is ignored."
    ]


def test_the_name_of_an_unknown_column_is_shown_without_control_marks():
    reading = read(f"{HEADER},\u202eSize\x1b[31m\nE1,mentee,Wren,en,38\n")
    assert [caution.column for caution in reading.cautions] == ["Size[31m"]


def test_a_column_without_a_name_is_told_once():
    reading = read(f",{HEADER}\n0,E1,mentee,Wren,en\n1,E2,mentee,Lark,en\n")
    assert names(reading) == [(2, "Wren"), (3, "Lark")]
    assert remarks(reading) == ["warning: 1:file: Column 1 has no name. It is ignored."]


def test_empty_columns_at_the_end_are_nothing_to_speak_of():
    reading = read(f"{HEADER},,\nE1,mentee,Wren,en,,\n,,,,,\n")
    assert names(reading) == [(2, "Wren")]
    assert remarks(reading) == []


def test_each_missing_required_column_is_named():
    assert remarks(read("ref,display_name\nE1,Wren\n")) == [
        f"1:{column}: This column is missing. A roster needs ref, role, display_name and languages."
        for column in ("role", "languages")
    ]


@pytest.mark.parametrize("text", ["", "\ufeff", "\n\n", " \r\n "])
def test_an_empty_file_is_refused_in_a_sentence(text):
    assert remarks(read(text)) == [
        "1:file: This file is empty. Its first line should name the columns."
    ]


def test_separators_alone_are_a_header_without_columns():
    assert [refusal.column for refusal in read(",,,\n,,\n").refusals] == list(roster.REQUIRED)


def test_a_header_alone_is_a_roster_of_nobody():
    assert read(HEADER) == roster.Reading(columns=("ref", "role", "display_name", "languages"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_of_unicode_are_refused_in_a_sentence(encoding):
    text = f"{HEADER}\nE1,mentee,Wren,en\n"
    assert remarks(read(text.encode(encoding))) == [NOT_UTF8]


def test_a_byte_that_is_no_utf8_is_refused_at_its_line():
    reading = read(f"{HEADER}\nE1,mentee,Wren,en\nE2,mentee,Zoë,en\n".encode("latin-1"))
    assert remarks(reading) == [NOT_UTF8.replace("1:", "3:", 1)]
    assert reading.rows == ()


def test_a_spreadsheet_file_is_refused_in_a_sentence():
    assert remarks(read(b"PK\x03\x04\x14\x00\x06\x00")) == [NOT_UTF8]


def test_nul_bytes_in_a_row_are_dropped():
    assert names(read(f"{HEADER}\nE1,mentee,Wr\x00en,en\n")) == [(2, "Wren")]


def test_a_file_beyond_the_cap_is_refused_unread():
    reading = read(b"x" * (roster.MOST_BYTES + 1))
    assert remarks(reading) == [
        "1:file: This file is larger than 10 MB. Split it and import the parts."
    ]


def test_a_row_is_named_by_the_line_it_starts_on():
    rows = 'E1,mentee,"Wren\nof\r\nthe Tarn",en\n\nE2,mentee,Lark,xx\n'
    reading = read(f"{HEADER}\n{rows}")
    assert names(reading) == [(2, "Wren of the Tarn")]
    assert [(refusal.line, refusal.column) for refusal in reading.refusals] == [(6, "languages")]


def test_blank_lines_before_the_header_count_as_lines():
    assert names(read(f"\n\n{HEADER}\nE1,mentee,Wren,en\n")) == [(4, "Wren")]


def test_quotes_are_read_as_spreadsheets_write_them():
    rows = 'E1,mentee,"Fern, Willow",en\nE2, "mentee" , "Lark ""the"" Sage" ,en\n'
    reading = read(f"{HEADER}\n{rows}")
    assert names(reading) == [(2, "Fern, Willow"), (3, 'Lark "the" Sage')]


@pytest.mark.parametrize("rest", ["", "\nE3,mentee,Tarn,en\n", "\n" + "x" * 200_000])
def test_a_quotation_mark_that_never_closes_hides_no_row(rest):
    reading = read(f'{HEADER}\nE1,mentee,Wren,en\nE2,mentee,"Lark,en{rest}')
    assert names(reading) == [(2, "Wren")]
    assert remarks(reading) == [
        "3:file: A quotation mark opens in this row and does not close. What follows can’t be read: close the mark or take it out."
    ]


def test_an_open_quotation_mark_in_the_header_is_refused_there():
    assert [(r.line, r.column) for r in read('ref,"role\nE1,mentee').refusals] == [(1, "file")]


def test_cells_missing_at_the_end_of_a_row_are_empty():
    reading = read(f"{HEADER},gender,meets\nE1,mentee,Wren,en,woman\nE2,mentee\n")
    assert names(reading) == [(2, "Wren")]
    assert remarks(reading) == [
        "3:display_name: This cell is empty. Each row needs a value here.",
        "3:languages: This cell is empty. Each row needs a value here.",
    ]


def test_filled_cells_beyond_the_header_are_told_and_ignored():
    reading = read(f"{HEADER}\nE1,mentee,Wren,en,what,is,this\n")
    assert names(reading) == [(2, "Wren")]
    assert remarks(reading) == [
        "warning: 2:file: This row has more cells than the header. The last are ignored."
    ]


def test_a_column_that_stands_twice_counts_once_where_its_cells_agree():
    rows = "E1,mentee,Wren,en,en\nE2,mentee,Lark,,es\nE3,mentee,Tarn,en,es\n"
    reading = read(f"{HEADER},Languages\n{rows}")
    assert names(reading) == [(2, "Wren"), (3, "Lark")]
    assert remarks(reading) == [
        "4:languages: This column stands twice and the two cells differ.",
        "warning: 1:languages: This column stands here more than once. A row may fill one of them.",
    ]


def test_columns_may_stand_in_any_order():
    reading = read("languages,display_name,role,ref\nen,Wren,mentee,E1\n")
    assert [(row.ref, row.roles) for row in reading.rows] == [("E1", ("mentee",))]


def test_what_is_said_in_one_reading_goes_by_line_then_column():
    rows = "E1,janitor,,xx\nE1,mentee,Wren,en\n"
    found = [(refusal.line, refusal.column) for refusal in read(f"{HEADER}\n{rows}").refusals]
    assert found == [(2, "role"), (2, "display_name"), (2, "languages"), (3, "ref")]
