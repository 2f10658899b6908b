"""Passkeys, authenticator apps and spare codes of people who can sign in."""

import hashlib
from collections.abc import Iterable
from types import SimpleNamespace

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    record_authentication,
)
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.sessions.backends.base import SessionBase
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from cairn.people.models import Account

FLAG = AuthenticatorData.FLAG
SECRET = "JBSWY3DPEHPK3PXP"


def passkey(account: Account, name: str = "My phone") -> Authenticator:
    """A passkey as a phone registers it, its private half thrown away."""
    return Authenticator.objects.create(
        user=account,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": name, "credential": _registered(account.pk.bytes)},
    )


def second_step(account: Account) -> None:
    """An authenticator app, where there is none yet."""
    Authenticator.objects.get_or_create(
        user=account,
        type=Authenticator.Type.TOTP,
        defaults={"data": {"secret": get_adapter().encrypt(SECRET)}},
    )


def second_steps(accounts: Iterable[Account]) -> None:
    """An authenticator app for each of some accounts that have none."""
    Authenticator.objects.bulk_create(
        Authenticator(
            user=account,
            type=Authenticator.Type.TOTP,
            data={"secret": get_adapter().encrypt(SECRET)},
        )
        for account in accounts
    )


def shown(session: SessionBase, account: Account) -> None:
    """Let a session count as of somebody who shows who they are, for an hour to come."""
    record_authentication(SimpleNamespace(session=session), account, "test", reauthenticated=True)
    session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] += 3600


def app(account: Account) -> Authenticator:
    """An authenticator app, with the spare codes that come with it."""
    RecoveryCodes.activate(account)
    return Authenticator.objects.create(
        user=account, type=Authenticator.Type.TOTP, data={"secret": SECRET}
    )


def _registered(credential_id: bytes) -> dict[str, object]:
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    held = AttestedCredentialData.create(b"\0" * 16, credential_id, public)
    here = hashlib.sha256(b"127.0.0.1").digest()
    signed = AuthenticatorData.create(here, FLAG.UP | FLAG.UV | FLAG.AT, 0, held)
    client = CollectedClientData.create("webauthn.create", b"\0" * 16, "http://127.0.0.1")
    return {
        "id": websafe_encode(credential_id),
        "rawId": websafe_encode(credential_id),
        "type": "public-key",
        "clientExtensionResults": {"credProps": {"rk": True}},
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", signed, {})),
        },
    }
