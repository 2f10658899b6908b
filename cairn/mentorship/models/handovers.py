"""What a mentee hands on from one mentor to the next, in their own words."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef

from cairn.mentorship.models.walks import Mentorship
from cairn.people.encryption import EncryptedText
from cairn.people.models import OrganizationRow, Person


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Handovers by who may read them."""

    def visible_to(self, person: Person) -> Self:
        """Whose words they are."""
        return self.filter(person=person)

    def handed_to(self, person: Person) -> Self:
        """Those a mentee shows their next mentor: whoever walks with them in the same program."""
        next_ones = Mentorship.objects.live().begun().of(person).filter(mentor=person)
        walks = next_ones.filter(mentee=OuterRef("person"), program=OuterRef("left__program"))
        return self.exclude(approved_at=None).exclude(left__mentor=person).filter(Exists(walks))

    def with_next(self) -> Self:
        """Each with `has_next`: whether the mentee has another mentor in that program by now."""
        walks = Mentorship.objects.live().filter(mentee=OuterRef("person"))
        return self.annotate(has_next=Exists(walks.filter(program=OuterRef("left__program"))))


class Handover(OrganizationRow):
    """What a mentee would like their next mentor to know, after a change without fault.

    Written and shown by them alone: until `approved_at` nobody else reads it, and they can take
    it back.
    """

    left = models.OneToOneField(Mentorship, on_delete=models.PROTECT, related_name="handover")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="handovers")
    words = EncryptedText()
    written_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)

    objects = HandoverQuerySet.as_manager()
