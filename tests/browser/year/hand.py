"""The hand that moves the clock of a server and of what works for it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from tests import serving
from tests.browser.year import moved_clock
from tests.serving import ROOT, Ground, Site

SERVER = (sys.executable, "-m", "tests.browser.year.moved_clock")
CLOCKWORK = (sys.executable, "-m", "tests.browser.year.clockwork")
_SETTINGS = {"DJANGO_SETTINGS_MODULE": "cairn.config.settings"}


class Hand:
    """Moves the clock, and asks for what happens then and for who signs in."""

    def __init__(self, file: Path, process: "subprocess.Popen[str]") -> None:
        self.file, self.process = file, process
        self.door = str(self._heard())

    def move(self, moment: datetime) -> None:
        """Let it be a moment, and let the clock and the worker do what is theirs by then."""
        moved_clock.move(self.file, moment)
        self.strike()

    def strike(self) -> None:
        self._asked("strike")

    def sign_in(self, who: str) -> str:
        """Return a new session of somebody."""
        return str(self._asked(f"sign_in {who}"))

    def _asked(self, line: str) -> Any:
        assert self.process.stdin
        print(line, file=self.process.stdin, flush=True)
        return self._heard()

    def _heard(self) -> Any:
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())


@contextmanager
def moving(name: str, folder: Path, language: str, begins: datetime) -> Iterator[tuple[Site, Hand]]:
    """Serve an organization of few people, in a language, from a moment on."""
    file = folder / "clock"
    folder.mkdir(parents=True, exist_ok=True)
    moved_clock.move(file, begins)
    ground = serving.empty(name, folder, **{moved_clock.FILE: str(file)})
    with _clockwork(ground, language) as process, ground.serving("--no-worker", by=SERVER) as site:
        yield site, Hand(file, process)


@contextmanager
def _clockwork(ground: Ground, language: str) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [*CLOCKWORK, language],
        env=ground.environment | _SETTINGS,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.communicate(timeout=30)
