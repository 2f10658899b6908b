"""Sending messages; the first one of two people makes their conversation."""

from datetime import datetime, timedelta
from uuid import UUID

from cairn.audit import records
from cairn.conversations import notices, policies, words
from cairn.conversations.models import Conversation, Message
from cairn.core import clock
from cairn.mentorship.models import Mentorship
from cairn.people.models import Person
from cairn.realtime import signals

_TICK = timedelta(milliseconds=1)


def send_message(*, by: Person, conversation: Conversation, body: str) -> Message:
    """Send a message to the other of the two; the open pages of both learn its place by name."""
    policies.can_send(by, _locked(conversation), body).require()
    conversation = _opened(conversation, by)
    moment = _next_moment(conversation)
    with clock.pinned(moment):
        message = Message.objects.create(
            organization_id=conversation.organization_id,
            conversation=conversation,
            sent_by=by,
            body=words.tidied(body),
        )
    conversation.latest_at = moment
    conversation.save(update_fields=["latest_at"])
    other = conversation.mentorship.other(by)
    _record("send", by, message.pk, other)
    notices.tell_of_message(conversation, other)
    for person in (by, other):
        signals.signal(person.pk, f"conversation-{conversation.pk}")
    return message


def _locked(conversation: Conversation) -> Conversation:
    """Hold the mentorship for this transaction, so that ids rise in the order of commits.

    A page asks for what came after the last id it has: a lower id committed later would never
    reach it. What ends the mentorship comes before a message or after it.
    """
    held = Mentorship.objects.select_for_update(no_key=True)
    conversation.mentorship.refresh_from_db(fields=["ended_at", "parted_at"], from_queryset=held)
    return conversation


def _opened(conversation: Conversation, by: Person) -> Conversation:
    """Return the row of a conversation as it is now; the first message brings it."""
    mentorship = conversation.mentorship
    kept, is_new = Conversation.objects.get_or_create(
        mentorship=mentorship,
        defaults={"id": conversation.pk, "organization_id": mentorship.organization_id},
    )
    kept.mentorship = mentorship
    if is_new:
        _record("open", by, kept.pk, mentorship.other(by))
    return kept


def _next_moment(conversation: Conversation) -> datetime:
    """Return now, or just after the latest message where this machine's clock runs behind."""
    now = clock.now()
    return max(now, conversation.latest_at + _TICK) if conversation.latest_at else now


def _record(act: str, by: Person, about: UUID, person: Person) -> None:
    records.record(
        f"conversations.{act}",
        organization_id=by.organization_id,
        actor_id=by.pk,
        about=about,
        person_id=person.pk,
    )
