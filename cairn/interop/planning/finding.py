"""Who each row of a roster speaks of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cairn.interop.planning.entries import SIDES, Standing
from cairn.interop.roster import Caution, RosterRow


@dataclass(frozen=True)
class Found:
    """Each row's person, by the row's line; a person belongs to one row (`lines`).

    `doubles` are the lines whose ref is held by a person of another row, with that person.
    """

    persons: dict[int, UUID] = field(default_factory=dict)
    lines: dict[UUID, int] = field(default_factory=dict)
    doubles: dict[int, UUID] = field(default_factory=dict)

    def cautions(self) -> tuple[Caution, ...]:
        """Return a word about each double, in the order of the file."""
        reason = _("This ref belongs to the person of line {line}. This row changes nothing.")
        return tuple(
            Caution(line, "ref", format_lazy(reason, line=self.lines[person_id]))
            for line, person_id in sorted(self.doubles.items())
        )

    def claim(self, row: RosterRow, person_id: UUID | None) -> None:
        """Give the row a person, unless it has one or another row has that person."""
        if person_id and row.line not in self.persons and person_id not in self.lines:
            self.persons[row.line] = person_id
            self.lines[person_id] = row.line

    def claim_by_ref(self, row: RosterRow, holder: UUID | None) -> None:
        """Give the row who holds its ref; a second row of the same person is a double."""
        self.claim(row, holder)
        if holder and row.line not in self.persons:
            self.doubles[row.line] = holder


def find(rows: Sequence[RosterRow], standing: Standing, new_id: Callable[[], UUID]) -> Found:
    """Find every row's person; whoever is not found is new.

    Refs are asked first for all rows: an address that moved to another row must not take its
    former owner along.
    """
    found = Found()
    for row in rows:
        found.claim_by_ref(row, _holder(row, standing))
    rest = [row for row in rows if row.line not in found.persons | found.doubles]
    for row in rest:
        found.claim(row, standing.by_hash.get(standing.hashes.get(row.email, "")))
    for row in rest:
        found.claim(row, standing.past_refs.get(row.ref))
    for row in rest:
        found.claim(row, new_id())
    return found


def _holder(row: RosterRow, standing: Standing) -> UUID | None:
    """Return who holds the row's ref in the program, first on a side that the row names."""
    sides = sorted(SIDES, key=lambda side: side not in row.roles)
    held = (standing.by_ref.get((side, row.ref)) for side in sides)
    return next((person_id for person_id in held if person_id), None)
