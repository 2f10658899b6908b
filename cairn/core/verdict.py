"""A refusal is a named verdict with a sentence fit to show a tired person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Sentence = str | _StrPromise


@dataclass(frozen=True)
class Verdict:
    """What a policy says: allowed, or refused under a code and with a reason.

    `code` is for machines and tests (`not_signed`); `reason` is for the person, translated
    when it is shown.
    """

    code: str = ""
    reason: Sentence = ""

    @property
    def allowed(self) -> bool:
        """Whether the act may go ahead."""
        return not self.code

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Go on, or raise Refused with this verdict."""
        if not self.allowed:
            raise Refused(self)


class Refused(Exception):  # noqa: N818 - it is an answer, not an error
    """An act a policy did not allow. Pages show its reason; the API answers 403 with its code."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.code)
        self.verdict = verdict


ALLOWED = Verdict()


def refuse(code: str, reason: Sentence) -> Verdict:
    """Return a refusal: a short code for machines, a sentence for people."""
    return Verdict(code, reason)
