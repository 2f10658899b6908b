"""The same doors for machines."""

from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from ninja import Field, Router, Schema

from cairn.conversations import actions, queries
from cairn.conversations.models import Conversation, Message
from cairn.core.access import DataClass
from cairn.people.endpoints import operation
from cairn.people.policies import signed_in
from cairn.people.requests import PersonRequest, found_or_404

router = Router(tags=["Talk"])


class ConversationOut(Schema):
    """A conversation of yours; `is_open` while you two can write."""

    id: UUID = Field(alias="conversation.pk")
    mentorship_id: UUID = Field(alias="conversation.mentorship_id")
    other: str = Field(alias="other.display_name")
    is_mentor: bool
    is_open: bool


class MessageOut(Schema):
    """A message; `body` is empty when its writer left and took the key along."""

    id: UUID
    sent_by_id: UUID
    body: str
    sent_at: datetime = Field(alias="created_at")


class MessageIn(Schema):
    """What you write: 1 to 4,000 characters once what nobody can see is left out."""

    body: str


@operation(
    router,
    "GET",
    "/talk",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=list[ConversationOut],
)
def list_conversations(request: PersonRequest) -> list[queries.Talk]:
    """List your conversations, those that go on first."""
    return queries.talks(request.person)


@operation(
    router,
    "GET",
    "/talk/{uuid:pk}/messages",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=list[MessageOut],
)
def list_messages(request: PersonRequest, pk: UUID, before: UUID | None = None) -> list[Message]:
    """List the newest messages, or the newest before one of them, oldest first."""
    return queries.newest(_visible(request, pk), request.person, before)


@operation(
    router,
    "POST",
    "/talk/{uuid:pk}/messages",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=MessageOut,
    status=HTTPStatus.CREATED,
)
def send_message(request: PersonRequest, pk: UUID, message: MessageIn) -> Message:
    """Send a message in a conversation of yours."""
    return actions.send_message(
        by=request.person, conversation=_visible(request, pk), body=message.body
    )


def _visible(request: PersonRequest, pk: UUID) -> Conversation:
    return found_or_404(queries.find(request.person, pk))
