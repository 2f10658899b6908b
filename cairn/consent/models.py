"""The consent ledger: what a person lets whom see, and when they took it back."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cairn.consent.kinds import Kind
from cairn.core import clock
from cairn.people.models import OrganizationRow, Person


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents by state and by whom they are to."""

    def live(self) -> Self:
        """Neither taken back nor run out."""
        return self.filter(revoked_at=None, until__gt=clock.now())

    def by(self, person: Person, to: Person | None) -> Self:
        """Those a person gave to another, or (None) to whichever mentor they ask."""
        return self.filter(person=person, to=to)

    def visible_to(self, person: Person) -> Self:
        """One's own, and nobody else's."""
        return self.filter(person=person)


class Consent(OrganizationRow):
    """One kind of a person's data, to whom, why, since when, until when.

    `to` is empty for the mentor a person asks, whoever that is. A row is never changed but for
    `revoked_at`: taking back and giving again leaves both. A no at the first question is a row
    that was taken back as it was made.
    """

    class Why(models.TextChoices):
        """What it is for."""

        CHOOSING = "choosing", _("So that a mentor can say yes or no")
        WALKING = "walking", _("So that your mentor can walk with you")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    to = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    why = models.CharField(max_length=10, choices=Why.choices)
    since = models.DateTimeField()
    until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="consent_has_an_end"),
            models.CheckConstraint(condition=~Q(to=F("person")), name="consent_is_to_another"),
            models.UniqueConstraint(
                fields=["person", "to", "kind"],
                condition=Q(revoked_at=None),
                nulls_distinct=False,
                name="one_standing_consent_a_kind",
            ),
        ]
        indexes = [models.Index(fields=["to", "person"])]

    @property
    def is_live(self) -> bool:
        """Whether it holds now."""
        return self.revoked_at is None and self.until > clock.now()
