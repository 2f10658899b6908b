"""A person says whom they are never matched with, and takes it back."""

from __future__ import annotations

from collections.abc import Iterable

from cairn.audit import records
from cairn.core.ids import new_id
from cairn.matching import offering, parting, policies, queries
from cairn.people import lookup
from cairn.people.avoiding import NOT_SAID, Avoided
from cairn.people.models import Avoidance, Person


def avoid(*, by: Person, called: str, bond: str = NOT_SAID) -> Avoided:
    """Never be matched with whoever goes by a name or holds an address, now or later.

    Whether anybody does is not told. What is open between the two ends as “not free just now”;
    who walks together already goes on. Said again, it is the same entry.
    """
    policies.can_avoid(by, _locked(by), called, bond).require()
    said = queries.said_by(by)
    signs = lookup.signs_of(called)
    again = next((each for each in said if lookup.signs_of(each.called) == signs), None)
    made = Avoided(again.key if again else str(new_id()), called.strip(), bond)
    _keep("avoid", by, [*(each for each in said if each != again), made])
    parting.part_avoided(by)
    return made


def take_back(*, by: Person, key: str) -> list[Avoided]:
    """Take one entry off one's list; what is not on it is off it already."""
    policies.can_take_back(by).require()
    said = _locked(by)
    left = [each for each in said if each.key != key]
    if left != said:
        _keep("take_back", by, left)
    return left


def _locked(by: Person) -> list[Avoided]:
    """Take the person's places and those open to them, then the person, for this transaction.

    In the order everybody takes them in: two pages at once both stay, and so does a roster.
    """
    offering.lock(queries.places_about(by))
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    return queries.said_by(by)


def _keep(act: str, by: Person, said: Iterable[Avoided]) -> None:
    """Write the list; the record says that it changed, not whom it names."""
    found, _is_new = Avoidance.objects.get_or_create(
        person=by, defaults={"organization_id": by.organization_id}
    )
    found.own = said
    found.save(update_fields=["avoided"])
    records.record(
        f"matching.{act}",
        organization_id=by.organization_id,
        actor_id=by.pk,
        about=found.pk,
        person_id=by.pk,
    )
