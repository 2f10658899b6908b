"""How fast pages are, beside a bare Django page on the same server: `make bench-pages`.

On a demo in a scratch folder. The bare page asks as many queries by the ORM as Today does, session
and account included, and renders a list of 50; the bare insert stores one row. Clients share the
machine's cores with the servers, so that only the ratios mean something.
"""

import atexit
import http.client
import multiprocessing
import os
import secrets
import shutil
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache, partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode

from cairn.config import folder as folders
from cairn.config import prepare, serve_static, serve_web
from cairn.config.commands import demo

ROLES = ("mentee", "newcomer", "mentor", "coordinator")
CLIENTS, SECONDS, ROUNDS = 4, 1.0, 6
TOKEN = "t" * 32
WELL = {200, 303}
_OF_SESSION = 2  # queries: the session and its account
FORK = multiprocessing.get_context("fork")

Request = Callable[[http.client.HTTPConnection], int]


def main() -> None:
    """Build the demo, serve it beside the bare pages, measure, and print the table."""
    path = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, path)  # after the database has been left, which registers later
    made = folders.opened(path / "data")
    made.become("demo")
    prepare.prepare(made)
    demo.build()
    serve_static.gather()
    counts = {role: count_queries(role) for role in ROLES}
    make_table()
    prepare.let_go()
    ours, bare = Server.run(serve_web.run), Server.run(run_bare)
    try:
        measure(counts, ours, bare)
    finally:
        ours.stop()
        bare.stop()


def measure(counts: dict[str, int], ours: "Server", bare: "Server") -> None:
    """Measure each page and its bare one in turns, as the machine may be busy with other things."""
    print(f"{'':28} {'req/s':>7}{'p50 ms':>8}{'p99 ms':>8}{'CPU ms':>8}   ", end="")
    print(f"{'bare req/s':>12}{'CPU ms':>8}   {'rate':>5}{'CPU':>6}")
    for role in ROLES:
        headers = sign_in(ours.port, role)
        page = Side(ours, lambda link, headers=headers: ask(link, "/", headers))
        floor = Side(
            bare, lambda link, n=counts[role], headers=headers: ask(link, f"/{n}/", headers)
        )
        show(f"Today, {role}", f"{counts[role]} SQL", *in_turns(page, floor))
    headers = sign_in(ours.port, "mentee")
    talk = place_of(ours.port, "/talk/", headers)
    page = Side(ours, partial(send, path=talk, headers=headers))
    floor = Side(bare, partial(ask, path="/insert/", headers=headers))
    show("a message stored", "", *in_turns(page, floor))


def show(name: str, count: str, ours: "Side", bare: "Side") -> None:
    """Print a row; the last columns say how much of the bare rate is kept, by clock and by CPU."""
    p50, p99 = (statistics.quantiles(ours.took, n=100)[place] * 1000 for place in (49, 98))
    print(f"{name:20}{count:>8} {ours.rate:7.0f}{p50:8.1f}{p99:8.1f}{ours.cost:8.1f}   ", end="")
    print(f"{bare.rate:12.0f}{bare.cost:8.1f}   ", end="")
    print(f"{ours.rate / bare.rate:5.0%}{bare.cost / ours.cost:6.0%}")


def in_turns(*sides: "Side") -> tuple["Side", ...]:
    """Ask one side, then the other, a few times."""
    for _ in range(ROUNDS):
        for side in sides:
            before = side.server.cpu()
            side.took.extend(ask_at_once(side.server.port, side.request))
            side.cpu += side.server.cpu() - before
    return sides


@dataclass
class Side:
    """A request to a server, and what it took."""

    server: "Server"
    request: Request
    took: list[float] = field(default_factory=list)
    cpu: float = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.took) / SECONDS / ROUNDS

    @property
    def cost(self) -> float:
        """Milliseconds of the web process's CPU an answer; the database's are not in it."""
        return self.cpu / len(self.took) * 1000


