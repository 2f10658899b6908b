"""What an import did or would do, in words, no longer than a page can carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.interop.planning import Change, Outcome, Step
from cairn.interop.roster import Caution, Refusal

MOST = 200

Line = TypeVar("Line")


@dataclass(frozen=True)
class Listed(Generic[Line]):
    """The first lines of a list, how many there are, and how many are not shown."""

    all: Sequence[Line]

    @property
    def shown(self) -> Sequence[Line]:
        """The lines a page shows."""
        return self.all[:MOST]

    @property
    def hidden(self) -> int:
        """How many more there are."""
        return max(0, len(self.all) - MOST)


@dataclass(frozen=True)
class Said:
    """An outcome as the page of a dry run shows it."""

    outcome: Outcome

    @property
    def headline(self) -> str:
        """What the coordinator needs to know first."""
        if self.outcome.is_stopped:
            return _stopped(self.outcome.refused)
        return _ready(self.to_import) if self.to_import else _("This roster changes nothing.")

    @property
    def to_import(self) -> int:
        """How many people an import writes, refused rows left out."""
        return len(self.created.all) + len(self.updated.all)

    @property
    def created(self) -> Listed[Step]:
        """Who would be new to the program."""
        return self._steps(Change.CREATED)

    @property
    def updated(self) -> Listed[Step]:
        """Who would change."""
        return self._steps(Change.UPDATED)

    @property
    def unchanged(self) -> int:
        """How many would stay as they are."""
        return len(self._steps(Change.UNCHANGED).all)

    @property
    def refusals(self) -> Listed[Refusal]:
        """Which cells are wrong."""
        return Listed(self.outcome.refusals)

    @property
    def cautions(self) -> Listed[Caution]:
        """What is worth a look and stops nothing."""
        return Listed(self.outcome.cautions)

    def _steps(self, change: Change) -> Listed[Step]:
        return Listed([step for step in self.outcome.steps if step.change is change])


def done(outcome: Outcome) -> str:
    """Return the sentence after an import."""
    people = outcome.created + outcome.updated
    return ngettext(
        "The roster is in: %(people)d person came in or changed.",
        "The roster is in: %(people)d people came in or changed.",
        people,
    ) % {"people": people}


def _stopped(refused: int) -> str:
    return ngettext("One row needs another look.", "%(rows)d rows need another look.", refused) % {
        "rows": refused
    }


def _ready(people: int) -> str:
    return ngettext(
        "One person is ready to come in.", "%(people)d people are ready to come in.", people
    ) % {"people": people}
