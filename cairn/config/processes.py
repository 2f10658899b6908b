"""The process tree of `cairn serve`: parts that are started again when they die.

Parts are forked from a parent that has loaded everything, so that a killed one is back within
milliseconds. None outlives the parent, however that ends.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path

from cairn.config.folder import Trouble

_FORK = multiprocessing.get_context("fork")
_HEARD = {signal.SIGCHLD, signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
_LONG_LIFE = 5.0
_PAUSE = 1.0
_MOST_SHORT_LIVES = 5
_PATIENCE = 15.0
_MOMENT = 0.001
_PR_SET_PDEATHSIG = 1


@dataclass
class Part:
    """One process by its name, and what it does."""

    name: str
    run: Callable[[], None]
    process: BaseProcess | None = None
    began: float = 0.0
    short_lives: int = field(default=0)

    def start(self) -> None:
        """Fork it off, once no other thread runs here."""
        be_alone()
        self.began = time.monotonic()
        self.process = _FORK.Process(target=_live, args=(self.run, os.getpid()), name=self.name)
        self.process.start()

    def start_again_when_dead(self) -> None:
        """Start it again, at once after a long life, or raise Trouble when it keeps dying."""
        if self.process is None or self.process.is_alive():
            return
        if time.monotonic() - self.began > _LONG_LIFE:
            self.short_lives = 0
        self.short_lives += 1
        if self.short_lives > _MOST_SHORT_LIVES:
            raise Trouble(f"The {self.name} process keeps ending; its last error stands above.")
        time.sleep(0 if self.short_lives == 1 else _PAUSE)
        self.start()

    def stop(self) -> None:
        """Ask it to end."""
        if self.process and self.process.is_alive():
            self.process.terminate()

    def wait(self, until: float) -> None:
        """Wait for its end to a moment of the monotonic clock, then insist."""
        if self.process:
            self.process.join(max(0.0, until - time.monotonic()))
            self.process.kill()
            self.process.join()


def be_alone() -> None:
    """Wait until this process has one thread, or raise RuntimeError.

    A thread that was joined may still be ending, and as it ends it takes a lock of the library
    that encrypts. A child forked in that moment keeps the lock for ever, and cannot sign in to
    the database. Only Linux tells how many threads there are.
    """
    threads = Path("/proc/self/task")
    deadline = time.monotonic() + _PATIENCE
    while threads.exists() and len(list(threads.iterdir())) > 1:
        if time.monotonic() > deadline:
            raise RuntimeError("Another thread runs here: nothing can be forked safely.")
        time.sleep(_MOMENT)


def supervise(parts: list[Part], started: Callable[[], None]) -> None:
    """Run parts until this process is asked to end; tell when they were started."""
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)
    try:
        for part in parts:
            part.start()
        started()
        while signal.sigwait(_HEARD) == signal.SIGCHLD:
            for part in parts:
                part.start_again_when_dead()
    finally:
        _stop(parts)


def _stop(parts: list[Part]) -> None:
    deadline = time.monotonic() + _PATIENCE
    for part in parts:
        part.stop()
    for part in parts:
        part.wait(deadline)


def _live(run: Callable[[], None], parent: int) -> None:
    """Be a part: out of reach of the terminal's Ctrl-C, and not longer than the parent."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _HEARD)
    _die_with(parent)
    run()


def _die_with(parent: int) -> None:
    """Have the system end this process when its parent ends (prctl(2), Linux alone)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit()
