"""How it goes between two, asked of each of them; the two read it first."""

from __future__ import annotations

from typing import Self

from django.db import models

from cairn.mentorship.models.walks import Mentorship
from cairn.people.encryption import EncryptedJSON
from cairn.people.models import OrganizationRow, Person


class PulseQuerySet(models.QuerySet["Pulse"]):
    """Pulses by state and by who may read them."""

    def visible_to(self, person: Person) -> Self:
        """Who is asked, unless they are kept from the other."""
        return self.filter(person=person, walk__in=Mentorship.objects.of(person))

    def asking_for_help(self) -> Self:
        """Somebody asks that staff talk with them, and nobody has yet."""
        return self.filter(helped_at=None, walk__ended_at=None).exclude(help_asked_at=None)


class Pulse(OrganizationRow):
    """The five questions as one of the two is asked them, `day` days after the beginning.

    The answers stand under their own key. The other reads them once both have answered; staff
    read figures of many alone. Who asks for help asks staff, and the other is not told.
    """

    walk = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="pulses")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    day = models.PositiveSmallIntegerField()
    answers = EncryptedJSON()
    answered_at = models.DateTimeField(null=True)
    help_asked_at = models.DateTimeField(null=True)
    helped_at = models.DateTimeField(null=True)
    helped_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PulseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["walk", "person", "day"], name="one_pulse_a_day"),
        ]
