"""Wrong tries at one account from many networks: all of them have to wait, its owner's does not.

The sign-in library counts by network, and by account and network. That leaves one guess each from
thousands of networks. So tries at an account are counted from anywhere too, but for networks from
which its owner has signed in. These are remembered under a keyed hash: no table names a network.
"""

from datetime import timedelta

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from cairn.core import crypto

_REMEMBERED = int(timedelta(days=90).total_seconds())


def try_from_anywhere(request: HttpRequest, alias: str) -> RateLimitUsage | None:
    """Count a try at an account, known or not; None when there were too many.

    From a network of its owner's nothing is counted.
    """
    if cache.get(_key(request, alias)):
        return RateLimitUsage(usage=[])
    return ratelimit.consume(request, app="allauth.account", action="failed_anywhere", key=alias)


def remember(request: HttpRequest, alias: str) -> None:
    """Take note that the owner of an account signs in from this network."""
    cache.set(_key(request, alias), value=True, timeout=_REMEMBERED)


def _key(request: HttpRequest, alias: str) -> str:
    text = f"{alias}\x00{ratelimit.get_ip(request)}"
    return f"owners-{crypto.keyed_hash(text, key=settings.LOOKUP_KEY, purpose='network')}"
