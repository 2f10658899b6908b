"""Tokens are made, opened for what matters, and taken back."""

from datetime import timedelta
from uuid import UUID

from cairn.api import policies, tokens
from cairn.api.models import Token
from cairn.audit import records
from cairn.core import clock
from cairn.people.models import Person

OPEN_FOR = timedelta(minutes=15)


def make_token(*, by: Person, name: str) -> str:
    """Make a token with which software acts as the person; return it, to be shown this once."""
    policies.can_make_token(by).require()
    token, secret = tokens.issue(person=by, name=name)
    _record("api.make_token", by, token.pk)
    return secret


def open_token(*, by: Person, token: Token) -> None:
    """Let a token do for a while what a page asks once more for; it closes by itself."""
    policies.can_open_token(by, token).require()
    token.open_until = clock.now() + OPEN_FOR
    token.save(update_fields=["open_until"])
    _record("api.open_token", by, token.pk)


def revoke_token(*, by: Person, token: Token) -> None:
    """Take a token back; its next request is refused."""
    policies.can_revoke(by, token).require()
    Token.objects.filter(pk=token.pk).update(revoked_at=clock.now())
    _record("api.revoke_token", by, token.pk)


def _record(act: str, by: Person, about: UUID) -> None:
    records.record(act, organization_id=by.organization_id, actor_id=by.pk, about=about)
