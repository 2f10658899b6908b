"""Notices: that something waits for a person, without saying what."""

from __future__ import annotations

from typing import Self

from django.db import models

from cairn.people.apart import kept_from
from cairn.people.models import OrganizationRow, Person


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices by whom they are for."""

    def visible_to(self, person: Person) -> Self:
        """One's own; none about somebody one is kept from."""
        return self.filter(person=person).exclude(other__in=kept_from(person))

    def unseen(self) -> Self:
        """Those not looked at."""
        return self.filter(seen_at=None)


class Notice(OrganizationRow):
    """Something a person should know of: a kind of the telling app, and where it leads.

    Holds no words: the sentence shown inside comes from the app that told; outside, every
    notice is one constant sentence. `other` is whom it comes from or speaks of, if anybody.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)  # app.what_happened
    about = models.UUIDField(null=True)
    other = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=200)
    seen_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "-created_at"])]


class Preference(OrganizationRow):
    """How a person wishes to be reached outside the app."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="preference")
    by_mail = models.BooleanField(default=True)
