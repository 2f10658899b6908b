"""Laying stones. None is ever taken away."""

from datetime import datetime

from django.db.models import Max

from cairn.core import clock
from cairn.people.models import Person
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
    stones = Stone.objects.filter(person=person)
    if stones.filter(source=source).exists():
        return None
    last = stones.aggregate(last=Max("number"))["last"]
    return Stone.objects.create(
        organization_id=person.organization_id,
        person=person,
        number=0 if last is None else last + 1,
        kind=kind,
        for_what=for_what,
        source=source,
        laid_at=at or clock.now(),
    )
