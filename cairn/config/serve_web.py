"""One web process: uvicorn around `asgi.py`, on a socket that the parent holds open.

As the parent holds it, people who arrive while a web process is started again wait a moment in
the socket's queue and are not turned away.
"""

import gc
import resource
import socket

import uvicorn
from django.urls import get_resolver

_GRACE = 3
_KEEP_ALIVE = 15
_MOST_FILES = 10_000


class _Web(uvicorn.Server):
    """A server that ends its live streams first, so that stopping does not wait for them."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        from cairn.config.asgi import application  # noqa: PLC0415 - loaded in `load`

        await application.live.end()
        await super().shutdown(sockets)


def load() -> None:
    """Load all of the pages' code, before processes are forked.

    What is there then stays: collections of garbage pass it over, and forked processes share it.
    """
    from cairn.config import asgi  # noqa: F401, PLC0415 - Django is set up by now

    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()


def run(listening: socket.socket) -> None:
    """Answer requests until asked to end."""
    _allow_many_streams()
    config = uvicorn.Config(
        "cairn.config.asgi:application",
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        lifespan="off",
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_GRACE,
    )
    _Web(config).run(sockets=[listening])


def _allow_many_streams() -> None:
    """Use the open files the system allows: each stream is one, and shells give 1024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, allowed), hard))
