"""Conversations and messages."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from django.db import models

from cairn.mentorship.models import Mentorship
from cairn.people.encryption import EncryptedText
from cairn.people.models import OrganizationRow, Person

_BIT = 1 << 40


class ConversationQuerySet(models.QuerySet["Conversation"]):
    """Conversations by who may open them."""

    def visible_to(self, person: Person) -> Self:
        """The two of the mentorship, and nobody else; neither once they are kept apart."""
        return self.filter(mentorship__in=Mentorship.objects.of(person))


class Conversation(OrganizationRow):
    """What the two of a mentorship write to each other. The row comes with the first message."""

    mentorship = models.OneToOneField(
        Mentorship, on_delete=models.PROTECT, related_name="conversation"
    )
    latest_at = models.DateTimeField(null=True)

    objects = ConversationQuerySet.as_manager()

    @classmethod
    def to_come(cls, mentorship: Mentorship) -> Self:
        """Return what the first message will store, under the id it is found by until then."""
        key = beside(mentorship.pk)
        return cls(pk=key, organization_id=mentorship.organization_id, mentorship=mentorship)


def beside(key: UUID) -> UUID:
    """Return the id of a mentorship's conversation, and of a conversation's mentorship.

    One bit tells them apart: an id names one row, whichever table it stands in.
    """
    return UUID(int=key.int ^ _BIT)


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages by who may read them."""

    def visible_to(self, person: Person) -> Self:
        """The two of the conversation, and nobody else; neither once they are kept apart."""
        return self.filter(conversation__mentorship__in=Mentorship.objects.of(person))

    def before(self, key: UUID | None) -> Self:
        """Those sent before the message of this id; all where there is none."""
        return self.filter(pk__lt=key) if key else self

    def after(self, key: UUID) -> Self:
        """Those sent after the message of this id."""
        return self.filter(pk__gt=key)


class Message(OrganizationRow):
    """One message, under its writer's own key. Ids sort by time; there is no read mark."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="messages"
    )
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    body = EncryptedText(key_of="sent_by_id")

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["conversation", "-id"])]
