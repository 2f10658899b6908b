"""What a mentor's Today reads: who needs me, what is next."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from cairn.conversations import quiet
from cairn.conversations.models import Message
from cairn.core import clock
from cairn.matching.models import Offer
from cairn.mentorship import queries as mentorship
from cairn.mentorship.queries import Standing, Step
from cairn.people.models import Person
from cairn.stones import queries as stones
from cairn.stones.queries import Cairn
from cairn.ui.templatetags.ui import name


@dataclass(frozen=True)
class Row:
    """One person, what they may need, and where it leads. `needs` sorts the pressing first."""

    person: Person
    title: Any
    why: Any
    path: str
    needs: bool


@dataclass(frozen=True)
class MentorToday:
    """Who asked, who needs something, who needs nothing."""

    requests: list[Offer]
    rows: list[Row]
    walks: list[Standing]
    cairn: Cairn

    @property
    def first(self) -> Row | None:
        """The first person who needs something."""
        return next((row for row in self.rows if row.needs), None)


def today_of(person: Person) -> MentorToday:
    """Return a mentor's Today."""
    asked = Offer.objects.visible_to(person).open().asked().filter(mentor__person=person)
    requests = list(asked.select_related("person").order_by("answer_by"))
    walks = [walk for walk in mentorship.live_of(person) if walk.is_mentor]
    latest = _latest_messages(person)
    rows = [_of_meeting(walk) or _row(walk, latest.get(walk.mentorship.pk)) for walk in walks]
    rows.sort(key=lambda row: not row.needs)
    return MentorToday(requests, rows, walks, stones.cairn_of(person))


def _latest_messages(person: Person) -> dict[Any, Message]:
    """Return the latest message of each of a person's conversations, by mentorship."""
    messages = Message.objects.visible_to(person).select_related("conversation")
    latest = messages.order_by("conversation_id", "-id").distinct("conversation_id")
    return {message.conversation.mentorship_id: message for message in latest}


def _of_meeting(walk: Standing) -> Row | None:
    """Return what the next meeting asks of the mentor, if anything."""
    if walk.next_meeting is None:
        return None
    page = reverse("one_meeting", args=[walk.next_meeting.pk])
    if walk.next_meeting.is_to_tell:
        return _said(walk, _("Did you and {who} meet?"), _("Say how it went."), page)
    if walk.next_meeting.is_asked:
        return _said(walk, _("{who} proposes a time"), _("Answer when you can."), page)
    return None


def _row(walk: Standing, latest: Message | None) -> Row:
    page = reverse("mentorship", args=[walk.mentorship.pk])
    talk = reverse("talk")
    if walk.step is Step.SIGN:
        title, why = _("{who} is waiting for your signature"), _("Read the agreement first.")
        return _said(walk, title, why, page)
    if walk.step is Step.FIRST_MEETING:
        return _said(walk, _("A first meeting with {who}"), _("Write and find a time."), talk)
    if latest and latest.sent_by_id == walk.other.pk:
        return _said(walk, _("{who} wrote to you"), "", talk)
    if _is_quiet(walk, latest):
        return _said(walk, _("{who} has been quiet"), _("A line from you is enough."), talk)
    return _said(walk, _("{who}: nothing needed"), "", page, needs=False)


def _said(walk: Standing, title: str, why: str, path: str, *, needs: bool = True) -> Row:
    who = name(walk.other.display_name)
    return Row(walk.other, format_html(title, who=who), why, path, needs)


def _is_quiet(walk: Standing, latest: Message | None) -> bool:
    signs = (
        walk.mentorship.begun_at,
        walk.latest_meeting_at,
        latest.created_at if latest else None,
    )
    return quiet.is_quiet(signs, now=clock.now())
