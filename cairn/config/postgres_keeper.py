"""Keeps PostgreSQL running while any process uses a data folder, and stops it after the last.

Started by `postgres.py` as a process of its own, with the standard library alone, so that it is
there within 30 ms. Whoever uses the server holds a shared lock; the keeper waits for the whole
of it. Locks end with their process, however it ends, so a killed process is noticed too. A
server that dies while it is used is started again.
"""

import contextlib
import ctypes
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

READY = "ready"
FAILED = "failed"
_PAUSE = 0.01
_PATIENCE = 30.0
_LONG_LIFE = 5.0
_TRIES = 5
_REST = 0.1
_PR_SET_CHILD_SUBREAPER = 36

Process = subprocess.Popen[bytes]


@dataclass(frozen=True)
class Charge:
    """What is kept: the command and as whom it runs, its cluster, socket, locks and last words."""

    command: list[str]
    how: dict[str, Any]
    cluster: str
    socket: str
    locks: str
    last_words: str


def main(text: str) -> None:
    """Keep one server, apart from whoever asked; return at once when another keeper keeps it.

    The locks end with the process, so that whoever sees them free knows that it is gone.
    """
    charge = Charge(**json.loads(text))
    locks = Path(charge.locks)
    with (locks / "use").open() as use, (locks / "keeper").open("a") as mine:
        if _is_alone(mine):
            mine.truncate(0)
            if not os.fork():
                _adopt_orphans()
                Keeper(charge, mine).keep(use)
                _wait_for_orphans()
            os._exit(0)


def _is_alone(mine: TextIO) -> bool:
    """Take the keeper's lock; the tries outlast those who only look whether it is held."""
    for _ in range(_TRIES):
        try:
            fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE)
        else:
            return True
    return False


def _adopt_orphans() -> None:
    """Have what outlives the server, its log writer, become our child (prctl(2), Linux alone)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _wait_for_orphans() -> None:
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()


class Keeper:
    """One server over its lives. What it writes into the lock file is read by those who wait."""

    def __init__(self, charge: Charge, report: TextIO) -> None:
        self.charge = charge
        self.report = report
        self.server: Process | None = None
        self.ending = False

    def keep(self, use: TextIO) -> None:
        """Run the server until nobody uses it, starting it again when it dies."""
        signal.signal(signal.SIGTERM, lambda *_: self.end())
        threading.Thread(target=self._end_when_unused, args=(use,), daemon=True).start()
        short_lives = 0
        while not self.ending and short_lives < _TRIES:
            time.sleep(short_lives * _REST)
            short_lives = 0 if self._live() > _LONG_LIFE else short_lives + 1
            self._tell("")
        if not self.ending:
            self._tell(FAILED)

    def end(self) -> None:
        """Ask for a fast shutdown; after half a minute insist."""
        self.ending = True
        self._send(signal.SIGINT)
        insist = threading.Timer(_PATIENCE, self._send, [signal.SIGQUIT])
        insist.daemon = True
        insist.start()

    def _end_when_unused(self, use: TextIO) -> None:
        fcntl.flock(use, fcntl.LOCK_EX)
        self.end()

    def _send(self, number: signal.Signals) -> None:
        if self.server:
            self.server.send_signal(number)

    def _live(self) -> float:
        """Run the server once; return the seconds it lived."""
        _clear_leftover(self.charge)
        began = time.monotonic()
        self.server = _started(self.charge)
        if self.ending:
            self._send(signal.SIGINT)
        if _becomes_ready(self.server, self.charge):
            self._tell(READY)
        self.server.wait()
        return time.monotonic() - began

    def _tell(self, text: str) -> None:
        self.report.truncate(0)
        self.report.write(text)
        self.report.flush()


def _started(charge: Charge) -> Process:
    with Path(charge.last_words).open("wb") as said:
        return subprocess.Popen(  # noqa: S603 - our own words
            charge.command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, **charge.how
        )


def _becomes_ready(server: Process, charge: Charge) -> bool:
    """Wait until the server says in its pid file that it is ready (line 8), or has ended."""
    while server.poll() is None:
        lines = _pid_file(charge)
        if lines[:1] == [str(server.pid)] and [line.strip() for line in lines[7:8]] == ["ready"]:
            return True
        time.sleep(_PAUSE)
    return False


def _clear_leftover(charge: Charge) -> None:
    """Clear what a killed keeper or machine left: a running server, or misleading lock files.

    PostgreSQL refuses to start while the number in an old lock file is taken, though it may be
    another program's by now, or that of a dead process nobody asked about. That a server of
    this cluster really runs shows in its socket and its working folder. Should parts of one
    still live, the memory they share keeps a second one from starting.
    """
    pid = next((int(line) for line in _pid_file(charge)[:1]), None)
    deadline = time.monotonic() + _PATIENCE
    while pid and _is_running(pid, charge) and time.monotonic() < deadline:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
        time.sleep(_PAUSE)
    for lock in (_path_of_pid_file(charge), Path(f"{charge.socket}.lock")):
        lock.unlink(missing_ok=True)


def _is_running(pid: int, charge: Charge) -> bool:
    return _answers(charge) or _works_in(pid, charge.cluster)


def _answers(charge: Charge) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        return client.connect_ex(charge.socket) == 0


def _works_in(pid: int, cluster: str) -> bool:
    try:
        return str(Path(f"/proc/{pid}/cwd").readlink()) == cluster
    except OSError:
        return False


def _pid_file(charge: Charge) -> list[str]:
    try:
        return _path_of_pid_file(charge).read_text().splitlines()
    except FileNotFoundError:
        return []


def _path_of_pid_file(charge: Charge) -> Path:
    return Path(charge.cluster) / "postmaster.pid"


if __name__ == "__main__":
    main(sys.argv[1])
