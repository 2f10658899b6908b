"""From a reading and what is there to what is wanted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from cairn.interop.planning.entries import Entry, Place, Standing
from cairn.interop.planning.finding import Found, find
from cairn.interop.planning.outcome import Outcome, Step
from cairn.interop.roster import COLUMNS, Reading, RosterRow
from cairn.people.answers import Answers

_COLUMNS_OF_SIDE = {
    "mentee": ("waiting_since",),
    "mentor": ("recovery_since", "capacity", "caseload", "cleared", "trained", "paused"),
}


def plan(
    reading: Reading,
    standing: Standing,
    *,
    on: date,
    new_id: Callable[[], UUID],
    skip_refused: bool = False,
) -> Outcome:
    """Return what importing a reading changes on a day; `new_id` names people who are new.

    Refused rows stop the whole unless they are to be skipped.
    """
    found = find(reading.rows, standing, new_id)
    planner = _Planner(reading, standing, found, on)
    return Outcome(
        steps=tuple(planner.step(row) for row in reading.rows),
        refusals=reading.refusals,
        cautions=(*reading.cautions, *found.cautions()),
        refused=len(reading.refused_lines),
        is_stopped=bool(reading.refusals) and not skip_refused,
    )


@dataclass
class _Planner:
    """Plans row after row; `taken` are the addresses that rows took so far, as hashes."""

    reading: Reading
    standing: Standing
    found: Found
    on: date
    taken: set[str] = field(default_factory=set)

    def step(self, row: RosterRow) -> Step:
        """Return one row's person before and after; a double's stays as it is."""
        if row.line in self.found.doubles:
            entry = self.standing.entries[self.found.doubles[row.line]]
            return Step(row, entry, entry)
        person_id = self.found.persons[row.line]
        before = self.standing.entries.get(person_id)
        return Step(row, before, self._wanted(row, person_id, before))

    def _wanted(self, row: RosterRow, person_id: UUID, before: Entry | None) -> Entry:
        given = self.columns if before else frozenset(COLUMNS)
        entry = before or Entry(person_id=person_id)
        if "email" in given:
            claimed = self._claimed(row, person_id)
            entry = replace(entry, email=row.email, email_hash=claimed)
        if "time_zone" in given:
            entry = replace(entry, time_zone=row.answers.time_zone)
        if "never" in given:
            entry = replace(entry, never=self._never(row, person_id))
        if "household" in given:
            entry = replace(entry, household=row.household)
        return replace(
            entry,
            display_name=row.display_name,
            answers=_answers(row, entry.answers, given),
            places={**entry.places, **self._places(row, entry, given)},
        )

    @cached_property
    def columns(self) -> frozenset[str]:
        return frozenset(self.reading.columns)

    def _claimed(self, row: RosterRow, person_id: UUID) -> str:
        """Return the hash of the row's address, or nothing where it is someone else's."""
        wanted = self.standing.hashes.get(row.email, "")
        holder = self.standing.by_hash.get(wanted, person_id)
        if wanted in self.taken or (holder != person_id and not self._gives_up(holder, wanted)):
            return ""
        self.taken.add(wanted)
        return wanted

    def _gives_up(self, holder: UUID, wanted: str) -> bool:
        """Whether the holder of an address has another one, or none, in this file."""
        row = self._rows.get(self.found.lines.get(holder, 0))
        return row is not None and self.standing.hashes.get(row.email) != wanted

    def _never(self, row: RosterRow, person_id: UUID) -> frozenset[UUID]:
        named = {found for ref in row.never for found in self._ids_by_ref.get(ref, ())}
        return frozenset(named - {person_id})

    def _places(self, row: RosterRow, entry: Entry, given: frozenset[str]) -> Mapping[str, Place]:
        return {side: self._place(side, row, entry, given) for side in row.roles}

    def _place(self, side: str, row: RosterRow, entry: Entry, given: frozenset[str]) -> Place:
        held = entry.places.get(side)
        columns = given if held else COLUMNS
        place = replace(
            held or Place(),
            **{name: getattr(row, name) for name in _COLUMNS_OF_SIDE[side] if name in columns},
        )
        if side == "mentee":
            place = replace(place, waiting_since=self._waiting_since(row, held))
        if self.standing.by_ref.get((side, row.ref), entry.person_id) == entry.person_id:
            place = replace(place, ref=row.ref)
        return place

    def _waiting_since(self, row: RosterRow, held: Place | None) -> date | None:
        """Return the day the wait began. Who has stopped waiting is not made to wait again."""
        if held is None:
            return row.waiting_since or self.on
        return held.waiting_since and (row.waiting_since or held.waiting_since)

    @cached_property
    def _rows(self) -> dict[int, RosterRow]:
        return {row.line: row for row in self.reading.rows}

    @cached_property
    def _ids_by_ref(self) -> dict[str, set[UUID]]:
        """Whom each ref may mean: in the program, and in the file."""
        ids: dict[str, set[UUID]] = {}
        for (_side, ref), person_id in self.standing.by_ref.items():
            ids.setdefault(ref, set()).add(person_id)
        for row in self.reading.rows:
            if row.line in self.found.persons:
                ids.setdefault(row.ref, set()).add(self.found.persons[row.line])
        return ids


def _answers(row: RosterRow, known: Answers | None, given: frozenset[str]) -> Answers:
    if known is None:
        return row.answers
    names = (answer.name for answer in fields(Answers) if answer.name in given)
    return replace(known, **{name: getattr(row.answers, name) for name in names})
