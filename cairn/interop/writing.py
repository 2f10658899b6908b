"""Writes what an import planned: a handful of statements per thousand rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from django.db.models import Manager, Model

from cairn.core import clock
from cairn.interop.planning import Entry, Place, Step
from cairn.interop.queries import Records
from cairn.people.keys import store as keys
from cairn.people.models import Avoidance, Language, Person, Profile
from cairn.programs.models import Enrollment, Program

_BATCH = 1000

Row = TypeVar("Row", bound=Model)


class Writer:
    """Writes planned steps into a program, over the rows they were planned on."""

    def __init__(self, records: Records) -> None:
        self.program = records.program
        self.records = records

    def write(self, steps: Sequence[Step]) -> None:
        """Write the persons, then what hangs on them."""
        new = [step.after.person_id for step in steps if step.before is None]
        keys.make(*new)
        keys.warm(new)
        _let_go_of_addresses(steps)
        _keep(
            Person.objects,
            map(self._person, steps),
            "display_name",
            "time_zone",
            "email",
            "email_hash",
        )
        _keep(Profile.objects, map(self._profile, steps), "answers_block")
        _keep(Avoidance.objects, filter(None, map(self._avoidance, steps)), "avoided")
        _keep(
            Enrollment.objects,
            (self._enrollment(step.after, side) for step in steps for side in _moved(step)),
            *("ref", "waiting_since", "recovery_since", "capacity", "caseload_elsewhere"),
            *("cleared_at", "trained_at", "paused_at"),
        )

    def _person(self, step: Step) -> Person:
        wanted = step.after
        person = self.records.persons.get(wanted.person_id) or Person(
            pk=wanted.person_id,
            organization_id=self.program.organization_id,
            language=_language(step, self.program),
        )
        person.display_name = wanted.display_name
        person.time_zone = wanted.time_zone
        person.email = wanted.email
        person.email_hash = wanted.email_hash
        return person

    def _profile(self, step: Step) -> Profile:
        wanted = step.after
        profile = self.records.profiles.get(wanted.person_id) or Profile(
            organization_id=self.program.organization_id, person_id=wanted.person_id
        )
        profile.answers_block = wanted.answers.to_json() if wanted.answers else {}
        return profile

    def _avoidance(self, step: Step) -> Avoidance | None:
        """Return whom this roster keeps apart from the person; None for somebody it never did."""
        wanted = step.after
        avoidance = self.records.avoidances.get(wanted.person_id)
        if avoidance is None and not (wanted.never or wanted.household):
            return None
        avoidance = avoidance or Avoidance(
            organization_id=self.program.organization_id, person_id=wanted.person_id
        )
        said = {"persons": sorted(map(str, wanted.never)), "household": wanted.household}
        rosters = {**avoidance.avoided.get("rosters", {}), str(self.program.pk): said}
        avoidance.avoided = {**avoidance.avoided, "rosters": rosters}
        return avoidance

    def _enrollment(self, wanted: Entry, side: str) -> Enrollment:
        place = wanted.places[side]
        enrollment = self.records.places.get((wanted.person_id, side)) or Enrollment(
            organization_id=self.program.organization_id,
            program=self.program,
            person_id=wanted.person_id,
            side=side,
        )
        enrollment.ref = place.ref
        enrollment.waiting_since = place.waiting_since
        _set_up_mentor(enrollment, place)
        return enrollment


def _set_up_mentor(enrollment: Enrollment, place: Place) -> None:
    enrollment.recovery_since = place.recovery_since.isoformat() if place.recovery_since else ""
    enrollment.capacity = place.capacity
    enrollment.caseload_elsewhere = place.caseload
    enrollment.cleared_at = _since(enrollment.cleared_at, is_so=place.cleared)
    enrollment.trained_at = _since(enrollment.trained_at, is_so=place.trained)
    enrollment.paused_at = _since(enrollment.paused_at, is_so=place.paused)


def _since(known: datetime | None, *, is_so: bool) -> datetime | None:
    """Return since when a claim holds: as long as known, from now on, or not at all."""
    return (known or clock.now()) if is_so else None


def _moved(step: Step) -> list[str]:
    """Return the sides on which something changes."""
    held = step.before.places if step.before else {}
    return [side for side, place in step.after.places.items() if held.get(side) != place]


def _let_go_of_addresses(steps: Iterable[Step]) -> None:
    """Free the addresses that move, so that two people may swap theirs in one import."""
    moving = [
        step.after.person_id
        for step in steps
        if step.before and step.before.email_hash not in ("", step.after.email_hash)
    ]
    Person.objects.filter(pk__in=moving).update(email_hash="")


def _language(step: Step, program: Program) -> str:
    """Return the first language of the person's that Cairn speaks, else the organization's."""
    known = (each for each in step.row.answers.spoken if each in Language.values)
    return next(known, program.organization.language)


def _keep(manager: Manager[Row], rows: Iterable[Row], *columns: str) -> None:
    """Insert rows, or update these columns where a row is there; encrypted ones are sealed."""
    manager.bulk_create(
        list(rows),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=list(columns),
        batch_size=_BATCH,
    )
