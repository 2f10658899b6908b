"""Row ids: UUID version 7 (RFC 9562), so that a row can name itself before it is stored."""

import os
from datetime import datetime
from uuid import UUID

from cairn.core import clock

_VERSION = 7 << 76
_VARIANT = 0b10 << 62
_LOW_BITS = (1 << 62) - 1


def new_id() -> UUID:
    """Return a new id for this moment; later ids sort later."""
    return id_at(clock.now(), int.from_bytes(os.urandom(10), "big"))


def id_at(moment: datetime, noise: int) -> UUID:
    """Return the id of an aware moment: 48 bits of milliseconds, then 74 bits of the noise."""
    milliseconds = int(moment.timestamp() * 1000)
    high = (noise >> 62) & 0xFFF
    return UUID(int=(milliseconds << 80) | _VERSION | (high << 64) | _VARIANT | noise & _LOW_BITS)
