"""People as a roster speaks of them: what is there, and what is wanted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from cairn.people.answers import Answers

SIDES = ("mentee", "mentor")


@dataclass(frozen=True, kw_only=True)
class Place:
    """A person's place on one side of a program.

    `waiting_since` is a mentee's, None once they wait no longer; the rest a mentor's.
    """

    ref: str = ""
    waiting_since: date | None = None
    recovery_since: date | None = None
    capacity: int = 1
    caseload: int = 0
    cleared: bool = False
    trained: bool = False
    paused: bool = False


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One person. `answers` is None where nothing was ever answered.

    `email_hash` is empty without an address, and where someone else of the organization holds
    it. `never` holds person ids; like `household` it is what this program's roster says.
    `places` leads from a side to the place held there.
    """

    person_id: UUID
    display_name: str = ""
    email: str = ""
    email_hash: str = ""
    time_zone: str = ""
    answers: Answers | None = None
    never: frozenset[UUID] = frozenset()
    household: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is there before an import.

    `entries` are the program's people, and whoever in the organization holds an address of
    the file. `past_refs` leads from a ref to someone who left the program. `hashes` gives each
    address of the file its keyed hash.
    """

    entries: Mapping[UUID, Entry] = field(default_factory=dict)
    past_refs: Mapping[str, UUID] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_ref(self) -> dict[tuple[str, str], UUID]:
        """Who holds a ref, by side and ref."""
        return {
            (side, place.ref): person_id
            for person_id, entry in self.entries.items()
            for side, place in entry.places.items()
            if place.ref
        }

    @cached_property
    def by_hash(self) -> dict[str, UUID]:
        """Who holds an address, by its keyed hash."""
        return {entry.email_hash: pk for pk, entry in self.entries.items() if entry.email_hash}
