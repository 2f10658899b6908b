"""The server's inside: pages through Django in a few threads, live streams beside it.

Through WSGI Django answers 3 to 7 times the requests of its own ASGI handler, and a stream costs
11 KB instead of 61 (docs/adr/0023). A request takes a thread only when the whole of it is here,
so people on slow networks do not keep the others waiting.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from django.conf import settings

from cairn.config.bare import with_headers
from cairn.config.wsgi import application as pages
from cairn.realtime.stream import PATH, Live, Receive, Scope, Send

THREADS = 10

Message = MutableMapping[str, Any]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class Site:
    """The ASGI application: one for each web process."""

    def __init__(self) -> None:
        self.live = Live()
        self.pages = cast("Application", WSGIMiddleware(cast("Any", pages), workers=THREADS))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request with a page or a stream; say yes to starting and stopping."""
        if scope["type"] == "lifespan":
            await self._live_through(receive, send)
        elif scope["type"] == "http" and scope["path"] == PATH:
            await self.live(scope, receive, with_headers(send))
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
                await _refuse_size(with_headers(send))
                return
            more = message.get("more_body", False)
        await self.pages(scope, _once(bytes(body)), send)

    async def _live_through(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.live.end()
        await send({"type": "lifespan.shutdown.complete"})


def _once(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def _refuse_size(send: Send) -> None:
    headers = [(b"content-type", b"text/plain"), (b"connection", b"close")]
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"This is more than Cairn takes at once.\n"})


application = Site()
