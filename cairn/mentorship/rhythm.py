"""When staff owe a contact: twice in month one, then monthly. Days in, days out.

Of thirty traits of 1,451 programs, only the frequency of staff contact predicted which matches
failed early (Prev Sci 2021;22:334).
"""

import calendar
from datetime import date, timedelta

FIRST_AFTER = timedelta(days=7)
SECOND_AFTER = timedelta(days=21)
MONTHS_AHEAD = 6


def due_days(begun_on: date, months: int = MONTHS_AHEAD) -> tuple[date, ...]:
    """Return the days of the contacts due to one of the two within so many months.

    Two lie in the first month: after one week and after three. Every further month has one,
    on the same day of the month as the second, or the month's last day where it is shorter.
    """
    second = begun_on + SECOND_AFTER
    monthly = [_months_later(second, count) for count in range(1, months)]
    return (begun_on + FIRST_AFTER, second, *monthly)


def next_after(begun_on: date, last: date) -> date:
    """Return the first day of the rhythm that lies after `last`, however long it has gone on."""
    months = 12 * (last.year - begun_on.year) + last.month - begun_on.month + 2
    return next(day for day in due_days(begun_on, months) if day > last)


def _months_later(day: date, count: int) -> date:
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return day.replace(
        year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1])
    )
