"""From rows to a file that any spreadsheet opens and `read_roster` reads back the same."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from cairn.interop.roster.columns import COLUMNS
from cairn.interop.roster.rows import RosterRow
from cairn.interop.roster.text import guard
from cairn.people import availability


def write_roster(rows: Iterable[RosterRow]) -> str:
    """Return a roster with every column, separated by commas, lists by semicolons.

    No cell and no list item starts as a formula does; numbers below zero stay numbers. Encode
    it as `utf-8-sig` for spreadsheets.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(_cells(row) for row in rows)
    return text.getvalue()


def _cells(row: RosterRow) -> dict[str, str]:
    return {
        "ref": guard(row.ref),
        "role": _list(row.roles),
        "display_name": guard(row.display_name),
        "email": guard(row.email),
        **_answer_cells(row),
        "waiting_since": _day(row.waiting_since),
        "recovery_since": _day(row.recovery_since),
        "capacity": str(row.capacity),
        "caseload": str(row.caseload),
        "cleared": _yes(row.cleared),
        "trained": _yes(row.trained),
        "paused": _yes(row.paused),
        "never": _list(row.never),
        "household": guard(row.household),
    }


def _answer_cells(row: RosterRow) -> dict[str, str]:
    said = row.answers
    return {
        "languages": _list(said.languages),
        "gender": said.gender,
        "wants_gender": said.wants_gender,
        "birth_year": str(said.birth_year or ""),
        "time_zone": said.time_zone,
        "availability": availability.write(said.availability),
        "meets": said.meets,
        "latitude": _decimal(said.latitude),
        "longitude": _decimal(said.longitude),
        "max_km": _decimal(said.max_km),
        "pathways": _list(said.pathways),
        "spirituality": said.spirituality,
        "substances": _list(said.substances),
        "life": _list(said.life),
        "interests": _list(said.interests),
        "dislikes": _list(said.dislikes),
        "occupation_field": guard(said.occupation_field),
        "career_field": guard(said.career_field),
        "top_three": _list(said.top_three),
    }


def _list(items: tuple[str, ...]) -> str:
    return guard(";".join(items))


def _decimal(number: float | None) -> str:
    """Write a number without exponent and, when it is whole, without a point."""
    return "" if number is None else format(Decimal(repr(number)), "f").removesuffix(".0")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _yes(claim: bool) -> str:  # noqa: FBT001 - it is what is written
    return "yes" if claim else "no"
