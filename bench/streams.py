"""What a thousand streams asked for in a second do to everybody else: `make bench-streams`.

On a demo in a scratch folder. By one person who is signed in, then by guesses of one network. Told
is how many opened, how many were refused, and how long a page took meanwhile, and before.
"""

import asyncio
import atexit
import http.client
import os
import shutil
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

from pages import Server, ask, sign_in

from cairn.config import folder as folders
from cairn.config import prepare, serve_static, serve_web
from cairn.config.commands import demo

MANY, SECONDS = 1_000, 1.0
LOOKS = 60


def main() -> None:
    """Build the demo, serve it, and print a line for each kind of rush."""
    path = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, path)  # after the database has been left, which registers later
    made = folders.opened(path / "data")
    made.become("demo")
    prepare.prepare(made)
    demo.build()
    serve_static.gather()
    prepare.let_go()
    server = Server.run(serve_web.run)
    try:
        asyncio.run(compare(server))
    finally:
        server.stop()


async def compare(server: Server) -> None:
    """Look at a page in quiet, then while a thousand streams are asked for."""
    headers = await asyncio.to_thread(sign_in, server.port, "mentee")
    session = headers["Cookie"]
    await looks(server, headers)  # warm
    show("quiet", Counter(), await looks(server, headers))
    rushes: dict[str, Callable[[int], str]] = {
        "by one person": lambda _number: session,
        "by guesses": lambda number: f"session=guess{number}",
    }
    for name, cookie in rushes.items():
        told, took = await asyncio.gather(rush(server.port, cookie), looks(server, headers))
        show(name, told, took)


async def rush(port: int, cookie: Callable[[int], str]) -> Counter[str]:
    """Ask for many streams, evenly over a second; return what was answered to them."""
    begun, links = time.perf_counter(), []
    for number in range(MANY):
        await asyncio.sleep(max(0.0, begun + number / MANY * SECONDS - time.perf_counter()))
        links.append(asyncio.create_task(opened(port, cookie(number))))
    answers = await asyncio.gather(*links)
    for _status, writer in answers:
        writer.close()
    return Counter(status for status, _writer in answers)


async def opened(port: int, cookie: str) -> tuple[str, asyncio.StreamWriter]:
    """Ask for one stream; return its status and the connection, which stays open."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode())
    line = await reader.readline()
    return line.split()[1].decode(), writer


def looks(server: Server, headers: dict[str, str]) -> Awaitable[list[float]]:
    """Look at Today again and again; return the seconds each look took."""

    def look() -> list[float]:
        took = []
        with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)) as link:
            for _ in range(LOOKS):
                begun = time.perf_counter()
                ask(link, "/", headers)
                took.append(time.perf_counter() - begun)
        return took

    return asyncio.to_thread(look)


def show(name: str, told: Counter[str], took: list[float]) -> None:
    """Print a line."""
    middle, longest = (value * 1000 for value in (statistics.median(took), max(took)))
    answers = ", ".join(f"{count} x {status}" for status, count in sorted(told.items()))
    print(f"{name:16}{answers:32} Today {middle:6.1f} ms, at most {longest:6.1f} ms")


if __name__ == "__main__":
    os.environ.setdefault("CAIRN_URL", "http://127.0.0.1")
    main()
