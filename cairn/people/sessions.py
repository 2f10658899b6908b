"""Who a session is, for the live stream, which never touches a request's connection."""

from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY
from django.db import connection
from django.utils.crypto import constant_time_compare

from cairn.core import clock
from cairn.people.models import Account
from cairn.people.session_store import SessionStore, hash_of

# One statement is a transaction of its own: the organization named in it is forgotten after it.
_FIND = """
select d.session_data, a.password, a.session_round, cairn_enter(a.id, d.acting_as)
  from people_device d join people_account a on a.id = d.account_id
 where d.session_key = %s and d.expire_date > %s and a.is_active
"""


def person_of(session_key: str) -> UUID | None:
    """Return the id of the person whose session this is, None for no or a dead session."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [hash_of(session_key), clock.now()])
        row: tuple[str, str, int, UUID | None] | None = cursor.fetchone()
    if row is None:
        return None
    data, password, session_round, person_id = row
    account = Account(password=password, session_round=session_round)
    stored = SessionStore().decode(data).get(HASH_SESSION_KEY, "")
    return person_id if _is_current(account, stored) else None


def _is_current(account: Account, stored: str) -> bool:
    return constant_time_compare(stored, account.get_session_auth_hash())
