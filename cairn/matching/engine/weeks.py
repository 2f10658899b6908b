"""When two people are both free, in the worse of a winter and a summer week.

A week is a circle of 10,080 minutes of UTC. Here it is a whole number of 10,080 bits, one a minute:
what both have is the `and` of two numbers, how long that is their count of ones.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from cairn.matching.engine.values import WEEK, Someone

_ALL = (1 << WEEK) - 1


def shared_minutes(one: Someone, other: Someone, year: int) -> int | None:
    """Minutes a week both are free, in the worse of the year's two named weeks; None: not known."""
    if not one.availability or not other.availability:
        return None
    return min(
        (
            _free(one.availability, one.time_zone, day)
            & _free(other.availability, other.time_zone, day)
        ).bit_count()
        for day in named_mondays(year)
    )


@lru_cache(maxsize=16)
def named_mondays(year: int) -> tuple[date, date]:
    """The second Monday of January and of July: one on each side of every change of clocks."""
    return _second_monday(year, 1), _second_monday(year, 7)


@lru_cache(maxsize=4096)
def offset_minutes(time_zone: str, day: date) -> int:
    """Minutes a zone is ahead of UTC at noon UTC of a day."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    ahead = noon.astimezone(ZoneInfo(time_zone)).utcoffset() or timedelta()
    return int(ahead.total_seconds()) // 60


def _second_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7 + 7)


@lru_cache(maxsize=4096)
def _free(blocks: tuple[tuple[int, int], ...], time_zone: str, day: date) -> int:
    local = 0
    for start, end in blocks:
        minutes = ((1 << (end - start)) - 1) << start
        local |= (minutes & _ALL) | (minutes >> WEEK)
    return _turn(local, -offset_minutes(time_zone, day) % WEEK)


def _turn(week: int, later: int) -> int:
    return ((week << later) | (week >> (WEEK - later))) & _ALL
