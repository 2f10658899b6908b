"""What the tests of this folder share: data folders, processes, other people of the machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).parents[3]
CAIRN = Path(sys.executable).with_name("cairn")
NOBODY = 65534
OURS = ("DATABASE_URL", "DATABASE_OWNER_URL", "KEYS_URL", "KEYS_OWNER_URL", "SECRET_KEY")


def _anybody_reaches(path: Path) -> bool:
    """Tell whether each folder on the way, links followed, lets everybody pass."""
    return all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents)


def _python_of_anybody() -> Path | None:
    """Return a Python of our version that everybody may start; ours may lie in a closed home."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    known = (Path(sys.executable), Path("/usr/bin") / version)
    return next((one for one in known if one.exists() and _anybody_reaches(one)), None)


ANYBODYS = _python_of_anybody()
as_root = pytest.mark.skipif(
    os.geteuid() != 0 or ANYBODYS is None or not _anybody_reaches(ROOT / "cairn"),
    reason="another person is tried out by root, where others reach Python and this checkout",
)


def environment(data: Path, **more: str) -> dict[str, str]:
    """Return the environment of a shell in which nothing of Cairn is set but the data folder."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if key not in OURS and not key.startswith(("CAIRN_", "DJANGO_"))
    }
    return kept | {"CAIRN_DATA": str(data), "PYTHONPATH": str(ROOT)} | more


def cairn(*arguments: str, data: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [CAIRN, *arguments],
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@contextmanager
def serving(data: Path, port: int, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Serve in a session of its own, as a terminal would have it; kill what is left of it."""
    process = subprocess.Popen(
        [CAIRN, "serve", "--port", str(port), *options],
        env=environment(data),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        until(lambda: answers(port) or process.poll() is not None, within=30)
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=30)


def as_nobody(code: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run Python as somebody who owns nothing here."""
    return subprocess.run(
        [str(ANYBODYS), "-c", code, *arguments],
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        env=environment(Path("/nonexistent"))
        | {"PYTHONPATH": _where_we_import(), **_QUIET, **more},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
    )


_QUIET = {"PYTHONDONTWRITEBYTECODE": "1"}


def _where_we_import() -> str:
    return os.pathsep.join([str(ROOT), *(path for path in sys.path if "site-packages" in path)])


def ask(address: str, query: str) -> list[tuple[object, ...]]:
    """Run one query on a database of its own address; return its rows."""
    with psycopg.connect(address, autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchall() if cursor.description else []


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def client(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=5)


def answers(port: int) -> bool:
    """Tell whether a request gets an answer, whatever it is."""
    try:
        with client(port) as asking:
            asking.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return asking.recv(12).startswith(b"HTTP/1.1 ")
    except OSError:
        return False


def until(happened: Callable[[], object], *, within: float = 10) -> None:
    deadline = time.monotonic() + within
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def processes_of(data: Path) -> dict[int, str]:
    """Return the commands of all living processes that work for a data folder, by number."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_text().replace("\0", " ")
            mine = f"CAIRN_DATA={data}".encode() in (entry / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if command and (mine or str(data) in command):
            found[int(entry.name)] = command
    return found


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
