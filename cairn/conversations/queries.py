"""Reads for pages. Everything here but `quiet` is for the two of a conversation alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Lower

from cairn.conversations import policies
from cairn.conversations import quiet as rule
from cairn.conversations.models import (
    Conversation,
    ConversationQuerySet,
    Message,
    MessageQuerySet,
    beside,
)
from cairn.conversations.thread import Day, Line, by_day
from cairn.core import clock
from cairn.mentorship.models import Meeting, Mentorship, MentorshipQuerySet
from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.programs.models import Program

PAGE = 30
BATCH = 200
BEGINNING = UUID(int=0)
"""Stands for the last message where there is none yet."""


@dataclass(frozen=True)
class Talk:
    """A conversation in the list of one's own."""

    conversation: Conversation
    other: Person
    is_mentor: bool
    is_open: bool


@dataclass(frozen=True)
class Page:
    """A stretch of a conversation, by day.

    `older` is the key of the stretch before, `latest` the id to ask again with, `has_more`
    whether more came after it than one answer holds.
    """

    days: tuple[Day, ...]
    latest: UUID
    older: UUID | None = None
    has_more: bool = False


@dataclass(frozen=True)
class QuietPair:
    """Two people without contact for a while: neither since when, nor how much there was."""

    mentorship_id: UUID
    mentee: Person
    mentor: Person
    program: Program


def find(person: Person, pk: UUID) -> Conversation | None:
    """Return a conversation of one's own, written in or not; None where there is none."""
    row = _rows(person).filter(pk=pk).first()
    begun = None if row else _unwritten(person).filter(pk=beside(pk)).first()
    return Conversation.to_come(begun) if begun else row


def of(mentorship: Mentorship) -> Conversation:
    """Return the conversation of a mentorship, written in or not."""
    row = Conversation.objects.filter(mentorship=mentorship).first()
    return row or Conversation.to_come(mentorship)


def talks(person: Person) -> list[Talk]:
    """Return a person's conversations: those that go on first, then by the latest message.

    Two queries: those in which nobody wrote yet have no row.
    """
    ended_last = F("mentorship__ended_at").desc(nulls_first=True)
    newest_first = F("latest_at").desc(nulls_last=True)
    rows = list(_rows(person).order_by(ended_last, newest_first, "-pk"))
    unwritten = [Conversation.to_come(row) for row in _unwritten(person).live().order_by("-pk")]
    going_on = [row for row in rows if row.mentorship.ended_at is None]
    ended = rows[len(going_on) :]
    return [talk(row, person) for row in (*going_on, *unwritten, *ended)]


def _rows(person: Person) -> ConversationQuerySet:
    seen = Conversation.objects.visible_to(person)
    return seen.select_related("mentorship__mentee", "mentorship__mentor")


def _unwritten(person: Person) -> MentorshipQuerySet:
    """Return a person's begun mentorships in which nobody wrote yet."""
    begun = Mentorship.objects.of(person).begun().filter(conversation=None)
    return begun.select_related("mentee", "mentor")


def talk(conversation: Conversation, person: Person) -> Talk:
    """Return a conversation as one of the two sees it."""
    mentorship = conversation.mentorship
    return Talk(
        conversation=conversation,
        other=mentorship.other(person),
        is_mentor=person.pk == mentorship.mentor_id,
        is_open=bool(policies.can_write(person, conversation)),
    )


def page(conversation: Conversation, person: Person, before: UUID | None = None) -> Page:
    """Return the newest messages, or those before a key, by day."""
    found = newest(conversation, person, before, PAGE + 1)
    shown = found[-PAGE:]
    latest = shown[-1].pk if shown else BEGINNING
    older = shown[0].pk if len(found) > PAGE else None
    return Page(_days(shown, person), latest, older)


def newest(
    conversation: Conversation, person: Person, before: UUID | None = None, most: int = PAGE
) -> list[Message]:
    """Return the newest messages, or the newest before a key, oldest first. Two queries."""
    rows = _messages(conversation, person).before(before).order_by("-pk")
    return list(rows[:most])[::-1]


def since(conversation: Conversation, person: Person, last: UUID) -> Page:
    """Return what came after the last message a page has, oldest first."""
    messages = list(_messages(conversation, person).after(last).order_by("pk")[: BATCH + 1])
    shown = messages[:BATCH]
    known = Message.objects.visible_to(person).filter(pk=last).first()
    latest = shown[-1].pk if shown else last
    after = _local(known, person).date() if known else None
    return Page(_days(shown, person, after), latest, has_more=len(messages) > BATCH)


def quiet(
    person: Person,
    after_days: int = rule.AFTER_DAYS,
    *,
    most: int | None = None,
    first: Collection[UUID] = (),
) -> list[QuietPair]:
    """Return the quiet mentorships of the programs a person serves. One query.

    The order says nothing about when: it is that of the names, after those asked for `first`.
    """
    served = Mentorship.objects.live().begun().served_by(person)
    silent = served.filter(_without_sign_since(rule.silent_since(clock.now(), after_days)))
    asked = [Case(When(pk__in=first, then=0), default=1)] if first else []
    by_name = Lower("mentee__display_name"), Lower("mentor__display_name")
    rows = silent.select_related("mentee", "mentor", "program")
    found = rows.order_by(*asked, *by_name, "pk")[:most]
    return [QuietPair(row.pk, row.mentee, row.mentor, row.program) for row in found]


def _without_sign_since(moment: datetime) -> Q:
    """Tell begun mentorships apart by `quiet.is_quiet`, in the database.

    None of the signs lies after a moment. It asks whether there is one, not for the latest of each:
    among a hundred thousand meetings it looks at those since then alone.
    """
    this = OuterRef("pk")
    wrote = Exists(Conversation.objects.filter(mentorship=this, latest_at__gt=moment))
    met = Exists(Meeting.objects.held().filter(mentorship=this, starts_at__gt=moment))
    return Q(begun_at__lte=moment) & ~wrote & ~met


def _messages(conversation: Conversation, person: Person) -> MessageQuerySet:
    keys.warm([conversation.mentorship.mentee_id, conversation.mentorship.mentor_id])
    return Message.objects.visible_to(person).filter(conversation=conversation)


def _days(messages: list[Message], person: Person, after: date | None = None) -> tuple[Day, ...]:
    lines = [
        Line(
            pk=message.pk,
            body=message.body,
            at=_local(message, person),
            is_own=message.sent_by_id == person.pk,
        )
        for message in messages
    ]
    return by_day(lines, today=clock.today(person.time_zone), after=after)


def _local(message: Message, person: Person) -> datetime:
    return message.created_at.astimezone(ZoneInfo(person.time_zone))
