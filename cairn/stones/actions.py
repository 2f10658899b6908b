"""Laying stones. None is ever taken away."""

from dataclasses import asdict
from datetime import datetime

from cairn.core import clock
from cairn.people.models import Person
from cairn.stones import drawing, sources
from cairn.stones.models import Stone


def lay(
    *,
    person: Person,
    kind: Stone.Kind,
    for_what: str,
    source: str,
    at: datetime | None = None,
) -> Stone | None:
    """Lay a stone in a person's cairn for a thing done; None when that thing laid one before.

    Follows from an act of the apps above, which asked their policy. `source` names the thing
    (`meeting:<id>`), so that a retry lays nothing twice. The person's row is locked: two
    things done at once get two places.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    stones = list(Stone.objects.filter(person=person).order_by("number"))
    source_hash = sources.hash_of(person.pk, source)
    if source_hash in {stone.source_hash for stone in stones}:
        return None
    placed = [drawing.PlacedStone(**stone.shape) for stone in stones]
    shape = drawing.extend(placed, person.pk.hex, kind)[-1]
    return Stone.objects.create(
        organization_id=person.organization_id,
        person=person,
        number=len(placed),
        kind=kind,
        for_what=for_what,
        source=source,
        source_hash=source_hash,
        laid_at=at or clock.now(),
        shape=asdict(shape),
    )
