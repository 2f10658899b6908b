"""Row ids: UUID version 7 (RFC 9562), so that a row can name itself before it is stored."""

import os
from uuid import UUID

from cairn.core import clock

_VERSION = 7 << 76
_VARIANT = 0b10 << 62
_RANDOM_BITS = (1 << 76) - 1


def new_id() -> UUID:
    """Return a new id: 48 bits of milliseconds, then 74 random bits; later ids sort later."""
    milliseconds = int(clock.now().timestamp() * 1000)
    noise = int.from_bytes(os.urandom(10), "big") & _RANDOM_BITS
    high, low = noise >> 64, noise & ((1 << 62) - 1)
    return UUID(int=(milliseconds << 80) | _VERSION | ((high & 0xFFF) << 64) | _VARIANT | low)
