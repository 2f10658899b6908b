"""When something that repeats happens within a window, by its rule (RFC 5545, 3.3.10)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from dateutil.rrule import rrulestr

from cairn.mentorship.ical.moments import When

_STEPS = {"DAILY": 1, "WEEKLY": 7}
_KNOWN = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_FURTHEST_INTERVAL = 10_000
MOST = 5_000
"""Times of one rule within a window; more are no appointments of a person."""


class NotARule(ValueError):  # noqa: N818 - it names what the text is
    """A rule that can't be read, or that repeats more often than once a day."""


def walls(start: When, rule: str, first: datetime, last: datetime) -> Iterator[datetime]:
    """Yield the clock's faces of a rule's times between two faces of the same clock.

    A rule without a count begins anew near the window, a whole number of its steps later: what
    began long ago costs no more than what began yesterday.
    """
    parts = _parts(rule)
    begin = _near(start.wall, parts, first)
    try:
        found = rrulestr(_said(parts, start), dtstart=begin)
        for number, wall in enumerate(found.xafter(first, inc=True)):
            if wall > last:
                return
            if number == MOST:
                raise NotARule(rule)
            yield wall
    except (ValueError, TypeError, OverflowError, AttributeError, IndexError) as problem:
        raise NotARule(rule) from problem


def _parts(rule: str) -> dict[str, str]:
    pieces = (piece.partition("=") for piece in rule.upper().split(";") if piece.strip())
    parts = {key.strip(): value.strip() for key, _equals, value in pieces}
    interval = parts.get("INTERVAL", "1")
    if parts.get("FREQ") not in _KNOWN or not interval.isascii() or not interval.isdigit():
        raise NotARule(rule)
    if not 1 <= int(interval) <= _FURTHEST_INTERVAL:
        raise NotARule(rule)
    if {"BYHOUR", "BYMINUTE", "BYSECOND"} & parts.keys():
        raise NotARule(rule)
    return parts


def _near(wall: datetime, parts: dict[str, str], first: datetime) -> datetime:
    step = _STEPS.get(parts["FREQ"], 0) * int(parts.get("INTERVAL", "1"))
    days = (first - wall).days
    if not step or days < 2 * step or {"COUNT", "BYSETPOS"} & parts.keys():
        return wall
    return wall + timedelta(days=(days // step - 1) * step)


def _said(parts: dict[str, str], start: When) -> str:
    """Say a rule to the library: its end by the same clock's face as its beginning."""
    said = {key: value for key, value in parts.items() if not key.startswith("X-")}
    if "UNTIL" in said:
        said["UNTIL"] = f"{_until(said['UNTIL'], start):%Y%m%dT%H%M%S}"
    return ";".join(f"{key}={value}" for key, value in said.items())


def _until(text: str, start: When) -> datetime:
    if len(text) == len("20260101"):
        return datetime.strptime(text, "%Y%m%d") + timedelta(days=1, seconds=-1)  # noqa: DTZ007
    wall = datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    if text.endswith("Z"):
        return wall.replace(tzinfo=UTC).astimezone(start.zone).replace(tzinfo=None)
    return wall
