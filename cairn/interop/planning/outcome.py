"""What an import did, or on a dry run would do."""

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from cairn.interop.planning.entries import Entry, Place
from cairn.interop.roster import COLUMNS, Caution, Refusal, RosterRow

_PLACE_COLUMNS = tuple(field.name for field in fields(Place))


class Change(StrEnum):
    """What happens to one row's person."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Step:
    """One row's person before and after; `before` is None for someone nobody knew."""

    row: RosterRow
    before: Entry | None
    after: Entry

    @property
    def change(self) -> Change:
        """What happens. Someone of another program counts as created: it is not told here."""
        if not (self.before and self.before.places):
            return Change.CREATED
        return Change.UNCHANGED if self.before == self.after else Change.UPDATED

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns whose value changes, for someone the program knows."""
        if self.before is None or self.change is not Change.UPDATED:
            return ()
        sides = tuple(self.before.places)
        before, after = _cells(self.before, sides), _cells(self.after, sides)
        return tuple(name for name in COLUMNS if before.get(name) != after.get(name))


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The whole of it. `refused` counts rows.

    `is_stopped` says that refused rows stopped the whole: nothing is created or updated, and
    `steps` are what would happen without those rows.
    """

    steps: tuple[Step, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    cautions: tuple[Caution, ...] = ()
    refused: int = 0
    is_stopped: bool = False

    @property
    def created(self) -> int:
        """How many people are new to the program."""
        return self._count(Change.CREATED)

    @property
    def updated(self) -> int:
        """How many people the program knows otherwise."""
        return self._count(Change.UPDATED)

    @property
    def unchanged(self) -> int:
        """How many people stay as they are."""
        return self._count(Change.UNCHANGED)

    @property
    def changing(self) -> tuple[Step, ...]:
        """The steps that write something."""
        return tuple(step for step in self.steps if step.before != step.after)

    def _count(self, change: Change) -> int:
        return 0 if self.is_stopped else sum(step.change is change for step in self.steps)


def _cells(entry: Entry, sides: tuple[str, ...]) -> dict[str, Any]:
    """Return an entry by the columns of a roster, of its places those on some sides."""
    places = [asdict(entry.places[side]) for side in sides]
    return {
        **{name: [place[name] for place in places] for name in _PLACE_COLUMNS},
        **(asdict(entry.answers) if entry.answers else {}),
        "role": set(entry.places),
        "display_name": entry.display_name,
        "email": (entry.email, entry.email_hash),
        "never": entry.never,
        "household": entry.household,
    }
