"""From a file to rows: every wrong cell named, nothing else refused. No database, no clock."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cairn.interop.roster import cells
from cairn.interop.roster.columns import COLUMNS, FILE, Header, read_header
from cairn.interop.roster.rows import Caution, Reading, Refusal, RosterRow
from cairn.interop.roster.table import Table, Unreadable, open_table
from cairn.interop.roster.text import tidy
from cairn.people.answers import (
    EARLIEST_BIRTH_YEAR,
    GENDERS,
    MEETS,
    MOST_PRIORITIES,
    PATHWAYS,
    PRIORITIES,
    SPIRITUALITIES,
    SUBSTANCES,
    USUAL_KM,
    WANTED_GENDERS,
    Answers,
)

if TYPE_CHECKING:
    from cairn.core.verdict import Sentence

T = TypeVar("T")

ROLES = ("mentee", "mentor")


def read_roster(
    data: bytes, *, on: date, default_zone: str, known_refs: Collection[str] = ()
) -> Reading:
    """Read a roster file as it was exported.

    `on` is today, the bound of birth years; `default_zone` the program's IANA time zone, for
    empty cells; `known_refs` the refs the program has already, which `never` may name. Rows
    with a wrong cell are left out and every wrong cell is a refusal; a file that can't be read
    gives one. Never raises for what a file holds.
    """
    try:
        table = open_table(data)
        return _Reader(table, on, default_zone, frozenset(known_refs)).read()
    except Unreadable as problem:
        return Reading(refusals=(problem.refusal,))


@dataclass
class _Row:
    """One row being read: its cells, and what is said about them."""

    line: int
    filled: dict[str, str]
    refusals: list[Refusal] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)

    def refuse(self, column: str, reason: Sentence) -> None:
        self.refusals.append(Refusal(self.line, column, reason))

    def caution(self, column: str, reason: Sentence) -> None:
        self.cautions.append(Caution(self.line, column, reason))

    def take(self, column: str, parse: cells.Parser[T], empty: T) -> T:
        """Return what a cell holds; the empty value when it is empty or wrong."""
        text = self.filled.get(column, "")
        try:
            return parse(text) if text else empty
        except cells.Wrong as wrong:
            self.refuse(column, wrong.reason)
            return empty

    def require(self, column: str, parse: cells.Parser[T], empty: T) -> T:
        """Return what a cell holds that may not be empty."""
        if not self.filled.get(column):
            self.refuse(column, cells.EMPTY)
        return self.take(column, parse, empty)


class _Reader:
    """Reads one table, remembering what must be unique in the file."""

    def __init__(
        self, table: Table, on: date, default_zone: str, known_refs: frozenset[str]
    ) -> None:
        self.table = table
        self.on = on
        self.default_zone = default_zone
        self.known_refs = known_refs
        self.lines_by_ref: dict[str, int] = {}
        self.lines_by_email: dict[str, int] = {}
        self.read_rows: list[tuple[_Row, RosterRow]] = []

    def read(self) -> Reading:
        """Return the whole reading; without its required columns no row is looked at."""
        records = self.table.records()
        header = read_header(*next(records, (1, [])))
        if header.refusals:
            return Reading(refusals=header.refusals, cautions=header.cautions)
        refusals: tuple[Refusal, ...] = ()
        try:
            for line, given in records:
                self._read(_gather(header, line, given))
        except Unreadable as problem:
            refusals = (problem.refusal,)
        return self._conclude(header, refusals)

    def _read(self, row: _Row) -> None:
        self.read_rows.append((row, self._roster_row(row)))

    def _conclude(self, header: Header, refusals: tuple[Refusal, ...]) -> Reading:
        rows = tuple(self._settle_never(row, person) for row, person in self.read_rows)
        said = [row for row, _person in self.read_rows]
        cautions = (caution for row in said for caution in sorted(row.cautions, key=_column_order))
        wrong = (refusal for row in said for refusal in sorted(row.refusals, key=_column_order))
        refused = {row.line for row in said if row.refusals}
        return Reading(
            rows=tuple(person for person in rows if person.line not in refused),
            refusals=(*wrong, *refusals),
            cautions=(*header.cautions, *cautions),
            columns=tuple(column for column in COLUMNS if column in header.places),
        )

    def _roster_row(self, row: _Row) -> RosterRow:
        return RosterRow(
            line=row.line,
            ref=self._unique_ref(row),
            roles=self._roles(row),
            display_name=row.require("display_name", cells.name, ""),
            email=self._unique_email(row),
            answers=self._answers(row),
            waiting_since=self._past_day(row, "waiting_since"),
            recovery_since=self._past_day(row, "recovery_since"),
            capacity=row.take("capacity", cells.whole(0, cells.MOST_PLACES), 1),
            caseload=row.take("caseload", cells.whole(0, cells.MOST_PLACES), 0),
            cleared=row.take("cleared", cells.yes, empty=False),
            trained=row.take("trained", cells.yes, empty=False),
            paused=row.take("paused", cells.yes, empty=False),
            never=row.take("never", cells.refs(self.table.separator), ()),
            household=row.take("household", cells.label, ""),
        )

    def _answers(self, row: _Row) -> Answers:
        open_values = cells.open_values(self.table.separator)
        latitude, longitude = self._place(row)
        return Answers(
            languages=row.require("languages", cells.some(cells.language_tags), ()),
            gender=row.take("gender", cells.code(GENDERS), "undisclosed"),
            wants_gender=row.take("wants_gender", cells.code(WANTED_GENDERS), "any"),
            birth_year=self._birth_year(row),
            time_zone=row.take("time_zone", cells.time_zone, self.default_zone),
            availability=row.take("availability", cells.blocks, ()),
            meets=row.take("meets", cells.code(MEETS), "both"),
            latitude=latitude,
            longitude=longitude,
            max_km=row.take("max_km", cells.decimal(0, cells.MOST_KM), USUAL_KM),
            pathways=row.take("pathways", cells.codes(PATHWAYS), ()),
            spirituality=row.take("spirituality", cells.code(SPIRITUALITIES), "undisclosed"),
            substances=row.take("substances", cells.codes(SUBSTANCES), ()),
            life=row.take("life", cells.life_values(self.table.separator), ()),
            interests=row.take("interests", open_values, ()),
            dislikes=row.take("dislikes", open_values, ()),
            occupation_field=row.take("occupation_field", cells.value, ""),
            career_field=row.take("career_field", cells.value, ""),
            top_three=row.take("top_three", cells.codes(PRIORITIES, most=MOST_PRIORITIES), ()),
        )

    def _unique_ref(self, row: _Row) -> str:
        ref = row.require("ref", cells.ref, "")
        first = self.lines_by_ref.setdefault(ref, row.line)
        if ref and first != row.line:
            reason = _("“{ref}” is used in line {line} already. Each ref names one person.")
            row.refuse("ref", format_lazy(reason, ref=ref, line=first))
        return ref

    def _unique_email(self, row: _Row) -> str:
        email = row.take("email", cells.email, "")
        first = self.lines_by_email.setdefault(email.lower(), row.line)
        if email and first != row.line:
            reason = _("This address is used in line {line} already. Each person needs their own.")
            row.refuse("email", format_lazy(reason, line=first))
        return email

    def _roles(self, row: _Row) -> tuple[str, ...]:
        given: tuple[str, ...] = row.require("role", cells.some(cells.codes(ROLES)), ())
        return tuple(role for role in ROLES if role in given)

    def _birth_year(self, row: _Row) -> int | None:
        return row.take("birth_year", cells.whole(EARLIEST_BIRTH_YEAR, self.on.year), None)

    def _place(self, row: _Row) -> tuple[float | None, float | None]:
        latitude = row.take("latitude", cells.degrees(90), None)
        longitude = row.take("longitude", cells.degrees(180), None)
        for column, other in (("latitude", "longitude"), ("longitude", "latitude")):
            if row.filled.get(column) and not row.filled.get(other):
                reason = _("A place needs latitude and longitude. This one alone is not used.")
                row.caution(column, reason)
        return latitude, longitude

    def _past_day(self, row: _Row, column: str) -> date | None:
        day = row.take(column, cells.day, None)
        if day and day > self.on:
            row.caution(column, _("This day is still to come. Is that meant?"))
        return day

    def _settle_never(self, row: _Row, person: RosterRow) -> RosterRow:
        """Warn of refs that name nobody, once every ref is known; drop a person's own."""
        for ref in person.never:
            if ref not in self.lines_by_ref and ref not in self.known_refs:
                reason = _("“{ref}” is nobody’s ref in this file or program.")
                row.caution("never", format_lazy(reason, ref=ref))
        if person.ref not in person.never:
            return person
        return replace(person, never=tuple(ref for ref in person.never if ref != person.ref))


def _gather(header: Header, line: int, given: list[str]) -> _Row:
    """Return a row with its cells by column; a short row's missing cells are empty."""
    texts = [tidy(cell) for cell in given]
    texts += [""] * (header.width - len(texts))
    row = _Row(line, {column: texts[places[0]] for column, places in header.places.items()})
    for column, places in header.doubled.items():
        values = {texts[place] for place in places} - {""}
        if len(values) > 1:
            row.refuse(column, _("This column stands twice and the two cells differ."))
        row.filled[column] = min(values, default="")
    if any(texts[header.width :]):
        row.caution(FILE, _("This row has more cells than the header. The last are ignored."))
    return row


def _column_order(remark: Refusal | Caution) -> int:
    return COLUMNS.index(remark.column) if remark.column in COLUMNS else len(COLUMNS)
