"""Names of time zones, as people write them."""

import zoneinfo
from functools import cache

_NO_PLACE = frozenset({"Factory", "localtime", "posixrules"})


def recognize(name: str) -> str | None:
    """Return the IANA name meant, without regard to case; spaces count as underscores."""
    return _by_folded_name().get("_".join(name.split()).lower())


@cache
def _by_folded_name() -> dict[str, str]:
    return {name.lower(): name for name in zoneinfo.available_timezones() - _NO_PLACE}
