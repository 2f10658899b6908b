"""Milestone sets, which are data, and the stones laid for things done."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cairn.people.encryption import EncryptedJSON, EncryptedText
from cairn.people.models import OrganizationRow, Person
from cairn.programs.models import Program


class Milestone(OrganizationRow):
    """One mark of a program's set; `days` is empty for marks that are not time."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="milestones")
    name = models.CharField(max_length=120)
    days = models.PositiveIntegerField(null=True)
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "name"], name="one_milestone_a_name"),
        ]


class StoneQuerySet(models.QuerySet["Stone"]):
    """Stones by whose cairn they lie in."""

    def visible_to(self, person: Person) -> Self:
        """One's own cairn."""
        return self.filter(person=person)


class Stone(OrganizationRow):
    """A stone in a person's cairn. None is ever moved or removed.

    `number` counts from 0; `source` is the row it was laid for, once: `source_hash` tells that
    without being read. The kind shows in a stone's color and size, so its shape is sealed too.
    """

    class Kind(models.TextChoices):
        """What it was laid for."""

        MILESTONE = "milestone", _("Milestone")
        STEP = "step", _("Finished step")
        COMMITMENT = "commitment", _("Kept commitment")
        MEETING = "meeting", _("Meeting")
        HELP = "help", _("Hand lent")
        RETURN = "return", _("Coming back")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stones")
    number = models.PositiveIntegerField()
    kind = EncryptedText(choices=Kind.choices)
    for_what = EncryptedText()
    source = EncryptedText()
    source_hash = models.CharField(max_length=64)
    laid_at = models.DateTimeField()
    shape = EncryptedJSON()  # a drawing.PlacedStone, its place for good

    objects = StoneQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="one_stone_a_place"),
            models.UniqueConstraint(
                fields=["person", "source_hash"], name="one_stone_a_thing_done"
            ),
        ]
