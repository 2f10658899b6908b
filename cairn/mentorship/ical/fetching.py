"""Fetches a calendar that a person linked: from the open internet alone, little, and not for long.

A link is a way to let a server knock at doors inside its own house. So each name is looked up
first, every address it has must be a public one, and the connection goes to the address that was
looked at. Each redirect is looked at anew.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

MOST_BYTES = 10 * 1024 * 1024
SECONDS = 20
_MOST_REDIRECTS = 4
_PIECE = 65_536
_PORTS = {"https": 443, "http": 80}
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # addresses of the older kind, in disguise
_REDIRECTS = {301, 302, 303, 307, 308}


class NotFetched(Exception):  # noqa: N818 - a state of the other side, not a fault of code
    """A link that gives no calendar; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Rules:
    """Where a link may lead; tests open the machine's own addresses, for their server."""

    schemes: frozenset[str] = frozenset({"https"})
    own_addresses: frozenset[str] = frozenset()

    def allow(self, address: str) -> bool:
        """Whether an address is out in the open."""
        if address in self.own_addresses:
            return True
        found = ipaddress.ip_address(address.partition("%")[0])
        inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
        return _is_public(found) and (inner is None or _is_public(inner))


OUTSIDE = Rules()


def fetch(link: str, rules: Rules | None = None) -> bytes:
    """Return what a link leads to, or raise NotFetched; without rules it may lead outside alone."""
    until = time.monotonic() + SECONDS
    for _step in range(_MOST_REDIRECTS + 1):
        answer = _asked(normal(link), rules or OUTSIDE, until)
        if isinstance(answer, bytes):
            return answer
        link = urljoin(normal(link), answer)
    raise NotFetched("redirects")


def normal(link: str) -> str:
    """Return a link as it is fetched: calendars say webcal: for https:."""
    said = link.strip()
    if said.lower().startswith("webcal://"):
        return f"https://{said[len('webcal://') :]}"
    return said


def _asked(link: str, rules: Rules, until: float) -> bytes | str:
    """Ask one address; return what it sent, or where it sends on to."""
    place = _place(link, rules)
    address = _address(place, rules)
    try:
        with _connected(place, address, until) as plain:
            return _answer(plain, place, until)
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise NotFetched("slow" if time.monotonic() >= until else "unreachable") from problem


def _place(link: str, rules: Rules) -> SplitResult:
    try:
        place = urlsplit(link)
        port = place.port
    except ValueError as problem:
        raise NotFetched("no_link") from problem
    is_plain = place.hostname and not place.username and not place.password
    if place.scheme not in rules.schemes or not is_plain:
        raise NotFetched("no_link")
    if port is not None and port != _PORTS[place.scheme] and not rules.own_addresses:
        raise NotFetched("no_link")
    return place


def _address(place: SplitResult, rules: Rules) -> str:
    """Look the name up; one address inside is enough to go nowhere."""
    try:
        found = socket.getaddrinfo(
            place.hostname, place.port or _PORTS[place.scheme], type=socket.SOCK_STREAM
        )
    except (OSError, UnicodeError) as problem:
        raise NotFetched("unreachable") from problem
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not all(rules.allow(address) for address in addresses):
        raise NotFetched("inside")
    return addresses[0]


@contextmanager
def _connected(place: SplitResult, address: str, until: float) -> Iterator[socket.socket]:
    """Connect to the address that was looked at, as the name that was asked for; hang up in time.

    A timeout holds for each read alone: whoever sends a sign a second would never be cut off.
    """
    host, port = str(place.hostname), place.port or _PORTS[place.scheme]
    plain = socket.create_connection((address, port), timeout=_left(until))
    if place.scheme == "https":
        plain = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    hang_up = threading.Timer(_left(until), _shut, [plain])
    hang_up.start()
    try:
        yield plain
    finally:
        hang_up.cancel()
        plain.close()


def _shut(plain: socket.socket) -> None:
    with suppress(OSError):
        plain.shutdown(socket.SHUT_RDWR)


def _answer(plain: socket.socket, place: SplitResult, until: float) -> bytes | str:
    connection = http.client.HTTPConnection(str(place.hostname), place.port)
    connection.sock = plain
    path = (place.path or "/") + (f"?{place.query}" if place.query else "")
    headers = {"Accept": "text/calendar, */*;q=0.1", "Accept-Encoding": "identity"}
    connection.request("GET", path, headers={**headers, "User-Agent": "Cairn"})
    with closing(connection.getresponse()) as response:
        if response.status in _REDIRECTS:
            return response.headers.get("Location") or ""
        if response.status != http.client.OK:
            raise NotFetched("refused")
        return _body(response, until)


def _body(response: http.client.HTTPResponse, until: float) -> bytes:
    """Read no more than is allowed; what was cut off in the middle is no calendar."""
    body = bytearray()
    while piece := response.read1(_PIECE):
        body += piece
        if len(body) > MOST_BYTES:
            raise NotFetched("too_large")
    _left(until)
    return bytes(body)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise NotFetched("slow")
    return left


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    is_translated = isinstance(address, ipaddress.IPv6Address) and address in _TRANSLATED
    return address.is_global and not address.is_multicast and not is_translated
