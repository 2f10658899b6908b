"""AES-256-GCM with a bound context, and keyed hashes. Knows no tables and keeps no keys."""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12
_VERSION = b"\x01"


class Unreadable(Exception):  # noqa: N818 - a state of data, not a fault of code
    """A value that its key does not open: moved, altered, or its key destroyed."""


def new_key() -> bytes:
    """Return a fresh 256-bit key."""
    return os.urandom(KEY_BYTES)


def seal(plain: bytes, *, key: bytes, context: str) -> bytes:
    """Encrypt under a 32-byte key, bound to a context such as table, column, row, key version.

    Returns one format byte, a 12-byte random nonce, then ciphertext and tag (NIST SP 800-38D).
    """
    nonce = os.urandom(_NONCE_BYTES)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, plain, context.encode())


def unseal(sealed: bytes, *, key: bytes, context: str) -> bytes:
    """Decrypt what `seal` returned for the same key and context, or raise Unreadable."""
    nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    if sealed[:1] != _VERSION:
        raise Unreadable("an unknown format")
    try:
        return AESGCM(key).decrypt(nonce, body, context.encode())
    except InvalidTag as problem:
        raise Unreadable("the key or the context does not fit") from problem


def keyed_hash(text: str, *, key: bytes, purpose: str) -> str:
    """Return 64 hex digits of HMAC-SHA-256; equal texts give equal hashes for one purpose."""
    return hmac.new(key, f"{purpose}\x00{text}".encode(), hashlib.sha256).hexdigest()
