"""Telling that a thing done has laid its stone, without keeping in the open what it was."""

from uuid import UUID

from django.conf import settings

from cairn.core import crypto


def hash_of(person_id: UUID, source: str) -> str:
    """Return the hash that a person's stone for a thing is found by; another's is another."""
    return crypto.keyed_hash(f"{person_id}\x00{source}", key=settings.LOOKUP_KEY, purpose="stone")
