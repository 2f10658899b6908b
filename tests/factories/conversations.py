"""Conversations and messages, brought about by the actions alone."""

from cairn.conversations import actions, queries
from cairn.conversations.models import Conversation, Message
from cairn.mentorship.models import Mentorship
from cairn.people.models import Person
from tests.cast import Cast
from tests.factories import mentorship as mentorships


def opened(cast: Cast) -> Conversation:
    """The conversation of the cast's mentee and mentor, nothing written."""
    return of(mentorships.begun(cast))


def of(mentorship: Mentorship) -> Conversation:
    return queries.of(mentorship)


def written(conversation: Conversation, by: Person, *bodies: str) -> list[Message]:
    return [actions.send_message(by=by, conversation=conversation, body=body) for body in bodies]
