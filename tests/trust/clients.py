"""People's machines without a browser: they send forms and hold live streams open."""

import http.client
import secrets
import socket
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.serving import LOOPBACK

_TOKEN = "t" * 32
_PATIENCE = 30


@dataclass(frozen=True)
class Machine:
    """Somebody's machine, signed in by their session, talking to one server."""

    port: int
    session: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": f"session={self.session}; csrf={_TOKEN}"}

    def get(self, path: str) -> str:
        with closing(self._connection()) as connection:
            connection.request("GET", path, headers=self.headers)
            return connection.getresponse().read().decode()

    def send(self, path: str, body: str, key: str) -> bool:
        """Post a message once; tell whether it was acknowledged."""
        form = {"body": body, "form_key": key, "csrfmiddlewaretoken": _TOKEN}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        with closing(self._connection()) as connection:
            try:
                connection.request("POST", path, urlencode(form), self.headers | kind)
                return connection.getresponse().status == http.client.SEE_OTHER
            except (OSError, http.client.HTTPException):
                return False

    def send_until_acknowledged(self, path: str, body: str) -> int:
        """Post a message under one key until it is acknowledged; return how often it was sent."""
        key, deadline = secrets.token_urlsafe(24), time.monotonic() + _PATIENCE
        sent = 1
        while not self.send(path, body, key):
            assert time.monotonic() < deadline, f"{body!r} was never acknowledged"
            sent += 1
            time.sleep(0.02)
        return sent

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(LOOPBACK, self.port, timeout=10)


class Stream:
    """An open live stream; it notes when each name arrived."""

    def __init__(self, machine: Machine) -> None:
        self._connection = http.client.HTTPConnection(LOOPBACK, machine.port, timeout=_PATIENCE)
        self._connection.request("GET", "/live", headers=machine.headers)
        self._socket = self._connection.sock  # the response takes it over
        self._lines = self._connection.getresponse()
        self._news = threading.Condition()
        self._arrived: list[tuple[str, float]] = []
        self._ear = threading.Thread(target=self._listen)
        self._ear.start()

    def wait_for(self, name: str, after: float) -> float:
        """Return when a name arrived, after a moment of the monotonic clock."""
        with self._news:
            assert self._news.wait_for(lambda: self._moment(name, after), timeout=_PATIENCE), name
        return self._moment(name, after) or 0

    def close(self) -> None:
        """Leave, as a page that is closed does."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._ear.join()
        self._lines.close()
        self._connection.close()

    def _moment(self, name: str, after: float) -> float | None:
        return next((at for told, at in self._arrived if told == name and at > after), None)

    def _listen(self) -> None:
        for line in self._lines:
            if line.startswith(b"event: "):
                with self._news:
                    self._arrived.append((line[7:].strip().decode(), time.monotonic()))
                    self._news.notify_all()
