"""Addresses are found by keyed hash; the bytes of the database hold none."""

import unicodedata

from django.conf import settings
from django.contrib.auth.hashers import make_password

from cairn.core import crypto
from cairn.people.models import Account

ALIAS_DOMAIN = "account.invalid"  # RFC 2606: can never receive mail
_SHORT = 48  # signs of the hash that fit an alias
_HASHES = 2  # so that none, one and two accounts of an address take the same time


def email_hash(address: str) -> str:
    """Return the keyed hash an address is found by, without regard to case and outer spaces."""
    return crypto.keyed_hash(normal(address), key=settings.LOOKUP_KEY, purpose="email")


def alias_of(address: str) -> str:
    """Return the alias that stands in the sign-in tables in place of an address."""
    if address.endswith(f"@{ALIAS_DOMAIN}"):
        return address
    return f"{_short_hash(address)}@{ALIAS_DOMAIN}"


def normal(address: str) -> str:
    """Return an address as two spellings of it compare equal."""
    return address.strip().casefold()


def signs_of(said: str) -> set[str]:
    """Return what a name or an address is compared by; of an address, as its alias says it."""
    return {folded(said), _short_hash(said)} if "@" in said else {folded(said)}


def signs_kept(display_name: str, contact_hash: str, alias: str) -> set[str]:
    """Return what somebody here is compared by: their name, and both their addresses."""
    address = alias.removesuffix(f"@{ALIAS_DOMAIN}")
    return {folded(display_name), contact_hash[:_SHORT], address} - {""}


def folded(name: str) -> str:
    """Return a name as two spellings of it compare equal: case, width and spaces aside."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _short_hash(address: str) -> str:
    return email_hash(address)[:_SHORT]


def accounts_of(alias: str) -> list[Account]:
    """Return the accounts under an alias: one an organization that its owner joined separately."""
    if not alias:
        return []
    return list(Account.objects.filter(email=alias, is_active=True).order_by("created_at"))


def holder(alias: str, password: str) -> Account | None:
    """Return the account of an alias that a password opens, in a time that tells nothing."""
    found = accounts_of(alias)
    for _spare in range(_HASHES - len(found)):
        make_password(password)
    opened = [account for account in found if account.check_password(password)]
    return opened[0] if opened else None
