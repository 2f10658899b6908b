"""Six months of walking together: signatures, meetings, messages, support contacts."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from cairn.conversations.models import Conversation, Message
from cairn.home.demo import words
from cairn.home.demo.dice import Dice
from cairn.home.demo.meetings import Meetings
from cairn.mentorship import agreements, rhythm
from cairn.mentorship.models import (
    USUAL_LENGTH,
    Commitment,
    Ending,
    Meeting,
    Mentorship,
    Signature,
    SupportContact,
)
from cairn.people.models import Person
from cairn.programs.models import Enrollment

WEEK = timedelta(days=7)
_COMMIT, _OF_THE_MENTEE = 0.3, 0.7
_OPEN_FOR = {SupportContact.Kind.CONTACT: WEEK, SupportContact.Kind.REVIEW: timedelta(days=2)}


@dataclass
class Walks:
    """Rows of all mentorships, not yet stored."""

    coordinator: Person
    dice: Dice
    now: datetime
    rows: dict[type, list[Any]] = field(default_factory=dict)

    def store(self) -> None:
        """Store what was added, parents first."""
        for model in (
            Mentorship,
            Signature,
            Meeting,
            SupportContact,
            Ending,
            Conversation,
            Message,
        ):
            model.objects.bulk_create(self.rows.get(model, []), batch_size=2000)

    def add(
        self,
        mentee: Enrollment,
        mentor: Enrollment,
        *,
        began: datetime,
        until: datetime | None = None,
        ended: bool = False,
        is_late: bool = False,
    ) -> Mentorship:
        """Add a mentorship that lived until now, or until a moment after which it was quiet."""
        last = until or self.now
        walk = self._mentorship(mentee, mentor, began, last if ended else None)
        self._sign(walk, mentee, began)
        self._meet(walk, began, last)
        self._talk(walk, began, last, spanish=mentee.person.language == "es")
        self._support(walk, began, is_late=is_late)
        if ended:
            self._end(walk, last)
        return walk

    def just_matched(self, mentee: Enrollment, mentor: Enrollment) -> Mentorship:
        """Add a pair that has not signed yet."""
        return self._mentorship(mentee, mentor, None, None)

    def commit(self, dice: Dice) -> None:
        """Let some of those who walk mean to do something: by dice of their own."""
        for walk in self.rows[Mentorship]:
            if walk.begun_at and not walk.ended_at and dice.happens(_COMMIT):
                self._commit(walk, dice)
        Commitment.objects.bulk_create(self.rows.get(Commitment, []), batch_size=2000)

    def meet(self, dice: Dice) -> None:
        """Let those who walk have told of their meetings, and have some to come."""
        meetings = Meetings(dice, self.now)
        meetings.add(self.rows[Mentorship], self.rows[Meeting])
        meetings.store()

    def _commit(self, walk: Mentorship, dice: Dice) -> None:
        by = walk.mentee if dice.happens(_OF_THE_MENTEE) else walk.mentor
        said = words.COMMITMENTS_ES if by.language == "es" else words.COMMITMENTS
        at = self.now - timedelta(days=dice.number(1, 6), hours=dice.number(1, 9))
        row = Commitment(
            pk=dice.id(at),
            created_at=at,
            organization_id=walk.organization_id,
            mentorship=walk,
            made_by=by,
            words=dice.one(said),
            due_on=(self.now + timedelta(days=dice.number(1, 7))).date(),
        )
        self.rows.setdefault(Commitment, []).append(row)

    def _add(self, model: type, at: datetime, **fields: Any) -> Any:
        row = model(
            pk=self.dice.id(at),
            created_at=at,
            organization_id=self.coordinator.organization_id,
            **fields,
        )
        self.rows.setdefault(model, []).append(row)
        return row

    def _mentorship(
        self,
        mentee: Enrollment,
        mentor: Enrollment,
        began: datetime | None,
        ended: datetime | None,
    ) -> Mentorship:
        matched = (began or self.now) - timedelta(days=2)
        walk: Mentorship = self._add(
            Mentorship,
            matched,
            program=mentee.program,
            mentee=mentee.person,
            mentor=mentor.person,
            waiting_since=matched.date() - timedelta(days=self.dice.number(2, 30)),
            matched_at=matched,
            begun_at=began,
            ended_at=ended,
        )
        return walk

    def _sign(self, walk: Mentorship, mentee: Enrollment, began: datetime) -> None:
        for person in (walk.mentee, walk.mentor):
            text = agreements.kept(agreements.current(mentee.program, person.language))
            self._add(Signature, began, mentorship=walk, person=person, text=text, signed_at=began)

    def _meet(self, walk: Mentorship, began: datetime, last: datetime) -> None:
        at = began + timedelta(days=2)
        is_first = True
        while at < last:
            self._add(
                Meeting,
                at,
                mentorship=walk,
                starts_at=at,
                ends_at=at + USUAL_LENGTH,
                state=Meeting.State.HELD,
                mode=self.dice.one(Meeting.Mode.values),
                is_first=is_first,
                third_person=Meeting.ThirdPerson.PRESENT if is_first else "",
                set_by=walk.mentor,
            )
            is_first = False
            at += WEEK + timedelta(days=self.dice.number(-1, 3))

    def _talk(self, walk: Mentorship, began: datetime, last: datetime, *, spanish: bool) -> None:
        conversation = self._add(Conversation, began, mentorship=walk)
        said = words.EXCHANGES_ES if spanish else words.EXCHANGES
        at = self.dice.within(began + timedelta(days=1), 30)
        while at < last:
            for by, body in _turns(walk, self.dice.one(said)):
                if at < last:
                    self._add(Message, at, conversation=conversation, sent_by=by, body=body)
                    conversation.latest_at = at
                at = self.dice.within(at, 3)
            at += timedelta(days=self.dice.number(2, 9))

    def _support(self, walk: Mentorship, began: datetime, *, is_late: bool) -> None:
        today = self.now.date()
        for person in (walk.mentee, walk.mentor):
            days = [(day, SupportContact.Kind.CONTACT) for day in rhythm.due_days(began.date())]
            reviews = rhythm.days_after(began.date(), rhythm.REVIEW_DAYS)
            days += [(day, SupportContact.Kind.REVIEW) for day in reviews]
            for day, kind in days:
                is_open = day > today or (is_late and (today - day) < _OPEN_FOR[kind])
                self._contact(walk, person, day, kind, is_kept=not is_open)

    def _contact(
        self,
        walk: Mentorship,
        person: Person,
        day: date,
        kind: SupportContact.Kind,
        *,
        is_kept: bool,
    ) -> None:
        due = datetime.combine(day, self.now.timetz())
        self._add(
            SupportContact,
            min(due, self.now),
            mentorship=walk,
            person=person,
            due_on=day,
            kind=kind,
            kept_at=min(due, self.now) if is_kept else None,
            kept_by=self.coordinator if is_kept else None,
        )

    def _end(self, walk: Mentorship, at: datetime) -> None:
        self._add(
            Ending, at, mentorship=walk, ended_by=walk.mentee, reason="We had said what there was."
        )


def _turns(walk: Mentorship, exchange: tuple[str, ...]) -> list[tuple[Person, str]]:
    first, *lines = exchange
    pair = [walk.mentee, walk.mentor] if first == "mentee" else [walk.mentor, walk.mentee]
    return [(pair[number % 2], line) for number, line in enumerate(lines)]
