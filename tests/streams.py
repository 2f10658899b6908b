"""Pages that hold a live stream open, without a browser or a server."""

import asyncio
from collections.abc import Callable
from typing import Any

from django.conf import settings

from cairn.realtime.stream import Live


class Page:
    """An open page: what the stream told it, in order."""

    def __init__(self, live: Live, session: str, network: str = "192.0.2.1") -> None:
        self.status = 0
        self.text = ""
        self.is_over = False
        self.has_asked = False
        self.left = asyncio.Event()
        cookie = f"other=1; {settings.SESSION_COOKIE_NAME}={session}"
        headers, client = [(b"cookie", cookie.encode())], (network, 40_000)
        scope = {"type": "http", "method": "GET", "headers": headers, "client": client}
        self.task = asyncio.create_task(live(scope, self.receive, self.send))

    async def receive(self) -> dict[str, Any]:
        if not self.has_asked:
            self.has_asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.status = message.get("status", self.status)
        self.text += message.get("body", b"").decode()
        self.is_over = message.get("more_body", True) is False

    @property
    def names(self) -> list[str]:
        events = self.text.split("\n\n")
        return [
            event.split("\n")[0].removeprefix("event: ") for event in events if "event" in event
        ]


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not happened():  # noqa: ASYNC110 - what is waited for sends no event
            await asyncio.sleep(0.005)


async def opened(live: Live, *sessions: str) -> list[Page]:
    """Open pages and wait until each may rely on being told."""
    pages = [Page(live, session) for session in sessions]
    await until(lambda: all(page.names == ["ready"] for page in pages))
    return pages
