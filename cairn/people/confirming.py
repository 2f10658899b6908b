"""Asking once more who somebody is, before what matters. What they typed waits meanwhile.

See docs/adr/0031-what-matters-asks-once-more.md.
"""

import hashlib
import json
import time
from dataclasses import dataclass

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from cairn.core import crypto
from cairn.people.requests import VisitorRequest

_WAITING = "waiting_form"
_MOST = 100_000  # characters of a form that waits


@dataclass(frozen=True)
class WaitingForm:
    """A form that was sent too early: where to, and its fields."""

    path: str
    fields: list[tuple[str, str]]


def is_recent(request: HttpRequest) -> bool:
    """Tell whether the person showed within minutes who they are, or has nothing to show.

    Who has neither password nor passkey nor code came in by the demo's one click.
    """
    records = get_authentication_records(request, request.user)
    since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    if any(record.get("reauthenticated") and record["at"] > since for record in records):
        return True
    return not get_adapter().get_reauthentication_methods(request.user)


def ask(request: VisitorRequest) -> HttpResponse:
    """Lead to the question; afterwards the page opens, or the form can be sent on."""
    if request.method == "POST" and not request.FILES:
        _keep(request)
        afterwards = reverse("send_on")
    else:
        afterwards = request.get_full_path()
    way = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
    place = f"{way}?{urlencode({'next': afterwards})}"
    return HttpResponseClientRedirect(place) if request.htmx else HttpResponseRedirect(place)


def waiting(session: SessionBase) -> WaitingForm | None:
    """Return the form that waits in a session, if one does."""
    sealed = session.get(_WAITING)
    if sealed is None:
        return None
    opened = crypto.unseal(bytes.fromhex(sealed), key=_key(session), context=_WAITING)
    return WaitingForm(**json.loads(opened))


def forget(session: SessionBase) -> None:
    """Let go of the form that waits, as it was sent."""
    session.pop(_WAITING, None)


def _keep(request: HttpRequest) -> None:
    """Keep a form under the session's own key, which the database does not hold."""
    told = [(name, value) for name, values in request.POST.lists() for value in values]
    fields = [(name, value) for name, value in told if name != "csrfmiddlewaretoken"]
    form = json.dumps({"path": request.get_full_path(), "fields": fields})
    if len(form) <= _MOST:
        sealed = crypto.seal(form.encode(), key=_key(request.session), context=_WAITING)
        request.session[_WAITING] = sealed.hex()


def _key(session: SessionBase) -> bytes:
    return hashlib.sha256(f"{_WAITING}\x00{session.session_key}".encode()).digest()
