"""Making, reading and destroying the keys of persons."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from cairn.core import crypto
from cairn.people.keys.models import WrappedKey


@dataclass(frozen=True)
class Key:
    """A person's key in the open: 32 bytes and its version, kept for one request at most."""

    version: int
    secret: bytes


_in_mind: ContextVar[dict[UUID, Key] | None] = ContextVar("keys_in_mind", default=None)


@contextmanager
def keep_in_mind() -> Iterator[None]:
    """Remember opened keys until the end of this block (one request, one job), then forget."""
    token = _in_mind.set({})
    try:
        yield
    finally:
        _in_mind.reset(token)


def make(*holders: UUID) -> None:
    """Give each holder a key; one that has a key keeps it."""
    rows = [_wrapped(holder, crypto.new_key()) for holder in holders]
    WrappedKey.objects.bulk_create(rows, ignore_conflicts=True)


def key_of(holder: UUID) -> Key | None:
    """Return the holder's newest key, or None where it was destroyed or never made."""
    known = _in_mind.get()
    if known is not None and holder in known:
        return known[holder]
    found = _read([holder]).get(holder)
    if known is not None and found:
        known[holder] = found
    return found


def warm(holders: Iterable[UUID]) -> None:
    """Open the keys of many holders in one query, for a page that shows all of them."""
    known = _in_mind.get()
    if known is not None:
        known.update(_read([holder for holder in set(holders) if holder not in known]))


def destroy(holder: UUID) -> None:
    """Destroy a holder's keys: what they wrote can never be read again."""
    WrappedKey.objects.filter(holder_id=holder).delete()
    if (known := _in_mind.get()) is not None:
        known.pop(holder, None)


def _read(holders: list[UUID]) -> dict[UUID, Key]:
    if not holders:
        return {}
    rows = WrappedKey.objects.filter(holder_id__in=holders).order_by("version")
    return {row.holder_id: Key(row.version, _unwrap(row)) for row in rows}


def _wrapped(holder: UUID, secret: bytes, version: int = 1) -> WrappedKey:
    context = f"key.{holder}.{version}"
    sealed = crypto.seal(secret, key=settings.WRAPPING_KEY, context=context)
    return WrappedKey(holder_id=holder, version=version, wrapped=sealed)


def _unwrap(row: WrappedKey) -> bytes:
    context = f"key.{row.holder_id}.{row.version}"
    return crypto.unseal(bytes(row.wrapped), key=settings.WRAPPING_KEY, context=context)
