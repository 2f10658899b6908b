"""What a person keeps for themselves, day by day. All of it encrypted."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from cairn.mentorship.models import Mentorship
from cairn.people.encryption import EncryptedJSON, EncryptedText
from cairn.people.models import OrganizationRow, Person
from cairn.recovery.parts import Idea, PlanKind, contact
from cairn.recovery.support import Contact


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


class WrittenPlan(OrganizationRow):
    """A version of a plan of one's own: what its sections hold, by key. Never changed.

    `idea` is the suggestion that was taken into it, where one was.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="plans")
    kind = models.CharField(max_length=10, choices=PlanKind.choices, default=PlanKind.COPING)
    version = models.PositiveIntegerField()
    block = EncryptedJSON()
    idea = models.ForeignKey(
        "recovery.Suggestion", null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = OwnQuerySet.as_manager()

    class Meta:
        db_table = "recovery_copingplan"  # what is encrypted is bound to the name of its table
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "version"], name="one_plan_a_kind_and_version"
            ),
        ]

    @property
    def is_empty(self) -> bool:
        """Whether all of it was left out, or taken out again."""
        return not any(self.block.values())

    @property
    def people(self) -> list[Contact]:
        """Who is to be reached, in the order that was chosen."""
        return list(map(contact, self.block.get("people", [])))


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Suggestions by whose they are, and whether they wait."""

    def visible_to(self, person: Person) -> Self:
        """Those made to the person; none by a mentor they are kept from."""
        return self.filter(person=person, walk__in=Mentorship.objects.of(person))

    def made_in(self, walk: Mentorship) -> Self:
        """Those that the mentor of a walk made in it."""
        return self.filter(walk=walk, by=walk.mentor)

    def open(self) -> Self:
        """Neither taken nor left."""
        return self.filter(settled_at=None)


class Suggestion(OrganizationRow):
    """A line that a mentor suggests for a section of a mentee's plan, under the mentor's own key.

    The mentee takes it or leaves it; the mentor is not told which.
    """

    walk = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="suggestions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="suggestions")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=PlanKind.choices)
    section = models.CharField(max_length=20)
    words = EncryptedText(key_of="by_id")
    settled_at = models.DateTimeField(null=True)

    objects = SuggestionQuerySet.as_manager()

    @property
    def idea(self) -> Idea:
        """What is suggested, as a value."""
        return Idea(self.kind, self.section, self.words)


class Stretch(OrganizationRow):
    """A stretch of recovery: `started_on`, `ended_on`, of what. Never deleted."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stretches")
    block = EncryptedJSON()

    objects = OwnQuerySet.as_manager()