def ask_at_once(port: int, request: Request) -> list[float]:
    """Let several clients ask one request after the other; return the seconds each took."""
    took: list[float] = []
    until = time.perf_counter() + SECONDS

    def client() -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as link:
            while (begun := time.perf_counter()) < until:
                status = request(link)
                assert status in WELL, status
                took.append(time.perf_counter() - begun)

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def ask(link: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> int:
    """Get a page."""
    link.request("GET", path, headers=headers)
    response = link.getresponse()
    response.read()
    return response.status


def send(link: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> int:
    """Send a message as the page does."""
    key = secrets.token_urlsafe(24)
    status, _headers = post(link, path, headers, body="Slept five hours.", form_key=key)
    return status


def post(
    link: http.client.HTTPConnection, path: str, headers: dict[str, str], **form: str
) -> tuple[int, http.client.HTTPMessage]:
    """Send a form; return the status and the headers of the answer."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode({**form, "csrfmiddlewaretoken": TOKEN})
    link.request("POST", path, body, headers | kind)
    response = link.getresponse()
    response.read()
    return response.status, response.headers


def sign_in(port: int, role: str) -> dict[str, str]:
    """Return the headers of somebody of the demo."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as link:
        _status, headers = post(link, "/demo/", {"Cookie": f"csrf={TOKEN}"}, role=role)
    cookies = (line.partition(";")[0] for line in headers.get_all("Set-Cookie", []))
    session = next(cookie for cookie in cookies if cookie.startswith("session="))
    return {"Cookie": f"{session}; csrf={TOKEN}"}


def place_of(port: int, path: str, headers: dict[str, str]) -> str:
    """Return where a page sends one on."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as link:
        link.request("GET", path, headers=headers)
        return str(link.getresponse().headers["Location"]).partition("#")[0]


@dataclass(frozen=True)
class Server:
    """A server in a process of its own."""

    port: int
    process: BaseProcess

    @classmethod
    def run(cls, serve: Callable[[socket.socket], None]) -> Self:
        """Fork it off."""
        listening = socket.create_server(("127.0.0.1", 0), backlog=256)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as `serve` does
        process = FORK.Process(target=serve, args=(listening,))
        process.start()
        return cls(int(listening.getsockname()[1]), process)

    def cpu(self) -> float:
        """Return the seconds of CPU it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.join()


def run_bare(listening: socket.socket) -> None:
    """Serve the bare pages by the same server, threads and pool, signed in by a session."""
    from django.conf import settings  # noqa: PLC0415 - Django is set up by now

    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ]
    serve_web.run(listening)


def bare_page(request: Any, queries: int) -> Any:
    """Ask so many queries, session and account included, and render a list of 50."""
    from django.db import transaction  # noqa: PLC0415 - likewise
    from django.http import HttpResponse  # noqa: PLC0415 - likewise

    with transaction.atomic():
        rows = [row for _ in range(queries - _OF_SESSION) for row in _some(request.user.pk)]
    return HttpResponse(_template().render({"rows": (rows * 50)[:50]}))


def _some(pk: Any) -> list[Any]:
    from cairn.people.models import Account  # noqa: PLC0415 - likewise

    return list(Account.objects.filter(is_active=True).exclude(pk=pk).order_by("created_at")[:5])


@cache
def _template() -> Any:
    from django.template import engines  # noqa: PLC0415 - likewise

    line = "<li><a href='/{{ row.pk }}/'>{{ row.username }}</a> {{ row.created_at|date }}</li>"
    return engines["django"].from_string("{% for row in rows %}" + line + "{% endfor %}")


def bare_insert(request: Any) -> Any:
    """Store one row for somebody signed in."""
    from django.db import connection, transaction  # noqa: PLC0415 - likewise
    from django.http import HttpResponse  # noqa: PLC0415 - likewise

    row = [request.user.pk, "Slept five hours."]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("insert into bench_row (written_by, words) values (%s, %s)", row)
    return HttpResponse("")


def make_table() -> None:
    """Make the table of the bare insert."""
    from django.db import connections  # noqa: PLC0415 - likewise

    with connections["owner"].cursor() as cursor:
        cursor.execute("create table bench_row (written_by uuid not null, words text not null)")
        cursor.execute("grant insert on bench_row to cairn_app")


def count_queries(role: str) -> int:
    """Return how many queries Today asks of both databases, session included."""
    from django.db import connections  # noqa: PLC0415 - likewise
    from django.test import Client  # noqa: PLC0415 - likewise
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - likewise

    from cairn.people import queries  # noqa: PLC0415 - likewise

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(queries.demo_accounts()[role])
    client.get("/")
    both = (CaptureQueriesContext(connections[alias]) for alias in ("default", "keys"))
    with next(both) as main, next(both) as keys:
        assert client.get("/").status_code in WELL
    return len(main) + len(keys)


def _patterns() -> list[Any]:
    from django.urls import path  # noqa: PLC0415 - likewise

    return [path("insert/", bare_insert), path("<int:queries>/", bare_page)]


def __getattr__(name: str) -> Any:
    """Make the routes of the bare pages once Django asks this module for them."""
    if name == "urlpatterns":
        return _patterns()
    raise AttributeError(name)


if __name__ == "__main__":
    os.environ.setdefault("CAIRN_URL", "http://127.0.0.1")
    main()
