"""Whose token it is."""

from django.utils.translation import gettext_lazy as _

from cairn.api.models import Token
from cairn.core.verdict import ALLOWED, Verdict, refuse
from cairn.people.models import Person

MOST = 20


def can_make_token(person: Person) -> Verdict:
    """Anybody, up to a number one can still overlook."""
    if Token.objects.visible_to(person).count() < MOST:
        return ALLOWED
    return refuse("too_many_tokens", _("You have 20 tokens. Remove one first."))


def can_open_token(person: Person, token: Token) -> Verdict:
    """Only whose it is, while it was not taken back."""
    if token.revoked_at:
        return refuse("revoked", _("This token was taken back."))
    return can_revoke(person, token)


def can_revoke(person: Person, token: Token) -> Verdict:
    """Only whose it is."""
    if token.person_id == person.pk:
        return ALLOWED
    return refuse("not_yours", _("This token is someone else's."))
