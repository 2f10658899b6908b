"""Small rosters, as a person exports them."""

import csv
import io

from cairn.core import clock
from cairn.core.ids import new_id
from cairn.interop import planning, roster
from cairn.interop.planning import Entry, Outcome, Place, Standing

ZONE = "America/New_York"


def mentee(ref: str = "E1", **cells: str) -> dict[str, str]:
    """Return a mentee's row; the name follows from the ref."""
    named = {"ref": ref, "role": "mentee", "display_name": f"Rowan {ref}", "languages": "en"}
    return {**named, **cells}


def mentor(ref: str = "R1", **cells: str) -> dict[str, str]:
    """Return a mentor's row."""
    return mentee(ref, **({"role": "mentor", "display_name": f"Maple {ref}"} | cells))


def roster_file(*rows: dict[str, str]) -> bytes:
    """Return a file with the columns that any of the rows fills."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def planned(*rows: dict[str, str], standing: Standing | None = None, **options: bool) -> Outcome:
    """Plan an import of rows on the clock's day, with plain addresses in place of hashes."""
    on = clock.today(ZONE)
    reading = roster.read_roster(roster_file(*rows), on=on, default_zone=ZONE)
    standing = standing or Standing()
    hashes = {row.email: row.email.casefold() for row in reading.rows if row.email}
    known = Standing(entries=standing.entries, past_refs=standing.past_refs, hashes=hashes)
    return planning.plan(reading, known, on=on, new_id=new_id, **options)


def after(outcome: Outcome) -> Standing:
    """Return what is there once an outcome was written."""
    return Standing(entries={step.after.person_id: step.after for step in outcome.steps})


def someone(**known: object) -> Entry:
    """Return a person who is there already."""
    named = {"person_id": new_id(), "display_name": "Rowan E1", "time_zone": ZONE}
    return Entry(**{**named, **known})  # type: ignore[arg-type]


def place(ref: str = "E1", **known: object) -> Place:
    """Return a place in the program."""
    return Place(ref=ref, **known)  # type: ignore[arg-type]


def standing_of(*entries: Entry, **known: object) -> Standing:
    """Return a program with these people."""
    return Standing(entries={entry.person_id: entry for entry in entries}, **known)  # type: ignore[arg-type]
