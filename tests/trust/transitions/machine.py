"""The machine: chance lets somebody do something, and the database is read after each step."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from django.db import connection, transaction
from procrastinate.contrib.django import app

from cairn.conversations.noticing import notice_silences
from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.matching.lapsing import lapse_overdue
from cairn.mentorship.asking import ask_pulses
from cairn.mentorship.reminding import remind
from tests.trust.leaks.stage import chance_of, undone
from tests.trust.transitions import arriving, forbidden, meeting, walking
from tests.trust.transitions.acting import ALL, Deed
from tests.trust.transitions.scene import A_STEP, Scene

MODULES = (arriving, meeting, walking)
WORKS = 0.7
"""How often the worker comes between two steps."""

DAYS = (0.2, 1, 1, 3, 7, 31)
WEIGHTS = (0.2, 1, 1, 4)
RARER, MORE_OFTEN, LIKELIER = 0.2, 2, 8
STORIES_TO_FIND, STEPS_TO_FIND = 20, 100
RARE = {
    *("end", "block", "keep_apart", "change_mentor", "leave", "pause", "withdraw", "close_door"),
    *("set_aside", "adopt_agreement", "forbid", "avoid", "set_rhythm", "enroll", "enroll_mentee"),
    *("enroll_mentor", "open_door"),
}
"""What ends a story early, or stands beside it."""

LEADS_ON = {
    *("keep", "send", "welcome", "suggest", "approve_all", "choose", "accept_request", "match"),
    *("sign", "propose", "accept", "say", "write_note", "settle_silence", "answer_pulse"),
    *("write_handover", "give_letter"),
}
"""What much else waits for."""

PASSES = 0.08
"""How often days pass instead."""


BY_THE_CLOCK = (lapse_overdue, remind, notice_silences, ask_pulses)
_JOBS = "delete from procrastinate_jobs where status = 'todo' returning task_name, args::text"
_MATTER = ("safety.part_everywhere", "matching.run_engine")
"""What of the worker's jobs brings anything about between people; the others tell them of it."""


class Forbidden(AssertionError):  # noqa: N818 - it is what is looked for
    """What must never be."""

    def __init__(self, state: str, story: str) -> None:
        super().__init__(f"{state}\n{story}")
        self.state = state


@dataclass
class Tally:
    """What all steps came to: how often each act was taken, and how often refused."""

    steps: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)


class Watch:
    """One story: what happens, and what is known of it."""

    def __init__(self, scene: Scene, tally: Tally) -> None:
        self.scene, self.tally = scene.again(), tally
        self.story: list[str] = []
        self.kept: dict[str, str] = {}
        self.scene.stand_in()

    def next(self, chance: Random, weights: list[float]) -> None:
        """Let some days pass, or somebody do something."""
        if chance.random() < PASSES:
            self.days_pass(chance)
        else:
            self.step(chance, weights)

    def step(self, chance: Random, weights: list[float]) -> None:
        """Let something be tried, the worker come or not, and read what the database says."""
        self.tally.steps += 1
        self.scene.now += A_STEP
        with clock.pinned(self.scene.now):
            self._try(*self._next(chance, weights))
            if chance.random() < WORKS:
                work()
            self._read()

    def _next(self, chance: Random, weights: list[float]) -> tuple[str, Deed]:
        """Return what is tried next: the first that chance takes for which there is anything."""
        while True:
            (name,) = chance.choices(list(ALL), weights)
            if deed := ALL[name](self.scene, chance):
                return name, deed

    def days_pass(self, chance: Random) -> None:
        """Let some days pass, and the clock do what is its to do."""
        days = chance.choice(DAYS)
        self.tally.steps += 1
        self.scene.now += timedelta(days=days)
        self.story.append(f"{days} days pass")
        with clock.pinned(self.scene.now):
            work()
            before = forbidden.not_the_clocks()
            for task in (*BY_THE_CLOCK, work):
                task()
            now = forbidden.not_the_clocks()
            decided = [key for key, state in before.items() if now.get(key) != state]
            if decided:
                raise self._forbidden("decided by the clock alone", str(decided))
            self._read()

    def _try(self, name: str, deed: Deed) -> None:
        """Do it as a page does: in one transaction, undone where it is refused."""
        before = forbidden.written()
        told = f"{name} by {deed.told}"
        try:
            with transaction.atomic():
                self._do(deed)
        except Refused as refused:
            self._refused(name, told, refused)
        except Forbidden:
            raise
        except Exception as broken:
            raise self._forbidden("broke", f"{told}: {broken!r}") from broken
        else:
            self.story.append(told)
            if forbidden.written() > before:
                self.tally.taken[name] += 1
                self._is_on_record(deed)

    def _do(self, deed: Deed) -> None:
        before = forbidden.written()
        try:
            deed.do()
        except Refused as refused:
            if forbidden.written() > before:
                said = f"{deed.told}: {refused.verdict.code}"
                raise self._forbidden("written and refused", said) from refused
            raise

    def _refused(self, name: str, told: str, refused: Refused) -> None:
        verdict = refused.verdict
        self.tally.refused[name] += 1
        self.tally.codes[verdict.code] += 1
        self.story.append(f"{told}, refused: {verdict.code}")
        if not str(verdict.reason).endswith((".", "?", "!")):
            raise self._forbidden("refused without a sentence", told)

    def _is_on_record(self, deed: Deed) -> None:
        events = forbidden.recorded(self.scene.now)
        if deed.by.pk not in {actor for _act, actor in events}:
            raise self._forbidden("done and not on record", deed.told)

    def _read(self) -> None:
        for state, shown in forbidden.found():
            raise self._forbidden(state, shown)
        now = forbidden.never_changed()
        changed = [key for key, row in self.kept.items() if now.get(key) != row]
        if changed:
            raise self._forbidden("changed after it stood", str(changed))
        self.kept = now

    def _forbidden(self, state: str, shown: str) -> Forbidden:
        return Forbidden(state, "\n".join([shown, "after", *self.story]))


def tell(scene: Scene, tally: Tally, seed: int | str, steps: int) -> None:
    """Tell one story that a seed repeats, from where a scene stands, and undo whatever happened.

    Some acts are likelier in it than others, and some hardly happen, so that stories differ.
    """
    chance = chance_of(seed)
    weights = [chance.choice(WEIGHTS) * _usual(name) for name in ALL]
    with undone():
        watch = Watch(scene, tally)
        for _step in range(steps):
            watch.next(chance, weights)


def _usual(name: str) -> float:
    return RARER if name in RARE else MORE_OFTEN if name in LEADS_ON else 1


def steps_until(state: str, scene: Scene, chance: Random, likelier: Sequence[str]) -> int:
    """Return after how many steps a forbidden state is found; 0 where it is not.

    Another that is found before it is passed over: one flaw shows itself in more than one way.
    """
    weights = [LIKELIER if name in likelier else RARER for name in ALL]
    for story in range(STORIES_TO_FIND):
        tally = Tally()
        with undone():
            watch = Watch(scene, tally)
            try:
                for _step in range(STEPS_TO_FIND):
                    watch.next(chance, weights)
            except Forbidden as found:
                if found.state == state:
                    return story * STEPS_TO_FIND + tally.steps
    return 0


def work() -> None:
    """Do what the worker would do next."""
    with connection.cursor() as cursor:
        cursor.execute(_JOBS)
        jobs = cursor.fetchall()
    for name, given in jobs:
        if name in _MATTER:
            app.tasks[name].func(**json.loads(given))
