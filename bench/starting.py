"""How long Cairn takes to start, to come back after a kill, and to stop: `make bench-starting`.

On a demo in a scratch folder. A page is answered when its first byte arrives.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

CAIRN = Path(sys.executable).with_name("cairn")
TIMES = 5


def main() -> None:
    """Measure and print the table."""
    folder = Path(tempfile.mkdtemp())
    try:
        rows = [("first start to the first page", [start_and_stop(folder)[0]])]
        later = [start_and_stop(folder) for _ in range(TIMES)]
        rows += [
            ("later start to the first page", [started for started, _back, _gone in later]),
            ("first page after a kill of the web process", [back for _, back, _ in later]),
            ("Ctrl-C to the end of the last process", [gone for _, _, gone in later]),
        ]
    finally:
        shutil.rmtree(folder)
    for name, seconds in rows:
        print(f"{name:44} median {sorted(seconds)[len(seconds) // 2]:6.2f} s of {len(seconds)}")


def start_and_stop(folder: Path) -> tuple[float, float, float]:
    """Serve once; return the seconds to the first page, back after a kill, and to the end."""
    port = free_port()
    environ = {**os.environ, "CAIRN_DATA": str(folder / "data"), "PORT": str(port)}
    begun = time.perf_counter()
    serve = subprocess.Popen(
        [CAIRN, "serve", "--demo"], env=environ, stdout=subprocess.DEVNULL, start_new_session=True
    )
    started = seconds_until(lambda: answers(port), since=begun)
    os.kill(web_of(serve.pid), signal.SIGKILL)
    back = seconds_until(lambda: answers(port))
    os.killpg(serve.pid, signal.SIGINT)
    ending = time.perf_counter()
    serve.wait()
    return started, back, time.perf_counter() - ending


def seconds_until(happened: Callable[[], bool], since: float | None = None) -> float:
    """Return the seconds until something happens, asked every 5 ms."""
    begun = since or time.perf_counter()
    while not happened():
        time.sleep(0.005)
    return time.perf_counter() - begun


def web_of(pid: int) -> int:
    """Return the web process: the first that the parent forked."""
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


def answers(port: int) -> bool:
    """Ask for a page; tell whether an answer begins."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
            client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return client.recv(1) == b"H"
    except OSError:
        return False


def free_port() -> int:
    """Return a port that nothing uses."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


if __name__ == "__main__":
    main()
