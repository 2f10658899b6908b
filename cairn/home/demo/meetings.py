"""Meetings of the demo: told of, missed and made up for, moved, agreed, waiting for a yes."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from cairn.home.demo import words
from cairn.home.demo.dice import Dice
from cairn.home.demo.people import ZONE
from cairn.mentorship.models import USUAL_LENGTH, Booking, Meeting, Mentorship, Turn
from cairn.people.models import Person

_ONE_TO_COME, _AGREED, _MOVED, _MISSED = 0.6, 0.75, 0.2, 0.15


class Meetings:
    """Rows of what pairs said and have still to come, by dice of their own; not yet stored."""

    def __init__(self, dice: Dice, now: datetime) -> None:
        self.dice, self.now = dice, now
        self.taken: defaultdict[UUID, set[datetime]] = defaultdict(set)
        self.rows: dict[type, list[Any]] = {Meeting: [], Turn: [], Booking: []}

    def add(self, walks: Iterable[Mentorship], held: Iterable[Meeting]) -> None:
        """Say who told of each meeting that was held, and plan the next ones of who goes on."""
        for meeting in held:
            self._turn(meeting, meeting.set_by, Turn.Kind.MET, meeting.starts_at)
        going_on = [walk for walk in walks if walk.begun_at and not walk.ended_at]
        for number, walk in enumerate(going_on):
            if number == 0 or self.dice.happens(_MISSED):
                self._miss(walk)
            if number == 0 or self.dice.happens(_ONE_TO_COME):
                self._plan(walk, is_known=number == 0)

    def store(self) -> None:
        """Store what was added, parents first."""
        for model, rows in self.rows.items():
            model.objects.bulk_create(rows, batch_size=2000)  # type: ignore[attr-defined]

    def _miss(self, walk: Mentorship) -> None:
        """Add a meeting to which one could not come; a kind word, and they went on."""
        at = self._hour(-self.dice.number(4, 6))
        if walk.begun_at is None or at < walk.begun_at:
            return
        meeting = self._meeting(walk, at, walk.mentor, state=Meeting.State.MISSED)
        self._proposed(meeting, walk.mentor)
        self._turn(meeting, walk.mentee, Turn.Kind.ACCEPTED, at - timedelta(days=2))
        self._turn(meeting, walk.mentee, Turn.Kind.ABSENT, at + timedelta(hours=20))

    def _plan(self, walk: Mentorship, *, is_known: bool) -> None:
        """Add a meeting to come: agreed, or waiting for a yes; some were moved before."""
        at = self._free_hour(walk)
        is_agreed, is_moved = (is_known or self.dice.happens(share) for share in (_AGREED, _MOVED))
        by, other = self.dice.shuffled(walk.pair)
        state = Meeting.State.AGREED if is_agreed else Meeting.State.PROPOSED
        meeting = self._meeting(walk, at, by, state=state, sequence=int(is_moved))
        if is_moved:
            self._turn(meeting, other, Turn.Kind.PROPOSED, self.now - timedelta(days=3), 0)
            self._turn(meeting, by, Turn.Kind.MOVED, self.now - timedelta(days=2))
        else:
            self._proposed(meeting, by)
        if is_agreed:
            self._turn(meeting, other, Turn.Kind.ACCEPTED, self.now - timedelta(hours=9))
            self._book(meeting)

    def _meeting(
        self, walk: Mentorship, at: datetime, by: Person, *, state: str, sequence: int = 0
    ) -> Meeting:
        meeting: Meeting = self._add(
            Meeting,
            walk,
            self.now - timedelta(days=3),
            mentorship=walk,
            starts_at=at,
            ends_at=at + USUAL_LENGTH,
            mode=self.dice.one(Meeting.Mode.values),
            place=self.dice.one(words.PLACES),
            state=state,
            sequence=sequence,
            set_by=by,
        )
        return meeting

    def _proposed(self, meeting: Meeting, by: Person) -> None:
        self._turn(meeting, by, Turn.Kind.PROPOSED, meeting.starts_at - timedelta(days=7))

    def _turn(
        self,
        meeting: Meeting,
        by: Person,
        kind: Turn.Kind,
        at: datetime,
        sequence: int | None = None,
    ) -> None:
        said = min(at, self.now)
        number = meeting.sequence if sequence is None else sequence
        fields = {"meeting": meeting, "by": by, "kind": kind, "sequence": number}
        self._add(Turn, meeting, said, **fields, starts_at=meeting.starts_at)

    def _book(self, meeting: Meeting) -> None:
        for person in meeting.mentorship.pair:
            span = {"starts_at": meeting.starts_at, "ends_at": meeting.ends_at}
            self._add(Booking, meeting, self.now, meeting=meeting, person=person, **span)

    def _add(self, model: type, near: Mentorship | Meeting, at: datetime, **fields: Any) -> Any:
        own = {"pk": self.dice.id(at), "created_at": at, "organization_id": near.organization_id}
        row = model(**own, **fields)
        self.rows[model].append(row)
        return row

    def _free_hour(self, walk: Mentorship) -> datetime:
        """Return an hour to come at which neither of the two is taken, and take it."""
        at = self._hour(self.dice.number(1, 6))
        while any(at in self.taken[person.pk] for person in walk.pair):
            at += timedelta(days=1)
        for person in walk.pair:
            self.taken[person.pk].add(at)
        return at

    def _hour(self, days: int) -> datetime:
        """Return an hour of an afternoon or evening so many days from now."""
        local = (self.now + timedelta(days=days)).astimezone(ZoneInfo(ZONE))
        return local.replace(hour=self.dice.number(14, 19), minute=0, second=0)
