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
    scheme, _space, secret = header.partition(" ")
    if scheme.casefold() != _SCHEME:
        return None
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_token(%s)", [_hash(secret.strip())])
        row = cursor.fetchone()
    return queries.enter(row[0], row[1]) if row else None


def _hash(secret: str) -> str:
    """Hash without salt or stretching: the secret is 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()
