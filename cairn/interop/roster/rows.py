"""What reading a roster gives: rows, refusals, cautions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from cairn.people.answers import Answers

if TYPE_CHECKING:
    from cairn.core.verdict import Sentence


@dataclass(frozen=True, kw_only=True)
class RosterRow:
    """One person of a roster; two rows that say the same are equal, whatever their line.

    `line` is the file line the row starts on, the header being on line 1. `roles` holds
    `mentee`, `mentor` or both, in this order. `never` holds refs that may be unknown.
    `capacity` counts places, `caseload` places taken.
    """

    line: int = field(compare=False)
    ref: str
    roles: tuple[str, ...]
    display_name: str
    email: str = ""
    answers: Answers
    waiting_since: date | None = None
    recovery_since: date | None = None
    capacity: int = 1
    caseload: int = 0
    cleared: bool = False
    trained: bool = False
    paused: bool = False
    never: tuple[str, ...] = ()
    household: str = ""


@dataclass(frozen=True)
class _Remark:
    line: int
    column: str
    reason: Sentence


class Refusal(_Remark):
    """A cell that is wrong: file line, column by its name in the roster, and why.

    Its text is `LINE:COLUMN: reason`.
    """

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.reason}"


class Caution(_Remark):
    """Something to look at that stops nothing. Its text is `warning: LINE:COLUMN: reason`."""

    def __str__(self) -> str:
        return f"warning: {self.line}:{self.column}: {self.reason}"


@dataclass(frozen=True)
class Reading:
    """A roster as read: the rows that are right, what is wrong with the others, cautions.

    `columns` names the known columns the file has, so that an import can tell an empty cell
    from a column nobody exported.
    """

    rows: tuple[RosterRow, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    cautions: tuple[Caution, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def refused_lines(self) -> frozenset[int]:
        """The lines of the rows that are refused; the header's when the file itself is."""
        return frozenset(refusal.line for refusal in self.refusals)
