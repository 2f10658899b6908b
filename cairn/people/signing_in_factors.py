"""Second factors and passkeys: their secrets are encrypted, their labels say nothing."""

from collections.abc import Iterable
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cairn.core import crypto
from cairn.people.models import Account

_CONTEXT = "second factor"
_NAME = "Cairn"


class Adapter(DefaultMFAAdapter):  # type: ignore[misc] # the library is untyped
    """Keeps what the library stores closed, and what it shows discreet."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("That did not fit. Please try once more."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret under the wrapping key, which is in no database."""
        return crypto.seal(text.encode(), key=settings.WRAPPING_KEY, context=_CONTEXT).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        sealed = bytes.fromhex(encrypted_text)
        return crypto.unseal(sealed, key=settings.WRAPPING_KEY, context=_CONTEXT).decode()

    def get_totp_label(self, user: Account) -> str:  # noqa: ARG002 - the library's shape
        """Return what the person's authenticator app shows: no name, no address."""
        return _NAME

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        """Return what the person's device keeps beside a passkey."""
        return {"id": user.pk.hex.encode(), "name": _NAME, "display_name": _NAME}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return what the device shows as the place one signs in to."""
        return {**super().get_public_key_credential_rp_entity(), "name": _NAME}

    def is_mfa_enabled(self, user: Account, types: Iterable[str] | None = None) -> bool:
        """Whether an account has a factor, of some kinds; read once for a page, which adds none."""
        request = context.request
        if user.is_anonymous or request is None or request.method != "GET":
            enabled: bool = super().is_mfa_enabled(user, types)
            return enabled
        known = vars(request).setdefault("factors", {})
        if user.pk not in known:
            factors = Authenticator.objects.filter(user=user)
            known[user.pk] = frozenset(factors.values_list("type", flat=True))
        held: frozenset[str] = known[user.pk]
        return bool(held if types is None else held.intersection(types))

    def generate_authenticator_name(self, user: Account, type: str) -> str:  # noqa: A002
        """Return the name of a new passkey."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}
