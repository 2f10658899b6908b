"""Days of the mentees: check-ins, plans, stretches, returns, and the stones laid for them."""

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cairn.home.demo import words
from cairn.home.demo.dice import Dice
from cairn.people.models import Person
from cairn.recovery.models import CheckIn, Stretch, WrittenPlan
from cairn.stones import drawing, sources
from cairn.stones.milestones import USUAL, reached
from cairn.stones.models import Stone

_LEAST, _MOST = 1, 5


@dataclass
class Days:
    """Rows of all days, not yet stored."""

    dice: Dice
    now: datetime
    rows: dict[type, list[Any]] = field(default_factory=dict)

    def store(self) -> None:
        """Store what was added."""
        for model in (CheckIn, WrittenPlan, Stretch, Stone):
            model.objects.bulk_create(self.rows.get(model, []), batch_size=2000)

    def add(self, person: Person, *, since: datetime, meetings: int, returned: bool) -> None:
        """Add somebody's days since a moment; `returned` tells of a return to use on the way."""
        self._check_in(person, since)
        self._plan(person)
        began = self._stretches(person, since, returned=returned)
        self._lay(person, since, self._done(began, meetings, returned=returned))

    def help(self, person: Person, *, since: datetime) -> None:
        """Add the stones of somebody who walks along with others."""
        done = [(Stone.Kind.HELP.value, "A hand lent")] * self.dice.number(4, 16)
        done += [(Stone.Kind.MEETING.value, "A meeting")] * self.dice.number(6, 14)
        self._lay(person, since, self.dice.shuffled(done))

    def _add(self, model: type, person: Person, made: datetime, /, **fields: Any) -> None:
        row = model(
            pk=self.dice.id(made),
            created_at=made,
            organization_id=person.organization_id,
            person=person,
            **fields,
        )
        self.rows.setdefault(model, []).append(row)

    def _check_in(self, person: Person, since: datetime) -> None:
        mood, craving = 3, 3
        at = self.dice.within(since, 24)
        while at < self.now:
            mood = _near(mood + self.dice.number(-1, 1))
            craving = _near(craving + self.dice.number(-1, 1) - self.dice.happens(0.15))
            said = {
                "mood": mood,
                "craving": craving,
                "connection": _near(mood + self.dice.number(-1, 1)),
                "sleep": None if self.dice.happens(0.2) else self.dice.number(_LEAST, _MOST),
                "words": self.dice.one(words.CHECK_IN_WORDS),
            }
            self._add(CheckIn, person, at, at=at, answers=said)
            at = self.dice.within(at + timedelta(days=self.dice.number(1, 5)), 12)

    def _plan(self, person: Person) -> None:
        steps, name = self.dice.one(words.PLANS)
        people = [{"name": name, "phone": "555 0100"}]
        block = {"steps": list(steps), "people": people}
        self._add(WrittenPlan, person, self.now, version=1, block=block)

    def _stretches(self, person: Person, since: datetime, *, returned: bool) -> datetime:
        """Add the stretches and return when the present one began."""
        first = since - timedelta(days=self.dice.number(5, 40))
        if not returned:
            self._stretch(person, first, None)
            return first
        again = since + (self.now - since) / 2
        self._stretch(person, first, again - timedelta(days=2))
        self._stretch(person, again, None)
        return again

    def _stretch(self, person: Person, began: datetime, ended: datetime | None) -> None:
        block = {"started_on": began.date().isoformat()}
        if ended:
            block["ended_on"] = ended.date().isoformat()
        self._add(Stretch, person, began, block=block)

    def _done(self, began: datetime, meetings: int, *, returned: bool) -> list[tuple[str, str]]:
        marks = reached(USUAL, began.date(), self.now.date())
        done = [(Stone.Kind.MILESTONE.value, mark.name) for mark in marks]
        done += [(Stone.Kind.MEETING.value, "A meeting")] * min(meetings, 14)
        steps = self.dice.some(words.STEPS, 5)
        done += [(Stone.Kind.STEP.value, step) for step in steps]
        done = self.dice.shuffled(done)
        if returned:
            done.insert(len(done) // 2, (Stone.Kind.RETURN.value, "Back at the Tuesday group"))
        return [(Stone.Kind.MILESTONE.value, "First check-in"), *done]

    def _lay(self, person: Person, since: datetime, done: list[tuple[str, str]]) -> None:
        shapes = drawing.place_stones(person.pk.hex, [kind for kind, _ in done])
        pace = (self.now - since) / (len(done) + 1)
        for number, ((kind, what), shape) in enumerate(zip(done, shapes, strict=True)):
            at = since + pace * (number + 1)
            self._add(
                Stone,
                person,
                at,
                number=number,
                kind=kind,
                for_what=what,
                source=f"demo:{number}",
                source_hash=sources.hash_of(person.pk, f"demo:{number}"),
                laid_at=at,
                shape=asdict(shape),
            )


def _near(value: int) -> int:
    return max(_LEAST, min(_MOST, value))
