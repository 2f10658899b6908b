"""A person's calendars: the feed they subscribe to, and their own, of which only times are kept."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from cairn.people.encryption import EncryptedJSON, EncryptedText
from cairn.people.models import OrganizationRow, Person


class FeedQuerySet(models.QuerySet["Feed"]):
    """Feeds by state and by whose they are."""

    def visible_to(self, person: Person) -> Self:
        """One's own, not taken back."""
        return self.filter(person=person, revoked_at=None)


class Feed(OrganizationRow):
    """A secret link by which a person's own calendar reads when they meet; a hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="feeds")
    secret_hash = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at=None), name="one_open_feed_a_person"
            ),
        ]


class MailedCalendarQuerySet(models.QuerySet["MailedCalendar"]):
    """Wishes by whose they are."""

    def visible_to(self, person: Person) -> Self:
        """One's own."""
        return self.filter(person=person)


class MailedCalendar(OrganizationRow):
    """That a person wants each meeting mailed as an invitation that their calendar reads."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="mailed_calendar")

    objects = MailedCalendarQuerySet.as_manager()


class OwnCalendarQuerySet(models.QuerySet["OwnCalendar"]):
    """Own calendars by whose they are."""

    def visible_to(self, person: Person) -> Self:
        """One's own."""
        return self.filter(person=person)


class OwnCalendar(OrganizationRow):
    """When a person is busy, by their own calendar: linked and read again, or a file read once.

    Of what it says only times are kept. `problem` is the code of why it could not be read last.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="own_calendar")
    link = EncryptedText()
    block = EncryptedJSON()  # {"busy": [[from, until], …]}, in order
    is_linked = models.BooleanField(default=False)
    left_out = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=20, blank=True)
    read_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)

    objects = OwnCalendarQuerySet.as_manager()

    @property
    def busy(self) -> list[tuple[datetime, datetime]]:
        """When the person is busy."""
        said = self.block.get("busy", [])
        return [(datetime.fromisoformat(a), datetime.fromisoformat(b)) for a, b in said]
