"""A clock that a test moves from outside, for the processes it starts and for no others.

`python -m tests.browser.year.moved_clock serve …` is `cairn serve …` on another day. The product
has no such door: the variable behind its one clock is replaced before anything else begins.
"""

import os
import sys
from contextvars import ContextVar, Token
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cairn.config import cli
from cairn.core import clock

FILE = "CAIRN_TESTS_CLOCK"


class Moved:
    """Stands in for what holds the clock: unless something does, it is as much later as a file says."""

    def __init__(self, file: Path, held: ContextVar[datetime | None]) -> None:
        self.file, self.held = file, held

    def get(self) -> datetime:
        later = timedelta(seconds=float(self.file.read_text() or 0))
        return self.held.get() or datetime.now(UTC) + later

    def set(self, moment: datetime | None) -> Token[datetime | None]:
        return self.held.set(moment)

    def reset(self, token: Token[datetime | None]) -> None:
        self.held.reset(token)


def install() -> None:
    """Let this process, and those it forks, go by the file that the environment names."""
    file = Path(os.environ[FILE])
    clock._pinned = Moved(file, clock._pinned)  # type: ignore[assignment]


def move(file: Path, moment: datetime) -> None:
    """Let it be a moment now; time goes on from there."""
    beside = file.with_suffix(".new")
    beside.write_text(str((moment - datetime.now(UTC)).total_seconds()))
    beside.replace(file)


if __name__ == "__main__":
    install()
    sys.exit(cli.main())
