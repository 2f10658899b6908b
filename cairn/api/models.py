"""Tokens of the API. Only a hash is kept."""

from __future__ import annotations

from typing import Self

from django.db import models

from cairn.core import clock
from cairn.people.models import OrganizationRow, Person


class TokenQuerySet(models.QuerySet["Token"]):
    """Tokens by whose they are."""

    def visible_to(self, person: Person) -> Self:
        """One's own."""
        return self.filter(person=person, revoked_at=None)


class Token(OrganizationRow):
    """A key with which a program of the person's own acts as that person.

    Until `open_until` it may also do what a page asks once more for.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True)
    open_until = models.DateTimeField(null=True)

    objects = TokenQuerySet.as_manager()

    @property
    def is_open(self) -> bool:
        """Whether it may do now what a page asks once more for."""
        return self.open_until is not None and self.open_until > clock.now()
