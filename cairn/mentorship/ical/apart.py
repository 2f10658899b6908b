"""Reads one calendar in a process of its own, with little time and memory: files may be hostile.

Run as `python -m cairn.mentorship.ical.apart`; the file comes in, times go out.
"""

import json
import resource
import subprocess
import sys
from datetime import datetime

from cairn.mentorship.ical.reading import Busy, Unreadable, busy

SECONDS = 10
"""Of a processor, and twice that by the clock."""

_MEMORY = 768 * 1024 * 1024


def read(data: bytes, *, zone: str, start: datetime, end: datetime) -> Busy:
    """Read a calendar as `reading.busy` does; one that takes too much is Unreadable."""
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-m", __name__, zone, start.isoformat(), end.isoformat()],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=2 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise Unreadable("too_much") from slow
    if done.returncode:
        raise Unreadable("too_much")
    return _told(json.loads(done.stdout))


def main(zone: str, start: str, end: str) -> None:
    """Read what comes in, within limits, and say when its owner is busy."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    window = {"start": datetime.fromisoformat(start), "end": datetime.fromisoformat(end)}
    try:
        found = busy(sys.stdin.buffer.read(), zone=zone, **window)
    except Unreadable as refused:
        said: dict[str, object] = {"refused": refused.code}
    else:
        spans = [[one.isoformat(), other.isoformat()] for one, other in found.spans]
        said = {"spans": spans, "left_out": found.left_out}
    sys.stdout.write(json.dumps(said))


def _told(said: dict[str, object]) -> Busy:
    if "refused" in said:
        raise Unreadable(str(said["refused"]))
    spans: list[list[str]] = said["spans"]  # type: ignore[assignment]
    times = [(datetime.fromisoformat(a), datetime.fromisoformat(b)) for a, b in spans]
    return Busy(times, int(str(said["left_out"])))


if __name__ == "__main__":
    main(*sys.argv[1:])
