"""The one clock. Tests and the demo move it; nothing else asks the machine for the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_pinned: ContextVar[datetime | None] = ContextVar("pinned", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _pinned.get() or datetime.now(UTC)


def today(zone: str) -> date:
    """Return the calendar day it is in an IANA time zone, as a person there would say it."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def pinned(moment: datetime) -> Iterator[None]:
    """Hold the clock at an aware moment, for tests and for building the demo's past."""
    if moment.tzinfo is None:
        raise ValueError("the clock is pinned to aware moments only")
    token = _pinned.set(moment)
    try:
        yield
    finally:
        _pinned.reset(token)
