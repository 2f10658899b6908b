"""Writing to the record, and reading from it who looked at whom."""

from collections.abc import Iterable, Mapping
from typing import Protocol
from uuid import UUID

from django.db.models import QuerySet

from cairn.audit.models import Event


class Looker(Protocol):
    """A person, as the record knows one."""

    pk: UUID
    organization_id: UUID


LOOK = "look."
LOOKS = (
    "asking",
    "contact",
    "exit",
    "follow_up",
    "matching",
    "note",
    "parting",
    "request",
    "shared",
)
"""What of a person somebody else may look at; each look is an event `look.<what>`."""


def record(
    act: str,
    *,
    organization_id: UUID,
    actor_id: UUID | None,
    about: UUID | None = None,
    person_id: UUID | None = None,
) -> None:
    """Add an event to the record, in the transaction of the change it speaks of."""
    Event.objects.create(
        organization_id=organization_id,
        actor_id=actor_id,
        act=act,
        about=about,
        person_id=person_id,
    )


def record_by(act: str, *, by: Looker, about: UUID, person: Looker | None = None) -> None:
    """Add an event of what somebody did about a thing, and whom it concerns besides."""
    record(
        act,
        organization_id=by.organization_id,
        actor_id=by.pk,
        about=about,
        person_id=person.pk if person else None,
    )


def record_all(act: str, *, by: Looker, about: Mapping[UUID, UUID]) -> None:
    """Add an event for each of several things that somebody did alike; whose each thing is."""
    Event.objects.bulk_create(
        Event(
            organization_id=by.organization_id,
            actor_id=by.pk,
            act=act,
            about=thing,
            person_id=person_id,
        )
        for thing, person_id in about.items()
    )


def look(what: str, *, by: Looker, person: Looker, about: UUID) -> None:
    """Add to the record that somebody read something sensitive of another person.

    The person reads it in their own words under "who looked at me". A look at oneself is none.
    """
    look_at_all(what, by=by, persons=[person], about=about)


def look_at_all(what: str, *, by: Looker, persons: Iterable[Looker], about: UUID) -> None:
    """Add to the record that somebody read the same of several others, each by themself."""
    if what not in LOOKS:
        raise ValueError(f"{what!r} is no look")
    Event.objects.bulk_create(
        Event(
            organization_id=by.organization_id,
            actor_id=by.pk,
            act=f"{LOOK}{what}",
            about=about,
            person_id=person.pk,
        )
        for person in {person.pk: person for person in persons}.values()
        if person.pk != by.pk
    )


def looks_at(person: Looker) -> QuerySet[Event]:
    """Return the looks of others at a person, the newest first."""
    found = Event.objects.filter(person_id=person.pk, act__startswith=LOOK)
    return found.filter(organization_id=person.organization_id).order_by("-pk")
