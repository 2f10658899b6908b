"""Who a session is, for the live stream, which never touches a request's connection."""

from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.utils.crypto import constant_time_compare

from cairn.people import queries
from cairn.people.models import Account


def person_of(session_key: str) -> UUID | None:
    """Return the id of the person whose session this is, None for no or a dead session."""
    engine = import_module(settings.SESSION_ENGINE)
    session = engine.SessionStore(session_key)
    account = Account.objects.filter(pk=session.get(SESSION_KEY), is_active=True).first()
    if account is None or not _is_current(account, session.get(HASH_SESSION_KEY, "")):
        return None
    with transaction.atomic():
        person = queries.enter(account.pk, session.get("person"))
    return person.pk if person else None


def _is_current(account: Account, stored: str) -> bool:
    return constant_time_compare(stored, account.get_session_auth_hash())
