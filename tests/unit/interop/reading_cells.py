"""One cell of a roster at a time, for the tests of its columns."""

import csv
import io
from datetime import date

from cairn.interop import roster

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
