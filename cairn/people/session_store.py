"""Django's sessions, each kept as somebody's device: under a hash of its key, as long as agreed.

See docs/adr/0030-a-session-is-a-device.md.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends import db
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from cairn.core import clock
from cairn.core.prepared import Prepared
from cairn.people import waiting
from cairn.people.models import Account, Device

OWN, KIND, BROWSER, SINCE, PERSON = "own", "kind", "browser", "since", "person"
_DAY = timedelta(days=1)
_PART = 15  # a session is renewed once a fifteenth of its time is over, and at least daily


class SessionStore(db.SessionStore):
    """A session: 15 minutes without use on a shared device, 90 days on somebody's own."""

    ends_at: datetime | None = None
    account: Account | None = None  # whose it is, once it was read

    @classmethod
    def get_model_class(cls) -> type[Device]:
        """Return the table of devices."""
        return Device

    @classmethod
    def clear_expired(cls) -> None:
        """Forget the sessions that are over."""
        Device.objects.filter(expire_date__lt=clock.now()).delete()

    def exists(self, session_key: str) -> bool:
        """Tell whether a key is taken."""
        return super().exists(hash_of(session_key))

    def delete(self, session_key: str | None = None) -> None:
        """Forget a session, this one unless another is named."""
        if key := session_key or self.session_key:
            super().delete(hash_of(key))

    def cycle_key(self) -> None:
        """Change the key, as with a password; what waits is sealed under the new one."""
        with waiting.sealed_again(self):
            super().cycle_key()

    def create_model_instance(self, data: dict[str, Any]) -> Device:
        """Return the row: the session, and beside it what a list of devices shows."""
        return Device(
            session_key=hash_of(self.session_key or ""),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            account_id=data.get(SESSION_KEY),
            acting_as=data.get(PERSON),
            is_own=bool(data.get(OWN)),
            kind=data.get(KIND, ""),
            browser=data.get(BROWSER, ""),
            since=data.get(SINCE) or clock.now(),
            used_on=clock.now().date(),
        )

    def get_expiry_age(self, **_: Any) -> int:
        """Return how many seconds it lasts without use."""
        return int(self._lasts().total_seconds())

    def get_expiry_date(self, **_: Any) -> datetime:
        """Return until when it lasts when it is used now."""
        return clock.now() + self._lasts()

    def get_expire_at_browser_close(self) -> bool:
        """Let a shared device forget it with its last window."""
        return not self.get(OWN)

    def is_to_be_renewed(self) -> bool:
        """Tell whether enough of its time is over to write the rest of it anew."""
        if self.ends_at is None:
            return False
        lasts = self._lasts()
        return self.ends_at < clock.now() + lasts - min(lasts / _PART, _DAY)

    def _lasts(self) -> timedelta:
        return settings.OWN_DEVICE_LASTS if self.get(OWN) else settings.SHARED_DEVICE_LASTS

    def _get_session_from_db(self) -> Device | None:
        found = _OPEN.rows(session_key=hash_of(self.session_key or ""), now=clock.now())
        row = found[0] if found else None
        if row:
            self.ends_at, self.account = row.expire_date, row.account
        else:
            self._session_key = None
        return row


def _open(session_key: str, now: datetime) -> QuerySet[Device]:
    """Return the device of a session that is not over, with its account."""
    found = Device.objects.filter(session_key=session_key, expire_date__gt=now)
    return found.select_related("account")


_OPEN = Prepared(_open, session_key="its hash", now=clock.now())


def account_of(request: HttpRequest) -> Account | AnonymousUser:
    """Return who is signed in: the account of the session's row, if it still has that password.

    What else there may be, an older secret key or nobody at all, Django finds out.
    """
    session = cast("SessionStore", request.session)
    opened_with = session.get(HASH_SESSION_KEY, "")  # this reads the row
    account = session.account
    if account and account.is_active:
        is_as_then = constant_time_compare(opened_with, account.get_session_auth_hash())
        if is_as_then:
            return account
    return get_user(request)


def hash_of(session_key: str) -> str:
    """Return what stands for a session's key in the database: a dump opens no session."""
    return hashlib.sha256(session_key.encode()).hexdigest()
