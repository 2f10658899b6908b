"""Where somebody is signed in: what a sign-in leaves there, and how it ends."""

from uuid import UUID

from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from cairn.core import clock
from cairn.people import queries, user_agents
from cairn.people.models import Account, Device
from cairn.people.session_store import BROWSER, KIND, OWN, SINCE, hash_of
from cairn.realtime import signals


def begin(request: HttpRequest) -> None:
    """Note of a fresh session since when it is, and coarsely where."""
    agent = request.headers.get("User-Agent", "")
    request.session[KIND] = user_agents.kind_of(agent)
    request.session[BROWSER] = user_agents.browser_of(agent)
    request.session[SINCE] = clock.now().isoformat()


def call(session: SessionBase, *, is_own: bool) -> None:
    """Keep a session for as long as one's own device keeps it, or a shared one."""
    session[OWN] = is_own


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
