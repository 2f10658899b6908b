"""The embedded PostgreSQL of a data folder: started when first used, stopped after the last use.

Every process that uses it holds a shared lock on `run/use` until it leaves or dies; a keeper
(`postgres_keeper.py`) waits for the last of them. No other code starts or stops the server.
"""

import fcntl
import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

from cairn.config import postgres_cluster as cluster
from cairn.config import postgres_keeper as keeper
from cairn.config.folder import DataFolder, Trouble
from cairn.config.postgres_account import Account, account_for
from cairn.config.postgres_socket import NAME, socket_folder

_PAUSE = 0.005
_PATIENCE = 60.0
_LAST_WORDS = "last-words"
_COMPLAINT = "FATAL:"


@dataclass
class Server:
    """A running server, used by this process until it leaves."""

    folder: DataFolder
    socket: Path
    use: TextIO

    def url(self, login: str, database: str) -> str:
        """Return the address of a database for one of our two logins."""
        password = self.folder.secret(f"{login.removeprefix('cairn_')}_password")
        return (
            f"postgresql://{login}:{password}@/{database}?host={quote(str(self.socket), safe='')}"
        )

    def leave(self) -> None:
        """Use it no longer; when nobody else does, return after server and keeper have ended."""
        fcntl.flock(self.use, fcntl.LOCK_UN)
        deadline = time.monotonic() + _PATIENCE
        while _is_kept(self.folder) and not self._is_used() and time.monotonic() < deadline:
            time.sleep(_PAUSE)
        self.use.close()

    def _is_used(self) -> bool:
        """Tell whether others use it: they share the lock, the stopping keeper does not."""
        return not _locks(self.use, fcntl.LOCK_EX) and _locks(self.use, fcntl.LOCK_SH)


def started(folder: DataFolder, *, durable: bool = True) -> Server:
    """Use the server of a data folder, made and started when needed, or raise Trouble.

    `durable=False` is for tests alone: a power cut would lose what was committed.
    """
    account = account_for(folder.path / "postgres", cluster.program("postgres"))
    socket = socket_folder(folder, account)
    use = (folder.private("run") / "use").open("a")
    fcntl.flock(use, fcntl.LOCK_SH)
    try:
        if not _is_ready(folder):
            _start_keeper(_charge(folder, account, socket, durable=durable))
            _wait(folder)
    except BaseException:
        use.close()
        raise
    return Server(folder, socket, use)


def _charge(folder: DataFolder, account: Account, socket: Path, *, durable: bool) -> keeper.Charge:
    log = account.give(folder.private("log"))
    place = _made_once(folder, account, durable=durable)
    settings = cluster.settings(socket, log, durable=durable)
    return keeper.Charge(
        command=[*account.prefix, str(cluster.program("postgres")), "-D", str(place), *settings],
        how=account.how,
        cluster=str(place),
        socket=str(socket / NAME),
        locks=str(folder.path / "run"),
        last_words=str(folder.path / "run" / _LAST_WORDS),
    )


def _made_once(folder: DataFolder, account: Account, *, durable: bool) -> Path:
    """Return the cluster's folder; of several first starts at once, one makes it."""
    with folder.alone():
        return cluster.made(folder, account, durable=durable)


def _start_keeper(charge: keeper.Charge) -> None:
    """Start a keeper apart from our terminal, so that Ctrl-C is ours to answer."""
    program = [sys.executable, "-I", "-S", keeper.__file__, json.dumps(asdict(charge))]
    subprocess.run(  # noqa: S603 - our own words
        program, check=True, stdin=subprocess.DEVNULL, cwd="/", start_new_session=True
    )


def _wait(folder: DataFolder) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not _is_ready(folder):
        if _report(folder) == keeper.FAILED or time.monotonic() > deadline:
            raise Trouble(f"PostgreSQL does not start: {_last_words(folder)}")
        time.sleep(_PAUSE)


def _last_words(folder: DataFolder) -> str:
    """Return the server's last complaint, from before or after it opened its log."""
    said = [folder.path / "run" / _LAST_WORDS, *(folder.path / "log").glob("*.log")]
    newest = max(said, key=lambda path: path.stat().st_mtime)
    complaints = [
        line for line in newest.read_text(errors="replace").splitlines() if _COMPLAINT in line
    ]
    return complaints[-1].partition(_COMPLAINT)[2].strip() if complaints else f"see {newest}"


def _is_ready(folder: DataFolder) -> bool:
    return _is_kept(folder) and _report(folder) == keeper.READY


def _report(folder: DataFolder) -> str:
    """Return what the keeper says in its lock file."""
    return (folder.path / "run" / "keeper").read_text()


def _is_kept(folder: DataFolder) -> bool:
    """Tell whether a keeper lives, by its lock."""
    with (folder.path / "run" / "keeper").open("a") as lock:
        return not _locks(lock, fcntl.LOCK_SH)


def _locks(file: TextIO, kind: int) -> bool:
    """Try for a lock without waiting, and let go of it."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    fcntl.flock(file, fcntl.LOCK_UN)
    return True
