"""How an act is done: as a page does it, in one transaction that a refusal undoes."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from tests.trust.transitions.scene import Scene


class Deed:
    """Who does what to what; `then` is told what came of it."""

    def __init__(
        self,
        by: Any,
        action: Callable[..., Any],
        then: Callable[[Any], None] | None = None,
        **to: Any,
    ) -> None:
        self.by, self.action, self.then, self.to = by, action, then, to

    def do(self) -> None:
        made = self.action(by=self.by, **self.to)
        if self.then:
            self.then(made)

    @property
    def told(self) -> str:
        who = getattr(self.by, "display_name", "whoever holds a code")
        return f"{who}: {self.action.__module__.split('.')[1]}.{self.action.__name__}"


Act = Callable[[Scene, Random], Deed | None]

ALL: dict[str, Act] = {}
"""Every act by its name."""


def act(does: Act) -> Act:
    """Let chance do this too."""
    ALL[does.__name__] = does
    return does
