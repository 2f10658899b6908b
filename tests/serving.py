"""Real servers for the tests that need processes, ports and more than one login at a time."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import database

ROOT = Path(__file__).resolve().parent.parent
CAIRN = Path(sys.executable).with_name("cairn")
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Ground:
    """What servers stand on: a data folder and databases that no other test uses."""

    folder: Path
    environment: dict[str, str]

    def run(self, module: str, *arguments: str) -> Any:
        """Run one of the tests' own modules here, as a process; return the JSON it prints."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env=self.environment | {"DJANGO_SETTINGS_MODULE": "cairn.config.settings"},
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    @contextmanager
    def serving(self, *options: str, by: tuple[Any, ...] = (CAIRN,)) -> Iterator["Site"]:
        """Run `cairn serve` until the end of the block, or what stands in for `cairn`."""
        port = _free_port()
        process = subprocess.Popen(
            [*by, "serve", "--port", str(port), *options],
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        site = Site(port, process)
        try:
            until(lambda: site.answers() or process.poll() is not None, within=60)
            yield site
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


@dataclass(frozen=True)
class Site:
    """A running server."""

    port: int
    process: "subprocess.Popen[bytes]"

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def web(self) -> int:
        """The process that answers requests now: the first of the parent's children."""
        pid = self.process.pid
        return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])

    def answers(self) -> bool:
        request = f"GET /support/ HTTP/1.1\r\nHost: {LOOPBACK}\r\nConnection: close\r\n\r\n"
        try:
            with socket.create_connection((LOOPBACK, self.port), timeout=5) as asking:
                asking.sendall(request.encode())
                return asking.recv(12) == b"HTTP/1.1 200"
        except OSError:
            return False


def filled(name: str, folder: Path, kind: str, run: str) -> tuple[Ground, dict[str, Any]]:
    """Lay out databases of a name and a data folder of a kind ("demo" or "site"), and fill them.

    Returns them with what `tests.filling` told. Of the processes of one run of the tests the
    first builds the world, and the others begin from a copy.
    """
    place, kept_as = database.place(), f"filled_{name}"
    with place.alone(kept_as) as kept:
        found = json.loads(kept.read() or "{}")
        if found.get("run") == run:
            return _ground(place.beside(name, kept_as), folder, kind), found["told"]
        ground = _ground(place.beside(name), folder, kind)
        if kind == "demo":
            subprocess.run([CAIRN, "demo"], env=ground.environment, cwd=ROOT, check=True)
        told = ground.run("tests.filling")
        place.keep(name, kept_as)
        kept.truncate(0)
        json.dump({"run": run, "told": told}, kept)
    return ground, told


def empty(name: str, folder: Path, **more: str) -> Ground:
    """Lay out databases of a name and a data folder with nobody in them."""
    ground = _ground(database.place().beside(name), folder, "site")
    return Ground(ground.folder, ground.environment | more)


def _ground(addresses: dict[str, str], folder: Path, kind: str) -> Ground:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kind").write_text(kind)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO_")}
    ours = {"CAIRN_DATA": str(folder), "PYTHONPATH": str(ROOT)}
    demo = {"CAIRN_DEMO": "1" if kind == "demo" else ""}
    return Ground(folder, kept | addresses | ours | demo)


def until(happened: Callable[[], object], *, within: float = 10) -> None:
    deadline = time.monotonic() + within
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def _free_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as listening:
        return int(listening.getsockname()[1])
