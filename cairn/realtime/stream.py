"""The live stream: server-sent events for one signed-in person, beside Django, not through it.

Who the person is, is asked in a thread that gives its database connection back at once: an open
stream holds no connection (a pool of 10 failed 90 of 100 streams otherwise). Whoever asks for a
thousand at once is refused most of them before that question: see docs/adr/0023.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connections
from django.http.cookie import parse_cookie
from django.utils.module_loading import import_string

from cairn.realtime.hub import STREAMS_PER_PERSON, Hub, Stream
from cairn.realtime.signals import SIGNED_OUT
from cairn.realtime.turns import Turns

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

PATH = "/live"
_KEEP_ALIVE = 20.0
_CHECK_AGAIN = 60.0
_ASKING_THREADS = 2
_ASKING_AT_ONCE = 64
_GOODBYE = f"event: {SIGNED_OUT}\ndata: \n\n".encode()  # the page then asks no more
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Live:
    """The ASGI application behind PATH."""

    def __init__(self) -> None:
        self.hub = Hub()
        self._open = Turns(STREAMS_PER_PERSON)  # by session, before it is known whose it is
        self._asking = Turns(_ASKING_AT_ONCE)  # by network
        self._threads = ThreadPoolExecutor(_ASKING_THREADS, thread_name_prefix="live")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: the stream, or why there is none."""
        if scope["method"] != "GET":
            return await _refuse(send, HTTPStatus.METHOD_NOT_ALLOWED)
        session = _session_of(scope)
        with self._open.taken(session) as is_free:
            if session and not is_free:
                return await _refuse(send, HTTPStatus.TOO_MANY_REQUESTS)
            return await self._answer(scope, session, receive, send)

    async def _answer(self, scope: Scope, session: str, receive: Receive, send: Send) -> None:
        with self._asking.taken(_network_of(scope)) as is_free:
            if not is_free:
                return await _refuse(send, HTTPStatus.TOO_MANY_REQUESTS)
            person = await self._person_of(session)
        if person is None:
            return await _refuse(send, HTTPStatus.UNAUTHORIZED)
        stream = self.hub.open(person)
        if stream is None:
            return await _refuse(send, HTTPStatus.TOO_MANY_REQUESTS)
        leaving = asyncio.ensure_future(_gone(receive))
        leaving.add_done_callback(lambda _: stream.end())
        try:
            return await self._pass_on(stream, session, send)
        finally:
            leaving.cancel()
            self.hub.close(stream)

    async def end(self) -> None:
        """End every stream of this process."""
        await self.hub.end()

    async def _pass_on(self, stream: Stream, session: str, send: Send) -> None:
        """Pass names on until the page leaves, the session ends or this process stops."""
        loop = asyncio.get_running_loop()
        await send({"type": "http.response.start", "status": HTTPStatus.OK, "headers": _HEADERS})
        checked_at = loop.time()
        while not stream.has_ended:
            names = await stream.names(within=_KEEP_ALIVE)
            if SIGNED_OUT in names or loop.time() - checked_at > _CHECK_AGAIN:
                checked_at = loop.time()
                if await self._person_of(session) != stream.person:
                    await _write(send, _GOODBYE, more=True)
                    break
            await _write(send, _events(names), more=True)
        await _write(send, b"", more=False)

    async def _person_of(self, session: str) -> UUID | None:
        if not session:
            return None
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, _ask, session)


def _ask(session: str) -> UUID | None:
    person_of: Callable[[str], UUID | None] = import_string(settings.CAIRN_STREAM_PERSON)
    try:
        return person_of(session)
    finally:
        connections.close_all()


async def _gone(receive: Receive) -> None:
    """Wait until the page has left; before that comes the request's own empty body."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _network_of(scope: Scope) -> str:
    """Return the network address that asks, as far as the server knows it."""
    client: tuple[str, int] | None = scope.get("client")
    return client[0] if client else ""


def _session_of(scope: Scope) -> str:
    """Return the session's key from the cookies of a request, or nothing."""
    sent = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
    return parse_cookie(sent.decode("latin-1")).get(settings.SESSION_COOKIE_NAME, "")


def _events(names: list[str]) -> bytes:
    """Write names as events without content; none of them is a comment that keeps alive."""
    told = [f"event: {name}\ndata: \n\n" for name in names if name != SIGNED_OUT]
    return "".join(told).encode() or b":\n\n"


async def _write(send: Send, body: bytes, *, more: bool) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})


async def _refuse(send: Send, status: HTTPStatus) -> None:
    headers = [(b"cache-control", b"no-store"), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await _write(send, b"", more=False)
