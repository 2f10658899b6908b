"""Where somebody is signed in: what a sign-in leaves there, and how it ends."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.urls import reverse

from cairn.core import clock
from cairn.people import queries, user_agents
from cairn.people.models import Account, Device
from cairn.people.session_store import BROWSER, KIND, OWN, SINCE, hash_of
from cairn.realtime import signals

BY_ITSELF = "by-itself"
_BEYOND = timedelta(seconds=5)  # after it the session is surely over


@dataclass(frozen=True)
class Closing:
    """After how many seconds a page on a shared device closes by itself, and what opens then."""

    after: int
    place: str


def begin(request: HttpRequest) -> None:
    """Note of a fresh session since when it is, and coarsely where."""
    agent = request.headers.get("User-Agent", "")
    request.session[KIND] = user_agents.kind_of(agent)
    request.session[BROWSER] = user_agents.browser_of(agent)
    request.session[SINCE] = clock.now().isoformat()


def call(session: SessionBase, *, is_own: bool) -> None:
    """Keep a session for as long as one's own device keeps it, or a shared one."""
    session[OWN] = is_own


def closing(request: HttpRequest) -> Closing | None:
    """Return where a page goes by itself when nobody touched it for too long; None on one's own.

    Only the query is named, so that no path of somebody's making leads to another host. What was
    answered to a form is no page to come back to.
    """
    if request.session.get(OWN):
        return None
    query = request.GET.copy()
    query[BY_ITSELF] = "1"
    is_page = request.method == "GET"
    place = f"?{query.urlencode()}" if is_page else f"{reverse('today')}?{BY_ITSELF}=1"
    return Closing(int((settings.SHARED_DEVICE_LASTS + _BEYOND).total_seconds()), place)


def asks_by_itself(request: HttpRequest) -> bool:
    """Tell whether it is a page that closes, and nobody who uses the device."""
    return BY_ITSELF in request.GET


def key_of(session: SessionBase) -> str:
    """Return the key of a session's row."""
    return hash_of(session.session_key or "")


def sign_out(request: HttpRequest) -> None:
    """End a request's session, and what its pages hear."""
    account_id = request.user.pk
    logout(request)
    if account_id:
        hush(account_id)


def end_all(account: Account, *, but: str = "") -> None:
    """End an account's sessions, but the one of a key."""
    Device.objects.filter(account=account).exclude(session_key=but).delete()
    hush(account.pk)


def hush(account_id: UUID) -> None:
    """Let an account's open streams look whether their session still stands, in every process."""
    for person_id in queries.persons_of(account_id):
        signals.signal(person_id, signals.SIGNED_OUT)
