"""Tokens: shown once, kept as a hash."""

import hashlib
import secrets

from django.db import connection

from cairn.api.models import Token
from cairn.people import queries
from cairn.people.models import Person

_PREFIX = "Bearer "


def issue(*, person: Person, name: str) -> str:
    """Return a new token of a person; it is shown this once."""
    token = secrets.token_urlsafe(32)
    Token.objects.create(
        organization_id=person.organization_id, person=person, name=name, token_hash=_hash(token)
    )
    return token


def person_of(header: str) -> Person | None:
    """Return whose token an Authorization header carries, None for none or an unknown one."""
    if not header.startswith(_PREFIX):
        return None
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_token(%s)", [_hash(header.removeprefix(_PREFIX))])
        row = cursor.fetchone()
    return queries.enter(row[0], row[1]) if row else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
