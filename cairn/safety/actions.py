"""A person keeps another away and may undo it; staff keep two people apart."""

from uuid import UUID

from cairn.audit import records
from cairn.core import clock
from cairn.people import lookup
from cairn.people.models import Block, NoContact, Person
from cairn.safety import keeping_apart, policies, tasks


def block(*, by: Person, person: Person) -> Block:
    """Keep a person away: from here on neither sees the other, and what they had together ends.

    The other is not told. The record names nobody but who acted.
    """
    policies.can_block(by, person).require()
    made, _is_new = Block.objects.get_or_create(
        blocker=by,
        blocked=person,
        lifted_at=None,
        defaults={"organization_id": by.organization_id, "known_as": person.display_name},
    )
    keeping_apart.part(by, person)
    tasks.part_everywhere.defer()
    _record("block", by, made.pk)
    return made


def unblock(*, by: Person, block: Block) -> Block:
    """Undo a block. What ended does not come back by itself."""
    policies.can_unblock(by, block).require()
    block.lifted_at = clock.now()
    block.save(update_fields=["lifted_at"])
    _record("unblock", by, block.pk)
    return block


def keep_apart(
    *, by: Person, person: Person, reason: str, other: Person | None = None, address: str = ""
) -> NoContact:
    """Keep two people apart everywhere: the other is a person here, or whoever holds an address.

    Whether anybody holds it is neither asked nor told.
    """
    policies.can_keep_apart(by, person, other, address, reason).require()
    order = NoContact.objects.create(
        organization_id=by.organization_id,
        person=person,
        other=other,
        other_hash=lookup.email_hash(address)[: NoContact.HASH_LENGTH] if address else "",
        other_address=address.strip(),
        set_by=by,
        reason=reason.strip(),
    )
    tasks.part_everywhere.defer()
    _record("keep_apart", by, order.pk)
    return order


def lift(*, by: Person, order: NoContact) -> NoContact:
    """Take a no-contact order back. What ended does not come back by itself."""
    policies.can_lift(by, order).require()
    order.lifted_at, order.lifted_by = clock.now(), by
    order.save(update_fields=["lifted_at", "lifted_by"])
    _record("lift", by, order.pk)
    return order


def _record(act: str, by: Person, about: UUID) -> None:
    records.record(
        f"safety.{act}",
        organization_id=by.organization_id,
        actor_id=by.pk,
        about=about,
        person_id=by.pk,
    )
