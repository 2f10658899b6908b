"""Writing to the record."""

from uuid import UUID

from cairn.audit.models import Event


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
