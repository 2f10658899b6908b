"""One process's ear: a connection that listens, and the open streams it passes the names on to.

A lost signal costs freshness, never data. So after every gap in listening each stream is told
"ready", upon which pages ask again for what they show.
"""

import asyncio
import contextlib
import logging
from collections import defaultdict
from typing import Any
from uuid import UUID

import psycopg
from django.db import connections

from cairn.realtime.signals import CHANNEL

READY = "ready"
STREAMS_PER_PERSON = 12
_PAUSE = 1.0
_KEEPALIVES = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}

log = logging.getLogger(__name__)


class Stream:
    """One open page of one person. Names that were not passed on yet are held once each."""

    __slots__ = ("_names", "_news", "has_ended", "person")

    def __init__(self, person: UUID) -> None:
        self.person = person
        self.has_ended = False
        self._names: dict[str, None] = {}
        self._news = asyncio.Event()

    def tell(self, name: str) -> None:
        """Hold a name until the stream's owner asks for it."""
        self._names[name] = None
        self._news.set()

    def end(self) -> None:
        """Let the stream's owner know that nothing more will come."""
        self.has_ended = True
        self._news.set()

    async def names(self, within: float) -> list[str]:
        """Return the names told since the last call, waiting some seconds for the first."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self._news.wait()
        self._news.clear()
        names, self._names = list(self._names), {}
        return names


class Hub:
    """The streams open in this process, by person."""

    def __init__(self) -> None:
        self._streams: defaultdict[UUID, set[Stream]] = defaultdict(set)
        self._listening: asyncio.Task[None] | None = None
        self._hears = False

    def open(self, person: UUID) -> Stream | None:
        """Open a stream for a person, or return None when they have too many already."""
        if len(self._streams[person]) >= STREAMS_PER_PERSON:
            return None
        stream = Stream(person)
        self._streams[person].add(stream)
        self._listen()
        if self._hears:
            stream.tell(READY)
        return stream

    def close(self, stream: Stream) -> None:
        """Forget a stream."""
        self._streams[stream.person].discard(stream)
        if not self._streams[stream.person]:
            del self._streams[stream.person]

    async def end(self) -> None:
        """End every stream and listen no longer, as this process is about to stop."""
        for stream in self._all():
            stream.end()
        if self._listening:
            self._listening.cancel()
            await asyncio.wait([self._listening])

    def _listen(self) -> None:
        if self._listening is None or self._listening.done():
            self._listening = asyncio.create_task(self._listen_always())

    async def _listen_always(self) -> None:
        """Listen, and begin again whenever the connection is lost."""
        while True:
            try:
                await self._listen_once()
            except psycopg.OperationalError:
                log.warning("The live connection to the database was lost; listening again soon.")
            finally:
                self._hears = False
            await asyncio.sleep(_PAUSE)

    async def _listen_once(self) -> None:
        async with await psycopg.AsyncConnection.connect(**_address()) as connection:
            await connection.execute(f"listen {CHANNEL}".encode())
            self._hears = True
            for stream in self._all():
                stream.tell(READY)
            async for note in connection.notifies():
                self._hear(note.payload)

    def _hear(self, payload: str) -> None:
        person, _space, name = payload.partition(" ")
        for stream in self._streams.get(UUID(person), ()):
            stream.tell(name)

    def _all(self) -> list[Stream]:
        return [stream for streams in self._streams.values() for stream in streams]


def _address() -> dict[str, Any]:
    """Return how to reach the database directly, outside Django's pool."""
    described = connections["default"].get_connection_params()
    theirs = {"context", "cursor_factory", "prepare_threshold"}
    ours = {key: value for key, value in described.items() if key not in theirs}
    return ours | _KEEPALIVES | {"autocommit": True}
