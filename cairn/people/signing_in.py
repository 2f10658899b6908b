"""What Cairn asks of the sign-in library: aliases in its tables, addresses only when mail goes."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from cairn.people import lookup
from cairn.people.models import Account, Address


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # the library is untyped
    """Turns addresses into aliases on the way in, and aliases into addresses when mail is sent."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Nobody signs up: people join by invitation."""
        return False

    def clean_email(self, email: str) -> str:
        """Return the alias that stands for an address a person typed."""
        return lookup.alias_of(email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send to the address behind an alias; to nobody where there is none."""
        account = Account.objects.filter(email=email).first()
        address = Address.objects.filter(account=account).first() if account else None
        if address and address.address:
            super().send_mail(template_prefix, address.address, context)
