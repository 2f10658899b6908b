"""Whom a person says they are never to be matched with, by a name or an address. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

NOT_SAID = ""
BONDS = (NOT_SAID, "work", "home", "family", "sponsor", "partner", "other")
"""What somebody avoided may be to a person. Nobody is asked why."""

LONGEST = 254
MOST = 50


@dataclass(frozen=True)
class Avoided:
    """Somebody as a person called them: `called` is a name or an e-mail address, as written.

    `key` tells one entry of a person's list from another.
    """

    key: str
    called: str
    bond: str = NOT_SAID

    @classmethod
    def from_json(cls, stored: Mapping[str, str]) -> Self:
        """Return the entry that `asdict` wrote; what is missing is not said."""
        return cls(stored["key"], stored["called"], stored.get("bond", NOT_SAID))
