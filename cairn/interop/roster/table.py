"""From bytes to rows of cells: encoding, separator, quoting, line numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cairn.interop.roster.columns import FILE, recognize
from cairn.interop.roster.rows import Refusal

if TYPE_CHECKING:
    from cairn.core.verdict import Sentence

MOST_BYTES = 10 * 1024 * 1024
"""A roster of 5,000 people is about 1.5 MB; a larger file than this is a mistake or an attack."""

_SEPARATORS = (",", ";", "\t")
_END = "\x00"  # no cell holds it: it is taken out of the text first


class Unreadable(Exception):  # noqa: N818 - it says what the file is
    """A file, or the rest of one, that is no table. Carries the refusal to show."""

    def __init__(self, line: int, reason: Sentence) -> None:
        super().__init__(line)
        self.refusal = Refusal(line, FILE, reason)


@dataclass(frozen=True)
class Table:
    """A file's text and what separates its cells."""

    text: str
    separator: str

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row that is not blank with the line it starts on; line 1 comes first.

        Raises Unreadable at a quotation mark that never closes.
        """
        lines = chain(io.StringIO(self.text, newline=""), [_END])
        reader = csv.reader(lines, delimiter=self.separator, skipinitialspace=True)
        start = 1
        while (cells := _next(reader, start)) != [_END]:
            if any(cell and not cell.isspace() for cell in cells):
                yield start, cells
            start = reader.line_num + 1


def open_table(data: bytes) -> Table:
    """Return the table in a file's bytes, or raise Unreadable: too large, empty, not UTF-8."""
    if len(data) > MOST_BYTES:
        reason = _("This file is larger than {size} MB. Split it and import the parts.")
        raise Unreadable(1, format_lazy(reason, size=MOST_BYTES // 1024**2))
    text = _decode(data).replace(_END, "")
    if not text.strip():
        raise Unreadable(1, _("This file is empty. Its first line should name the columns."))
    return Table(text, _separator(text))


def _decode(data: bytes) -> str:
    if b"\x00" in data.partition(b"\n")[0]:  # UTF-16 of plain letters would pass as UTF-8
        raise Unreadable(1, _not_utf8())
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Unreadable(data.count(b"\n", 0, problem.start) + 1, _not_utf8()) from problem


def _not_utf8() -> Sentence:
    return _("This file is not UTF-8 text. Save it as “CSV UTF-8” and try again.")


def _separator(text: str) -> str:
    """Return the separator under which the first line names most known columns."""
    header = text.lstrip().splitlines()[0]
    return max(_SEPARATORS, key=lambda mark: _known_names(header, mark))


def _known_names(header: str, separator: str) -> int:
    return sum(recognize(name.strip('" ')) is not None for name in header.split(separator))


def _next(reader: Iterator[list[str]], line: int) -> list[str]:
    try:
        cells = next(reader)
    except csv.Error as problem:  # a cell beyond the csv module's limit of 128 KiB
        raise Unreadable(line, _unclosed()) from problem
    if cells != [_END] and cells and cells[-1].endswith(_END):
        raise Unreadable(line, _unclosed())
    return cells


def _unclosed() -> Sentence:
    return _(
        "A quotation mark opens in this row and does not close. "
        "What follows can’t be read: close the mark or take it out."
    )
