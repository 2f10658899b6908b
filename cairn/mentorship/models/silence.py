"""A mentee's own plan for when they go quiet, and that they did."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cairn.mentorship.models.walks import Mentorship
from cairn.people.encryption import EncryptedJSON
from cairn.people.models import OrganizationRow, Person


class SilencePlan(OrganizationRow):
    """After how many days without a sign somebody reaches out, who, how, and who never may be told.

    How, who never, and words are one block under the mentee's own key: `how`, `never`, `words`.
    """

    class Who(models.TextChoices):
        """Who reaches out."""

        MENTOR = "mentor", _("My mentor")
        STAFF = "staff", _("Someone from the program")
        BOTH = "both", _("Both of them")

    class How(models.TextChoices):
        """How they do."""

        MESSAGE = "message", _("Write to me here")
        CALL = "call", _("Call me")
        TEXT = "text", _("Send me a text message")
        COME_BY = "come_by", _("Come by")

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="silence_plan")
    after_days = models.PositiveSmallIntegerField()
    who = models.CharField(max_length=8, choices=Who.choices)
    block = EncryptedJSON()
    made_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(after_days__range=(1, 90)), name="silence_of_some_days"
            )
        ]

    @property
    def how(self) -> object:
        """How, in words."""
        return self.How(self.block.get("how", self.How.MESSAGE)).label

    @property
    def never(self) -> str:
        """Who must never be called."""
        said: str = self.block.get("never", "")
        return said

    @property
    def words(self) -> str:
        """What the mentee would like whoever reaches out to know."""
        said: str = self.block.get("words", "")
        return said

    @property
    def asks_mentor(self) -> bool:
        """Whether the mentor is to reach out."""
        return self.who != self.Who.STAFF

    @property
    def asks_staff(self) -> bool:
        """Whether somebody of the program is to reach out."""
        return self.who != self.Who.MENTOR


class SilenceQuerySet(models.QuerySet["Silence"]):
    """Silences by state and by who may see them."""

    def open(self) -> Self:
        """Nobody got in touch yet, and the mentorship goes on."""
        return self.filter(settled_at=None, mentorship__ended_at=None)

    def for_staff(self) -> Self:
        """Those in which the mentee's plan asks that staff reach out."""
        asked = (SilencePlan.Who.STAFF, SilencePlan.Who.BOTH)
        return self.open().filter(mentorship__mentee__silence_plan__who__in=asked)

    def visible_to(self, person: Person) -> Self:
        """Whoever sees the mentorship."""
        return self.filter(mentorship__in=Mentorship.objects.visible_to(person))


class Silence(OrganizationRow):
    """That there was no sign for as long as the mentee's plan says. It ends nothing.

    Settled by whoever got in touch, or by the clock (`settled_by` empty) when a sign came.
    """

    mentorship = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="silences")
    noticed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = SilenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship"], condition=Q(settled_at=None), name="one_open_silence"
            ),
        ]
