"""Row ids: UUID version 7 (RFC 9562), so that a row can name itself before it is stored."""

import os
import threading
from datetime import datetime
from uuid import UUID

from cairn.core import clock

_VERSION = 7 << 76
_VARIANT = 0b10 << 62
_LOW_BITS = (1 << 62) - 1
_FIRST_BYTES = 9  # of noise; two bits are left free to count up within a millisecond
_STEP_BYTES = 6

_last = threading.local()


def new_id() -> UUID:
    """Return a new id for this moment; later ids of one thread sort later.

    Within a millisecond each is a random step above the one before (RFC 9562, 6.2, method 2),
    so that two acts of one request, and two rows of one list, keep their order.
    """
    moment = clock.now()
    if getattr(_last, "moment", None) == _milliseconds(moment):
        _last.noise += 1 + _random(_STEP_BYTES)
    else:
        _last.moment, _last.noise = _milliseconds(moment), _random(_FIRST_BYTES)
    return id_at(moment, _last.noise)


def id_at(moment: datetime, noise: int) -> UUID:
    """Return the id of an aware moment: 48 bits of milliseconds, then 74 bits of the noise."""
    high = (noise >> 62) & 0xFFF
    whole = (_milliseconds(moment) << 80) | _VERSION | (high << 64) | _VARIANT | noise & _LOW_BITS
    return UUID(int=whole)


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _random(size: int) -> int:
    return int.from_bytes(os.urandom(size), "big")
