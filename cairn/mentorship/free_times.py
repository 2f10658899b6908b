"""Times at which both of two people are free. Pure: weeks, busy spans, a moment; times out."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cairn.people.availability import DAY, WEEK, Block

Span = tuple[datetime, datetime]
"""From when to when: aware moments."""

AHEAD = timedelta(days=14)
NOTICE = timedelta(hours=3)
MOST = 8
_HOURS = range(7, 22)
_AWAKE = (8 * 60, 21 * 60)
_APART = timedelta(hours=4)
_A_DAY_MOST = 2


@dataclass(frozen=True)
class Week:
    """When somebody is free: minutes of their own week (`people.availability`), and their zone.

    Without blocks it is not known: then the hours at which people are awake.
    """

    zone: str
    blocks: tuple[Block, ...] = ()

    def covers(self, start: datetime, length: timedelta) -> bool:
        """Whether they are free from a moment on, for so long."""
        local = start.astimezone(ZoneInfo(self.zone))
        minute = local.hour * 60 + local.minute
        lasts = int(length.total_seconds()) // 60
        if not self.blocks:
            return _AWAKE[0] <= minute and minute + lasts <= _AWAKE[1]
        begin = local.weekday() * DAY + minute
        return any(
            start <= at and at + lasts <= end
            for start, end in self.blocks
            for at in (begin, begin + WEEK)
        )


def suggested(
    weeks: Sequence[Week],
    busy: Iterable[Span],
    *,
    zone: str,
    now: datetime,
    length: timedelta,
    on: date | None = None,
) -> list[datetime]:
    """Return times to come at which nobody is busy, soonest first: at most two a day, eight in all.

    They are whole hours of the zone of whoever proposes, none less than three hours away; of one
    day alone where it is given.
    """
    taken = merged(busy)
    chosen: list[datetime] = []
    for start in _hours(now, ZoneInfo(zone), on):
        fits = all(week.covers(start, length) for week in weeks)
        if fits and not overlaps(taken, start, start + length) and _is_apart(chosen, start, zone):
            chosen.append(start)
        if len(chosen) == MOST:
            break
    return chosen


def merged(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap or touch; in order of start."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def overlaps(taken: Sequence[Span], start: datetime, end: datetime) -> bool:
    """Whether one of some merged spans overlaps a span; touching is not overlapping."""
    place = bisect_left(taken, end, key=lambda span: span[0])
    return place > 0 and taken[place - 1][1] > start


def _hours(now: datetime, zone: ZoneInfo, on: date | None) -> Iterator[datetime]:
    first = now.astimezone(zone).date()
    ahead = (first + timedelta(days=days) for days in range(AHEAD.days + 1))
    for day in [on] if on else ahead:
        for hour in _HOURS:
            moment = _moment(day, hour, zone)
            if moment and moment >= now + NOTICE:
                yield moment


def _moment(day: date, hour: int, zone: ZoneInfo) -> datetime | None:
    """Return an hour of a day in UTC, None where the clocks leap over it."""
    local = datetime.combine(day, time(hour), tzinfo=zone)
    moment = local.astimezone(UTC)
    return moment if moment.astimezone(zone).hour == hour else None


def _is_apart(chosen: Sequence[datetime], start: datetime, zone: str) -> bool:
    """Whether a time is not close to one chosen, and its day not full."""
    day = start.astimezone(ZoneInfo(zone)).date()
    same = [one for one in chosen if one.astimezone(ZoneInfo(zone)).date() == day]
    return len(same) < _A_DAY_MOST and all(start - one >= _APART for one in same)
