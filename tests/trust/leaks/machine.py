"""The machine: somebody does something by chance, then others look around."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.trust.leaks import acts
from tests.trust.leaks.acts import Act
from tests.trust.leaks.looking import Eyes
from tests.trust.leaks.stage import Stage, chance_of, undone

_SEEDS = st.integers(min_value=0, max_value=2**32 - 1)


@dataclass
class Tally:
    """What all examples of a run came to."""

    steps: int = 0
    looks: int = 0
    stares: int = 0
    due: int = 0
    seen: int = 0
    missed: Counter[str] = field(default_factory=Counter)


class Machine(RuleBasedStateMachine):
    """One example: begins where the stage stands, and undoes whatever it did."""

    stage_before: ClassVar[Stage]
    eyes: ClassVar[Eyes]
    tally: ClassVar[Tally]
    people: ClassVar[int] = 2
    pages: ClassVar[int] = 6
    stares: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stage_before.again()
        self.stage.looks = 0
        self.chance = chance_of(0)
        self._undoing = ExitStack()
        self._undoing.enter_context(undone())

    def step(self, act: Act, seed: int) -> None:
        """Let the act happen, or another where there is nothing to do; then look around."""
        self.chance = chance_of(seed)
        while not act(self.stage, self.chance):
            act = self.chance.choice(acts.ALL)
        self.tally.steps += 1
        self.eyes.glance(self.stage, self.chance, self.people, self.pages)

    def teardown(self) -> None:
        try:
            if self.tally.stares < self.stares:
                self._stare()
        finally:
            self.tally.looks += self.stage.looks
            self._undoing.close()

    def _stare(self) -> None:
        """Look at everything as somebody, and count how much of what is due is there."""
        person = self.chance.choice(sorted(self.stage.sessions))
        seen = self.eyes.stare(self.stage, person)
        due = self.stage.reference.due(person)
        self.tally.stares += 1
        self.tally.due += len(due)
        self.tally.seen += len(due & seen)
        canaries = self.stage.reference.canaries
        self.tally.missed.update(canaries[word].kind for word in due - seen)


def _stepping(act: Act) -> Callable[..., None]:
    def step(self: Machine, seed: int) -> None:
        self.step(act, seed)

    step.__name__ = act.__name__
    return step


def made(**fields: Any) -> type[Machine]:
    """Return a machine that can do all acts, on a stage and with eyes."""
    rules = {act.__name__: rule(seed=_SEEDS)(_stepping(act)) for act in acts.ALL}
    return type("Leaks", (Machine,), {**rules, **fields})
