"""When a program's staff owe contacts and reviews, and what they said in one that they would do."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cairn.mentorship.models.walks import Mentorship
from cairn.people.encryption import EncryptedText
from cairn.people.models import OrganizationRow, Person
from cairn.programs.models import Program


class Rhythm(OrganizationRow):
    """After how many days a program's staff owe contacts and reviews; without one, as usual.

    It holds for what begins from then on. After the last of `contact_days` a contact is owed
    monthly.
    """

    program = models.OneToOneField(Program, on_delete=models.PROTECT, related_name="rhythm")
    contact_days = ArrayField(models.PositiveSmallIntegerField())
    review_days = ArrayField(models.PositiveSmallIntegerField())
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()


class ErrandQuerySet(models.QuerySet["Errand"]):
    """Errands by state and by who may read them."""

    def open(self) -> Self:
        """Not done, and of a mentorship that goes on."""
        return self.filter(done_at=None, mentorship__ended_at=None)

    def visible_to(self, person: Person) -> Self:
        """Staff of the program, about two others from whom they are not kept."""
        return self.filter(mentorship__in=Mentorship.objects.served_by(person))


class Errand(OrganizationRow):
    """Something that staff said to one of the two they would do: who, by when, when it was done.

    The words stand under the key of whom they were said to.
    """

    mentorship = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="errands")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = EncryptedText(key_of="person_id")
    who = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ErrandQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_on"], condition=Q(done_at=None), name="errands_due")]
