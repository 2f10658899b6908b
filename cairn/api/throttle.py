"""How much other software may change in a minute."""

from uuid import UUID

from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from cairn.core import clock

MOST = 240
_MINUTE = 60
_SAFE = {"GET", "OPTIONS"}


def counter(person_id: UUID) -> str:
    """Return under which name the cache counts a person's changes of this minute."""
    return f"api-changes:{person_id}:{int(clock.now().timestamp()) // _MINUTE}"


class ChangesAMinute(BaseThrottle):
    """Lets each person change things a number of times a minute.

    Holds no state of its own, as one object serves all threads.
    """

    def allow_request(self, request: HttpRequest) -> bool:
        """Count a change; False when there were too many in this minute."""
        if request.method in _SAFE:
            return True
        key = counter(request.person.pk)  # type: ignore[attr-defined] # signed in
        cache.add(key, 0, _MINUTE)
        return cache.incr(key) <= MOST

    def wait(self) -> float:
        """Return after how many seconds a new minute has surely begun."""
        return _MINUTE
