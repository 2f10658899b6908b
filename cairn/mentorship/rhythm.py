"""When staff owe contacts, twice in month one, then monthly, and reviews. Days in, days out.

A program may set other days for those that begin from then on.

Of thirty traits of 1,451 programs, only the frequency of staff contact predicted which matches
failed early (Prev Sci 2021;22:334).
"""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

CONTACT_DAYS = (7, 21)
REVIEW_DAYS = (30, 90, 180)
MONTHS_AHEAD = 6


def due_days(
    begun_on: date, months: int = MONTHS_AHEAD, first: Sequence[int] = CONTACT_DAYS
) -> tuple[date, ...]:
    """Return the days of the contacts due to one of the two within so many months.

    Those of the first month lie so many days after the beginning: one week and three. Every
    further month has one, on the same day of the month as the last of these, or the month's last
    day where it is shorter.
    """
    days = days_after(begun_on, first)
    monthly = [_months_later(days[-1], count) for count in range(1, months)]
    return (*days, *monthly)


def days_after(begun_on: date, days: Sequence[int]) -> tuple[date, ...]:
    """Return the days that lie so many days after the beginning, the earliest first."""
    return tuple(begun_on + timedelta(days=each) for each in sorted(days))


def next_after(begun_on: date, last: date, first: Sequence[int] = CONTACT_DAYS) -> date:
    """Return the first day of the rhythm that lies after `last`, however long it has gone on."""
    months = 12 * (last.year - begun_on.year) + last.month - begun_on.month + 2
    return next(day for day in due_days(begun_on, months, first) if day > last)


def _months_later(day: date, count: int) -> date:
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return day.replace(
        year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1])
    )
