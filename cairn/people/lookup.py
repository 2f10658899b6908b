"""Addresses are found by keyed hash; the bytes of the database hold none."""

from django.conf import settings

from cairn.core import crypto

ALIAS_DOMAIN = "account.invalid"  # RFC 2606: can never receive mail


def email_hash(address: str) -> str:
    """Return the keyed hash an address is found by, without regard to case and outer spaces."""
    return crypto.keyed_hash(normal(address), key=settings.LOOKUP_KEY, purpose="email")


def alias_of(address: str) -> str:
    """Return the alias that stands in the sign-in tables in place of an address."""
    if address.endswith(f"@{ALIAS_DOMAIN}"):
        return address
    return f"{email_hash(address)[:48]}@{ALIAS_DOMAIN}"


def normal(address: str) -> str:
    """Return an address as two spellings of it compare equal."""
    return address.strip().casefold()
