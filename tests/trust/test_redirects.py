"""No door sends anybody on to another site, whatever the request asks for."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import cycle
from urllib.parse import urljoin, urlsplit

import pytest
from django.http import HttpResponse

from cairn.home.context import NEUTRAL_PLACE
from tests import promises
from tests.architecture.knocking import Visitor
from tests.trust import doors
from tests.trust.doors import Door, House

ELSEWHERE = "elsewhere.example"
PLACES = [
    f"https://{ELSEWHERE}/",
    f"//{ELSEWHERE}/",
    f"/\\{ELSEWHERE}/",
    "javascript:alert(1)//",
    f"\\\\{ELSEWHERE}/",
    f"///{ELSEWHERE}/",
    f"////{ELSEWHERE}/",
    f"https:{ELSEWHERE}/",
    f"https:/{ELSEWHERE}/",
    f"https:///{ELSEWHERE}/",
    f"/\t/{ELSEWHERE}/",
    f"/\n/{ELSEWHERE}/",
    f"\x08//{ELSEWHERE}/",
    f" //{ELSEWHERE}/",
    f"https://testserver@{ELSEWHERE}/",
    f"https://testserver.{ELSEWHERE}/",
    f"https://{ELSEWHERE}\\@testserver/",
    f"https://{ELSEWHERE}#@testserver/",
    f"ht\ttps://{ELSEWHERE}/",
    f"HTTPS://{ELSEWHERE.upper()}/",
    f"ftp://{ELSEWHERE}/",
    f"data:text/html,<a href=https://{ELSEWHERE}>",
    f"/%09/{ELSEWHERE}/",
    f"/.//{ELSEWHERE}/",
    f"http://[::1]@{ELSEWHERE}/",
]
PARAMETERS = (
    *("next", "next_url", "return", "return_to", "returnTo", "return_url", "redirect"),
    *("redirect_to", "redirect_uri", "url", "uri", "to", "target", "dest", "destination"),
    *("continue", "back", "path", "from", "go", "goto", "location", "success_url", "leave_to"),
)
_LEADING = re.compile(
    r"""\b(?:href|action|formaction|src|data-leave-to|hx-(?:get|post|push-url))="([^"]*)\""""
)
_TRIMMED = "".join(map(chr, range(33)))  # what a browser takes off the ends of an address
_BACKSLASHES = str.maketrans({"\\": "/", "\t": "", "\n": "", "\r": ""})


@pytest.fixture
def house(db: None) -> House:
    return House.built()


def test_no_door_leads_off_the_host(house: House) -> None:
    asked, found = 0, []
    for door, role, place in _asked():
        asked += 1
        led = _led(house, door, house.visitors[role], place)
        found += [f"{door} as {role} asked for {place!r} leads to {there!r}" for there in led]
    figure = f"{asked} requests, {len(found)} sent on to another site"
    promises.found("redirects", "; ".join([figure, *found[:20]]), is_kept=not found)
    assert _goes_on(house, "/stones/"), "nowhere is gone to: the requests prove nothing"


@pytest.mark.parametrize("place", PLACES)
def test_what_leads_abroad_is_recognized(place: str) -> None:
    """Those that a browser would follow to another site, or run."""
    stays = {f"/%09/{ELSEWHERE}/", f"/.//{ELSEWHERE}/"}
    assert _is_abroad(place) is (place not in stays)


def _asked() -> Iterator[tuple[Door, str, str]]:
    """Yield each door with one place after the other, as the first who may enter.

    In the long run with all of them, and as everybody else who may with one after the other.
    """
    turns = cycle(PLACES)
    for door in doors.all_doors():
        first, *others = door.roles
        yield door, first, next(turns)
        if promises.IS_LONG:
            yield from ((door, first, place) for place in PLACES)
            yield from ((door, role, next(turns)) for role in others)


def _goes_on(house: House, place: str) -> bool:
    """Whether somebody who confirms that it is them is sent on to where they asked."""
    (door,) = (one for one in doors.all_doors() if str(one) == "POST account_reauthenticate")
    with doors.undone():
        answer = _ask(house, door, house.visitors["mentee"], place)
    return answer.headers["Location"] == place


def _led(house: House, door: Door, visitor: Visitor, place: str) -> list[str]:
    """Return where the answer sends on to abroad, and its links and forms with what was asked."""
    with doors.undone():
        answer = _ask(house, door, visitor, place)
    links = [link for link in _links(answer) if ELSEWHERE in link.lower() or "alert" in link]
    return [led for led in [*_sent_on(answer), *links] if _is_abroad(led)]


def _ask(house: House, door: Door, visitor: Visitor, place: str) -> HttpResponse:
    """Ask for a place under every name, in the address, the form and the headers."""
    wanted = dict.fromkeys(PARAMETERS, place)
    form = doors.keyed(wanted | house.form(door.route))
    path, referer = house.path(door.route), place.translate(_BACKSLASHES)
    headers = {"Referer": referer, "Idempotency-Key": "k" * 32, **visitor.bearer}
    send = doors.sending(visitor, door.method)
    if door.method == "GET":
        answer: HttpResponse = send(path, form, headers=headers)
    elif door.route.is_api and "file" not in form:
        kind = "application/json"
        answer = send(path, form, headers=headers, content_type=kind, query_params=wanted)
    else:
        answer = send(path, form, headers=headers, query_params=wanted)
    return answer


def _sent_on(answer: HttpResponse) -> Iterator[str]:
    for header in ("Location", "HX-Redirect", "HX-Location", "HX-Push-Url", "Content-Location"):
        if header in answer.headers:
            yield answer.headers[header]
    if "Refresh" in answer.headers:
        yield answer.headers["Refresh"].partition("url=")[2]


def _links(answer: HttpResponse) -> Iterator[str]:
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        yield from (unescape(place) for place in _LEADING.findall(answer.content.decode()))


def _is_abroad(place: str) -> bool:
    """Whether a browser that follows this leaves the host or runs something."""
    if place == NEUTRAL_PLACE:
        return False
    seen = place.strip(_TRIMMED).translate(_BACKSLASHES)
    seen = re.sub(r"^(https?):/*(?!/)", r"\1://", seen, flags=re.IGNORECASE)
    seen = re.sub(r"^/{2,}", "//", seen)
    try:
        whole = urlsplit(urljoin("http://testserver/page/", seen))
    except ValueError:  # no address, as some versions of Python read it; a browser may go there
        return True
    return whole.scheme not in {"http", "tel", "sms", "mailto"} or (
        whole.scheme == "http" and whole.netloc != "testserver"
    )
