"""Which marks a program begins with. Sets are data: a program adds, renames and removes its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True)
class Mark:
    """A milestone by name; `days` of a stretch of recovery, or None for a mark that is not time."""

    name: str
    days: int | None = None


# The usual time set (none is official) and marks that are not time, as equals.
USUAL = (
    Mark(_("First check-in")),
    Mark(_("First meeting")),
    Mark(_("24 hours"), 1),
    Mark(_("30 days"), 30),
    Mark(_("60 days"), 60),
    Mark(_("90 days"), 90),
    Mark(_("6 months"), 182),
    Mark(_("9 months"), 274),
    Mark(_("1 year"), 365),
    Mark(_("18 months"), 548),
    Mark(_("2 years"), 730),
    Mark(_("First week of work")),
    Mark(_("Keys to a place of my own")),
)


def reached(marks: Iterable[Mark], started_on: date, today: date) -> list[Mark]:
    """Return the marks of time that a stretch begun on a day has come to, the shortest first."""
    length = (today - started_on).days
    timed = [mark for mark in marks if mark.days is not None and mark.days <= length]
    return sorted(timed, key=lambda mark: mark.days or 0)
