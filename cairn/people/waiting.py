"""Forms that were sent too early: what somebody typed waits while they do what comes first.

See docs/adr/0031-what-matters-asks-once-more.md.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlsplit

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.urls import resolve

from cairn.core import access, crypto
from cairn.core.crypto import Unreadable

_FORMS, _PURPOSE = "waiting_forms", "waiting_form"
_LONGEST = 100_000  # characters of a form that waits
_MOST = 3  # a form may come too early on the way to what another one waits for


@dataclass(frozen=True)
class WaitingForm:
    """A form that was sent too early: where to, and its fields.

    Of one with a file, or that is too long, the place alone: the person is told so, and led there.
    """

    path: str
    fields: list[tuple[str, str]]
    is_whole: bool = True


def keep(request: HttpRequest) -> None:
    """Keep a form under the session's own key, which the database does not hold."""
    forget(request)
    kept = [*_sealed(request.session), _seal(_written(request), request.session)]
    request.session[_FORMS] = kept[-_MOST:]


def _written(request: HttpRequest) -> bytes:
    told = [(name, value) for name, values in request.POST.lists() for value in values]
    fields = [(name, value) for name, value in told if name != "csrfmiddlewaretoken"]
    form = WaitingForm(request.get_full_path(), fields, is_whole=not request.FILES)
    text = json.dumps(asdict(form))
    if len(text) > _LONGEST or not form.is_whole:
        text = json.dumps(asdict(replace(form, fields=[], is_whole=False)))
    return text.encode()


def last(session: SessionBase) -> WaitingForm | None:
    """Return the form that waits in a session, the one kept last, if one does."""
    opened = [form for each in _sealed(session) if (form := _opened(each, session))]
    return opened[-1] if opened else None


def page_of(form: WaitingForm) -> str:
    """Return the page a form was sent from, where its place is one; else nothing."""
    name = resolve(urlsplit(form.path).path).view_name
    return form.path if access.access_to(name, "GET") else ""


def forget(request: HttpRequest) -> None:
    """Let go of the form that waits for this place, as it is sent."""
    kept = _sealed(request.session)
    place, session = request.get_full_path(), request.session
    others = [each for each in kept if (form := _opened(each, session)) and form.path != place]
    if others != kept:
        session[_FORMS] = others


@contextmanager
def sealed_again(session: SessionBase) -> Iterator[None]:
    """Seal what waits under the key that a session has afterwards."""
    held = [plain for each in _sealed(session) if (plain := _plain(each, session))]
    yield
    if held:
        session[_FORMS] = [_seal(plain, session) for plain in held]


def _sealed(session: SessionBase) -> list[str]:
    found: list[str] = session.get(_FORMS, [])
    return found


def _opened(sealed: str, session: SessionBase) -> WaitingForm | None:
    plain = _plain(sealed, session)
    return WaitingForm(**json.loads(plain)) if plain else None


def _plain(sealed: str, session: SessionBase) -> bytes | None:
    """Open what was sealed; None for what another session sealed."""
    try:
        return crypto.unseal(bytes.fromhex(sealed), key=_key(session), context=_PURPOSE)
    except Unreadable:
        return None


def _seal(plain: bytes, session: SessionBase) -> str:
    return crypto.seal(plain, key=_key(session), context=_PURPOSE).hex()


def _key(session: SessionBase) -> bytes:
    return hashlib.sha256(f"{_PURPOSE}\x00{session.session_key}".encode()).digest()
