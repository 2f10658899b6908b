"""Forms that were sent too early: what somebody typed waits while they do what comes first.

See docs/adr/0031-what-matters-asks-once-more.md.
"""

import hashlib
import json
from dataclasses import dataclass

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from cairn.core import crypto
from cairn.core.crypto import Unreadable

_FORMS, _PURPOSE = "waiting_forms", "waiting_form"
_LONGEST = 100_000  # characters of a form that waits
_MOST = 3  # a form may come too early on the way to what another one waits for


@dataclass(frozen=True)
class WaitingForm:
    """A form that was sent too early: where to, and its fields."""

    path: str
    fields: list[tuple[str, str]]


def keep(request: HttpRequest) -> None:
    """Keep a form under the session's own key, which the database does not hold."""
    told = [(name, value) for name, values in request.POST.lists() for value in values]
    fields = [(name, value) for name, value in told if name != "csrfmiddlewaretoken"]
    form = json.dumps({"path": request.get_full_path(), "fields": fields})
    if len(form) <= _LONGEST:
        forget(request)
        sealed = crypto.seal(form.encode(), key=_key(request.session), context=_PURPOSE)
        request.session[_FORMS] = [*_sealed(request.session), sealed.hex()][-_MOST:]


def last(session: SessionBase) -> WaitingForm | None:
    """Return the form that waits in a session, the one kept last, if one does."""
    opened = [form for each in _sealed(session) if (form := _opened(each, session))]
    return opened[-1] if opened else None


def forget(request: HttpRequest) -> None:
    """Let go of the form that waits for this place, as it is sent."""
    kept = _sealed(request.session)
    place, session = request.get_full_path(), request.session
    others = [each for each in kept if (form := _opened(each, session)) and form.path != place]
    if others != kept:
        session[_FORMS] = others


def _sealed(session: SessionBase) -> list[str]:
    found: list[str] = session.get(_FORMS, [])
    return found


def _opened(sealed: str, session: SessionBase) -> WaitingForm | None:
    """Open a form; None for one of before the session's key was changed, with a password."""
    try:
        form = crypto.unseal(bytes.fromhex(sealed), key=_key(session), context=_PURPOSE)
    except Unreadable:
        return None
    return WaitingForm(**json.loads(form))


def _key(session: SessionBase) -> bytes:
    return hashlib.sha256(f"{_PURPOSE}\x00{session.session_key}".encode()).digest()
