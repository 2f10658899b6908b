"""The roster: one CSV, one row a person. Read and written here without a database."""

from cairn.interop.roster.columns import COLUMNS, FILE, REQUIRED
from cairn.interop.roster.reader import read_roster
from cairn.interop.roster.rows import Caution, Reading, Refusal, RosterRow
from cairn.interop.roster.table import MOST_BYTES, Unreadable, open_table
from cairn.interop.roster.writer import write_roster

__all__ = [
    "COLUMNS",
    "FILE",
    "MOST_BYTES",
    "REQUIRED",
    "Caution",
    "Reading",
    "Refusal",
    "RosterRow",
    "Unreadable",
    "open_table",
    "read_roster",
    "write_roster",
]
