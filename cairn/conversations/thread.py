"""Messages as a page shows them: by day, with the time under the last of those sent together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

TOGETHER = timedelta(minutes=10)


@dataclass(frozen=True)
class Line:
    """One message: `at` in the reader's zone; `is_gone` when its writer's key was destroyed."""

    pk: UUID
    body: str
    at: datetime
    is_own: bool
    ends_run: bool = True

    @property
    def timed_at(self) -> datetime | None:
        """When, where that stands under it."""
        return self.at if self.ends_run else None

    @property
    def is_gone(self) -> bool:
        """Whether nobody can read it any more."""
        return not self.body


@dataclass(frozen=True)
class Day:
    """The messages of one day; `days_ago` is 0 for today, `is_named` where the day is new."""

    on: date
    days_ago: int
    is_named: bool
    lines: tuple[Line, ...]


def by_day(lines: Sequence[Line], *, today: date, after: date | None = None) -> tuple[Day, ...]:
    """Group messages, oldest first, into days; `after` is the day the page has named already."""
    return tuple(
        Day(on, (today - on).days, on != after, tuple(_ending_runs(tuple(run))))
        for on, run in groupby(lines, key=lambda line: line.at.date())
    )


def _ending_runs(lines: Sequence[Line]) -> list[Line]:
    followed = zip(lines, [*lines[1:], None], strict=True)
    return [replace(line, ends_run=_ends_run(line, following)) for line, following in followed]


def _ends_run(line: Line, following: Line | None) -> bool:
    return following is None or following.is_own != line.is_own or following.at - line.at > TOGETHER
