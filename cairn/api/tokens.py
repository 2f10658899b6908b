"""Tokens: shown once, kept as a hash."""

import hashlib
import secrets

from django.db import connection

from cairn.api.models import Token
from cairn.people import queries
from cairn.people.models import Person

_SCHEME = "bearer"


def issue(*, person: Person, name: str) -> tuple[Token, str]:
    """Return a new token of a person and its secret, which is shown this once."""
    secret = secrets.token_urlsafe(32)
    token = Token.objects.create(
        organization_id=person.organization_id, person=person, name=name, token_hash=_hash(secret)
    )
    return token, secret


def person_of(header: str) -> Person | None:
    """Return whose token an Authorization header carries, None for none or an unknown one."""
    token_hash = _carried(header)
    if token_hash is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_token(%s)", [token_hash])
        row = cursor.fetchone()
    return queries.enter(row[0], row[1]) if row else None


def is_open(*, person: Person, header: str) -> bool:
    """Tell whether the person opened the token of a header for what a page asks once more for."""
    carried = Token.objects.visible_to(person).filter(token_hash=_carried(header)).first()
    return carried is not None and carried.is_open


def _carried(header: str) -> str | None:
    """Return the hash of the token an Authorization header carries, None for none."""
    scheme, _space, secret = header.partition(" ")
    return _hash(secret.strip()) if scheme.casefold() == _SCHEME else None


def _hash(secret: str) -> str:
    """Hash without salt or stretching: the secret is 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()
