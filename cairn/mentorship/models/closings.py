"""A good ending: the last meeting planned, what each says goodbye with, and a talk afterwards."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cairn.mentorship.models.meetings import Meeting
from cairn.mentorship.models.walks import Mentorship
from cairn.people.encryption import EncryptedJSON, EncryptedText
from cairn.people.models import OrganizationRow, Person


class ClosingQuerySet(models.QuerySet["Closing"]):
    """Planned endings by state."""

    def standing(self) -> Self:
        """Not taken back, nor put on another day."""
        return self.filter(dropped_at=None)


class Closing(OrganizationRow):
    """That a last meeting is planned, by whom, and for which day. The day itself ends nothing.

    Another day is another row: the one before was dropped then. `meeting` is the one that stood
    on the day: the plan goes with it when it is moved, and is without a time once it is canceled.
    """

    walk = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="closings")
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    last_on = models.DateField()
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ClosingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["walk"], condition=Q(dropped_at=None), name="one_planned_ending"
            ),
        ]


class FarewellQuerySet(models.QuerySet["Farewell"]):
    """Farewells by who may write them."""

    def visible_to(self, person: Person) -> Self:
        """Whose it is, unless they are kept from the other."""
        return self.filter(person=person, walk__in=Mentorship.objects.of(person))

    def alumni(self) -> Self:
        """Of those who stay in touch with their program, and can say that they no longer do."""
        return self.filter(stays_until=None).exclude(stays_at=None)

    def served_by(self, person: Person) -> Self:
        """Of two others in the programs a person serves, from whom they are not kept."""
        return self.filter(walk__in=Mentorship.objects.served_by(person), walk__parted_at=None)


class Farewell(OrganizationRow):
    """How one of the two says goodbye: a letter, and what contact they wish for afterwards.

    The other reads the letter from `given_at` on, and then it stays as it is. What both wish for
    they read once both have said it. From `stays_at` on, until `stays_until`, they are of the
    alumni: the program may stay in touch.
    """

    class Contact(models.TextChoices):
        """What contact there is afterwards, the least first."""

        NONE = "none", _("We leave it here")
        HELLO = "hello", _("We say hello when we meet")
        NOW_AND_THEN = "now_and_then", _("We meet now and then")

    walk = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="farewells")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = EncryptedText()
    written_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField(null=True)
    contact = models.CharField(max_length=12, blank=True, choices=Contact.choices)
    contact_at = models.DateTimeField(null=True)
    stays_at = models.DateTimeField(null=True)
    stays_until = models.DateTimeField(null=True)

    objects = FarewellQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["walk", "person"], name="one_farewell_a_person"),
        ]


class ExitTalkQuerySet(models.QuerySet["ExitTalk"]):
    """Talks after an ending by state and by who may read them."""

    def open(self) -> Self:
        """Not yet held."""
        return self.filter(told_at=None)

    def visible_to(self, person: Person) -> Self:
        """Staff of the program, about two others from whom they are not kept."""
        return self.filter(walk__in=Mentorship.objects.served_by(person))


class ExitTalk(OrganizationRow):
    """What staff ask each of the two after an ending, planned or not: a talk, kindly.

    `told_by` is who wrote it down: the person alone, or one of the staff who talked with them.
    """

    walk = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="exit_talks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answers = EncryptedJSON()
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ExitTalkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["walk", "person"], name="one_exit_talk_a_person"),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(told_at=None), name="exit_talks_open")
        ]
