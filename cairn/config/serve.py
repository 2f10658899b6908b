"""What `cairn serve` does: make everything stand, then keep the web and the worker running."""

import errno
import os
import socket
from dataclasses import dataclass

from cairn.config import folder, prepare, processes
from cairn.config.commands import demo
from cairn.config.folder import DataFolder, Trouble

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Wish:
    """What the operator asked for."""

    port: int
    host: str | None
    demo: bool
    worker: bool


def serve(wish: Wish) -> int:
    """Serve until asked to stop; return the exit status."""
    data = folder.opened(folder.chosen())
    if wish.demo:
        data.become("demo")
    prepare.see_that_it_was_made(data)
    host = _host(data, wish.host)
    listening = _listening(host, wish.port)
    os.environ.setdefault("CAIRN_URL", f"http://{host}:{wish.port}")
    prepare.prepare(data)
    announcement = _make_ready(data)
    processes.supervise(
        _parts(listening, with_worker=wish.worker),
        started=lambda: print(announcement, flush=True),  # noqa: T201 - told at the terminal
    )
    return 0


def _host(data: DataFolder, wanted: str | None) -> str:
    """Return where to listen: the demo, which signs anybody in, never leaves this machine."""
    if data.kind != "demo":
        return wanted or os.environ.get("HOST") or LOOPBACK
    if wanted not in (None, LOOPBACK, "localhost"):
        raise Trouble("The demo signs anybody in, so it is served to this machine alone.")
    return LOOPBACK


def _listening(host: str, port: int) -> socket.socket:
    """Take the port, before anything else is started, or raise Trouble."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            raise Trouble(
                f"Port {port} is in use: stop what uses it, or choose another with PORT."
            ) from problem
        raise Trouble(f"Cairn cannot listen at {host}:{port}: {problem.strerror}.") from problem
    # Head and body leave as two packets. Without this, which connections inherit, the second one
    # waits until the first is acknowledged: 40 ms on every page of a kept connection.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _make_ready(data: DataFolder) -> str:
    """Make what is still missing and load the pages; return what to tell the operator."""
    from cairn.config import serve_static, serve_web  # noqa: PLC0415 - Django is set up by now

    with data.alone():
        serve_static.gather()
        lines = _demo_accounts() if data.kind == "demo" else []
    serve_web.load()
    prepare.let_go()
    return "\n".join([f"Cairn is at {os.environ['CAIRN_URL']} (Ctrl-C stops it).", *lines])


def _demo_accounts() -> list[str]:
    demo.build()
    return [f"  {line}" for line in demo.accounts()]


def _parts(listening: socket.socket, *, with_worker: bool) -> list[processes.Part]:
    from cairn.config import serve_web, worker  # noqa: PLC0415 - likewise

    parts = [processes.Part("web", lambda: serve_web.run(listening))]
    return [*parts, processes.Part("worker", worker.work)] if with_worker else parts
