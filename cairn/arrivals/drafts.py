"""What somebody types before they are anybody here: sealed under the code that only they hold.

The database keeps a hash of the code, to find the row, and never the code. Their browser holds it
in its session, sealed under the session's own key, which the database does not hold either. See
docs/adr/0054-who-asks-holds-the-key.md.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db import connection

from cairn.arrivals.models import Asking, Door
from cairn.core import crypto
from cairn.core.crypto import Unreadable
from cairn.core.walls import acting_in
from cairn.people import codes

_HELD, _PURPOSE = "asking", "arrivals_draft"

Draft = dict[str, Any]


def sealed(asking: Asking, code: str, draft: Draft) -> bytes:
    """Return answers as only the holder of the code can read them, bound to their row."""
    plain = json.dumps(draft, sort_keys=True).encode()
    return crypto.seal(plain, key=_key("code", codes.plain(code)), context=_context(asking))


def opened(asking: Asking, code: str) -> Draft:
    """Return what was typed so far; raises Unreadable under another code."""
    if not asking.draft:
        return {}
    key = _key("code", codes.plain(code))
    found: Draft = json.loads(crypto.unseal(bytes(asking.draft), key=key, context=_context(asking)))
    return found


def hold(session: SessionBase, code: str) -> None:
    """Let this browser hold a code, for as long as its session lasts."""
    if not session.session_key:
        session.create()
    key = _key("session", session.session_key or "")
    session[_HELD] = crypto.seal(code.encode(), key=key, context=_PURPOSE).hex()


def held(session: SessionBase) -> str | None:
    """Return the code that this browser holds; None where it holds none."""
    if _HELD not in session:
        return None
    key = _key("session", session.session_key or "")
    try:
        return crypto.unseal(bytes.fromhex(session[_HELD]), key=key, context=_PURPOSE).decode()
    except Unreadable:
        return None


def let_go(session: SessionBase) -> None:
    """Let this browser hold no code any more."""
    session.pop(_HELD, None)


@contextmanager
def door_of(code: str) -> Iterator[Door | None]:
    """Act in the organization of an open door; None for a code that opens none."""
    with _standing_by("cairn_door", codes.plain(code)) as pk:
        rows = Door.objects.select_related("program__organization")
        yield rows.filter(pk=pk, closed_at=None).first() if pk else None


@contextmanager
def asking_of(code: str) -> Iterator[Asking | None]:
    """Act in the organization of what was asked under a code, while it is kept."""
    with _standing_by("cairn_asking", codes.hash_of(code)) as pk:
        rows = Asking.objects.select_related("program__organization", "first_contact")
        yield rows.filter(pk=pk, withdrawn_at=None).first() if pk else None


@contextmanager
def _standing_by(function: str, key: str) -> Iterator[UUID | None]:
    with connection.cursor() as cursor:
        cursor.execute(f"select * from {function}(%s)", [key])  # noqa: S608 - our own names
        row: tuple[UUID, UUID] | None = cursor.fetchone()
    if row is None:
        yield None
        return
    with acting_in(row[1]):
        yield row[0]


def _key(of: str, secret: str) -> bytes:
    return hashlib.sha256(f"{_PURPOSE}\x00{of}\x00{secret}".encode()).digest()


def _context(asking: Asking) -> str:
    return f"{_PURPOSE}.{asking.pk}"
