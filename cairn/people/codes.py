"""Codes made to be copied from paper, found again by their hash."""

import hashlib
import re
import secrets

# Crockford's base 32: no letter that looks like a figure; 20 of them are 100 random bits.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH, _GROUP = 20, 4
_ALIKE = str.maketrans({"o": "0", "i": "1", "l": "1"})


def new_code() -> str:
    """Return a fresh code of five groups of four signs."""
    return grouped("".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)))


def grouped(signs: str) -> str:
    """Return signs in groups of four, as they are copied from paper."""
    return "-".join(signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP))


def plain(code: str) -> str:
    """Return a code's signs alone, however it was typed."""
    return re.sub(r"[^0-9a-z]", "", code.casefold()).translate(_ALIKE)


def hash_of(code: str) -> str:
    """Return the hash a code is found by; 100 random bits need no salt."""
    return hashlib.sha256((plain(code) or "-").encode()).hexdigest()
