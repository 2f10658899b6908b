"""What a person keeps for themselves, day by day. All of it encrypted."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from cairn.people.encryption import EncryptedJSON
from cairn.people.models import OrganizationRow, Person


class OwnQuerySet(models.QuerySet[Any]):
    """Rows that are a person's own."""

    def visible_to(self, person: Person) -> Self:
        """One's own, and nobody else's."""
        return self.filter(person=person)


class CheckIn(OrganizationRow):
    """How it is now: mood, craving, connection, sleep (1-5, any may be missing), a few words."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="check_ins")
    at = models.DateTimeField()
    answers = EncryptedJSON()

    objects = OwnQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "-at"])]

    @property
    def said(self) -> frozenset[str]:
        """The kinds of answers given: `mood`, `words` and so on."""
        return frozenset(kind for kind, value in self.answers.items() if value)


class CopingPlan(OrganizationRow):
    """A version of a person's own plan: `steps` and `people` to reach, each in their order."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="coping_plans")
    version = models.PositiveIntegerField()
    block = EncryptedJSON()

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "version"], name="one_plan_a_version"),
        ]


class Stretch(OrganizationRow):
    """A stretch of recovery: `started_on`, `ended_on`, of what. Never deleted."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stretches")
    block = EncryptedJSON()

    objects = OwnQuerySet.as_manager()
