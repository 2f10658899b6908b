"""When a mentorship has gone quiet. Moments in, one claim out: no times, no counts."""

from collections.abc import Iterable
from datetime import datetime, timedelta

AFTER_DAYS = 14


def is_quiet(
    signs: Iterable[datetime | None], *, now: datetime, after_days: int = AFTER_DAYS
) -> bool:
    """Tell whether every sign of contact there was lies so many whole days back.

    Signs are when it began, the latest message and the latest meeting; None is none.
    """
    latest = max((sign for sign in signs if sign), default=None)
    return latest is not None and latest <= silent_since(now, after_days)


def silent_since(now: datetime, after_days: int = AFTER_DAYS) -> datetime:
    """Return the moment after which no sign of contact may lie, for a mentorship to be quiet."""
    return now - timedelta(days=after_days)
