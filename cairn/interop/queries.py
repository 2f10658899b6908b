"""What the database holds of a roster's people, as rows to change and as values to compare."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from cairn.interop.planning import Entry, Place, Standing
from cairn.people import lookup
from cairn.people.keys import store as keys
from cairn.people.models import Avoidance, Person, Profile
from cairn.programs.models import Enrollment, Program


@dataclass
class Records:
    """The rows of everybody an import may touch, by person; live places by person and side."""

    program: Program
    persons: dict[UUID, Person] = field(default_factory=dict)
    profiles: dict[UUID, Profile] = field(default_factory=dict)
    avoidances: dict[UUID, Avoidance] = field(default_factory=dict)
    places: dict[tuple[UUID, str], Enrollment] = field(default_factory=dict)
    past_refs: dict[str, UUID] = field(default_factory=dict)


def refs_of(program: Program) -> frozenset[str]:
    """Return the refs of the program's people. One query."""
    live = Enrollment.objects.active().filter(program=program, person__left_at=None)
    return frozenset(live.exclude(ref="").values_list("ref", flat=True))


def hashes_of(addresses: Iterable[str]) -> dict[str, str]:
    """Return the keyed hash that each address is found by."""
    return {address: lookup.email_hash(address) for address in addresses if address}


def records_of(program: Program, hashes: Collection[str], *, lock: bool = False) -> Records:
    """Return what is kept of the program's people and of who holds one of these addresses.

    Four queries and one of the key store, however many people there are. With `lock` places
    stay as they are until the transaction ends.
    """
    records = Records(program)
    for enrollment in _enrolled(program, lock=lock):
        _add(records, enrollment)
    holders = Person.objects.active().filter(
        organization_id=program.organization_id, email_hash__in=hashes
    )
    records.persons |= {person.pk: person for person in holders}
    ids = list(records.persons)
    records.profiles = {row.person_id: row for row in Profile.objects.filter(person__in=ids)}
    records.avoidances = {row.person_id: row for row in Avoidance.objects.filter(person__in=ids)}
    keys.warm(ids)
    return records


def standing_of(records: Records, hashes: dict[str, str]) -> Standing:
    """Return the records as values."""
    entries = {person_id: _entry(records, person) for person_id, person in records.persons.items()}
    return Standing(entries=entries, past_refs=records.past_refs, hashes=hashes)


def _enrolled(program: Program, *, lock: bool) -> QuerySet[Enrollment]:
    rows = Enrollment.objects.filter(program=program, person__left_at=None)
    found = rows.select_related("person").order_by("created_at", "pk")
    return found.select_for_update(of=("self",)) if lock else found


def _add(records: Records, enrollment: Enrollment) -> None:
    person = records.persons.setdefault(enrollment.person_id, enrollment.person)
    if enrollment.ended_at is None:
        records.places[person.pk, enrollment.side] = enrollment
    elif enrollment.ref:
        records.past_refs[enrollment.ref] = person.pk


def _entry(records: Records, person: Person) -> Entry:
    profile = records.profiles.get(person.pk)
    avoidance = records.avoidances.get(person.pk)
    avoided = avoidance.in_roster(records.program.pk) if avoidance else {}
    return Entry(
        person_id=person.pk,
        display_name=person.display_name,
        email=person.email,
        email_hash=person.email_hash,
        time_zone=person.time_zone,
        answers=profile.answers if profile and profile.answers_block else None,
        never=frozenset(map(UUID, avoided.get("persons", ()))),
        household=avoided.get("household", ""),
        places={
            side: _place(records.places[person.pk, side])
            for side in Enrollment.Side.values
            if (person.pk, side) in records.places
        },
    )


def _place(enrollment: Enrollment) -> Place:
    return Place(
        ref=enrollment.ref,
        waiting_since=enrollment.waiting_since,
        recovery_since=_day(enrollment.recovery_since),
        capacity=enrollment.capacity,
        caseload=enrollment.caseload_elsewhere,
        cleared=enrollment.is_cleared,
        trained=enrollment.is_trained,
        paused=enrollment.is_paused,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
