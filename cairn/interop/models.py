"""A roster between its dry run and its import."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.db import models

from cairn.core import clock
from cairn.people.encryption import EncryptedText
from cairn.people.models import OrganizationRow, Person
from cairn.programs.models import Program

KEPT = timedelta(days=1)


class RosterDraftQuerySet(models.QuerySet["RosterDraft"]):
    """Drafts by age and by whose they are."""

    def fresh(self) -> Self:
        """Those that may still be imported."""
        return self.filter(created_at__gt=clock.now() - KEPT)

    def stale(self) -> Self:
        """Those that nobody came back to."""
        return self.filter(created_at__lte=clock.now() - KEPT)

    def visible_to(self, person: Person) -> Self:
        """One's own, for programs one serves."""
        return self.fresh().filter(person=person, program__in=Program.objects.served_by(person))


class RosterDraft(OrganizationRow):
    """A roster file that someone looks at before it is imported, under their own key.

    Gone once imported, replaced by their next one, and removed after a day.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    text = EncryptedText()

    objects = RosterDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "person"], name="one_draft_a_program"),
        ]

    @property
    def data(self) -> bytes:
        """The file, byte for byte."""
        return str(self.text).encode()
