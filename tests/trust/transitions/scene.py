"""Where it happens: one organization with two programs, and people who are on more than one side."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from cairn.arrivals import actions as arrivals
from cairn.arrivals.policies import Asker
from cairn.core import clock
from cairn.core.walls import name_organization
from cairn.people import codes
from cairn.people.models import Organization, Person
from cairn.programs.models import Enrollment, Program, StaffRole
from tests import cast
from tests.factories import matching, mentorship

MENTEE, MENTOR = Enrollment.Side.MENTEE, Enrollment.Side.MENTOR
NOON = datetime(2026, 9, 20, 16, 0, tzinfo=UTC)
"""A Sunday, six weeks before the clocks go back."""

A_STEP = timedelta(minutes=7)
LIKELY = 0.85
"""How often chance does what may well be possible; else anybody does anything to anything."""


@dataclass
class Scene:
    """Everybody there is, and what the clock says. All else is read anew from the database."""

    home: UUID
    outsider: Person
    now: datetime = NOON
    people: list[UUID] = field(default_factory=list)
    staff: list[UUID] = field(default_factory=list)
    programs: list[UUID] = field(default_factory=list)
    codes: dict[UUID, str] = field(default_factory=dict)
    """The codes that those who asked hold, by what they asked."""

    def again(self) -> Scene:
        """Return a copy in which something else may happen."""
        return copy.deepcopy(self)

    def stand_in(self) -> None:
        name_organization(str(self.home))

    def person(self, key: UUID) -> Person:
        """Read somebody anew."""
        return Person.objects.select_related("organization", "account").get(pk=key)

    def program(self, chance: Random) -> Program:
        return Program.objects.get(pk=chance.choice(self.programs))

    def anybody(self, chance: Random) -> Person:
        """Return one of all there are, or the outsider, who is behind the wall."""
        key = chance.choice([*self.people, None])
        return self.person(key) if key else copy.copy(self.outsider)

    def member(self, chance: Random) -> Person:
        """Return one of those who are here."""
        return self.person(chance.choice(self.people))

    def by(self, chance: Random, *likely: Person | None) -> Person:
        """Return who acts: one of those who may well, or anybody."""
        known = [each for each in likely if each]
        if known and chance.random() < LIKELY:
            return self.person(chance.choice(known).pk)
        return self.anybody(chance)

    def one_of_staff(self, chance: Random) -> Person:
        """Return one of the staff, or anybody."""
        is_likely = chance.random() < LIKELY
        return self.person(chance.choice(self.staff)) if is_likely else self.anybody(chance)


def some(chance: Random, likely: QuerySet[Any], rows: QuerySet[Any] | None = None) -> Any:
    """Return one of the rows with which something may well be done, seldom any; None for nothing."""
    if chance.random() < LIKELY:
        return _one(chance, likely)
    return _one(chance, likely.model._default_manager.all() if rows is None else rows)


def _one(chance: Random, rows: QuerySet[Any]) -> Model | None:
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    return rows.get(pk=chance.choice(keys)) if keys else None


def build() -> Scene:
    """Assemble everybody. Some are mentee here and mentor there, two of a pair even of each other.

    One pair has met, one has only begun, one is matched; others wait.
    """
    with clock.pinned(NOON - timedelta(days=3)):
        outsider = _outsider()
        home = cast.make_organization()
        scene = Scene(home.pk, outsider)
        first, second = (cast.make_program(home, name) for name in ("Evening", "Morning"))
        scene.programs = [first.pk, second.pk]
        mentees = _people(home, "Rowan", "Wren", "Aster", "Clover")
        mentors = _people(home, "Maple", "Alder", "Hazel")
        others = _people(home, "Sage", "Linden", "Juniper", "Fern", "Moss")
        _enroll(first, mentees, mentors)
        _enroll(second, [mentees[0], mentors[1]], [mentees[1], mentors[0]])
        _serve(first, mentor=mentors[2], coordinator=others[0], supervisor=others[1])
        _walk(first, mentees, mentors)
        _ask(scene, first, others[0])
    scene.people = [each.pk for each in (*mentees, *mentors, *others)]
    scene.staff = [each.pk for each in (*others[:2], mentors[2])]
    return scene


def _outsider() -> Person:
    """A coordinator of another organization."""
    outsider = cast.make_person(cast.make_organization("Far Shore House"), "Bryony")
    cast.serve(outsider, StaffRole.Kind.COORDINATOR)
    return outsider


def _people(home: Organization, *names: str) -> list[Person]:
    made = cast.make_people(home, *names)
    for each in made:
        matching.tell(each)
    return made


def _enroll(program: Program, mentees: list[Person], mentors: list[Person]) -> None:
    for person in mentees:
        cast.enroll(program, person, MENTEE)
    for places, person in enumerate(reversed(mentors), start=1):
        cast.enroll(program, person, MENTOR, capacity=places)


def _serve(first: Program, *, mentor: Person, coordinator: Person, supervisor: Person) -> None:
    """One serves everywhere and reviews who is kept apart, one here, and a mentor serves too."""
    cast.serve(coordinator, StaffRole.Kind.COORDINATOR)
    cast.serve(coordinator, StaffRole.Kind.SAFETY)
    cast.serve(supervisor, StaffRole.Kind.SUPERVISOR, first)
    cast.serve(mentor, StaffRole.Kind.COORDINATOR, first)


def _walk(program: Program, mentees: list[Person], mentors: list[Person]) -> None:
    met = mentorship.pair(program, mentees[0], mentors[0])
    mentorship.first_meeting(mentorship.signed_by_both(met))
    mentorship.signed_by_both(mentorship.pair(program, mentees[1], mentors[1]))
    mentorship.pair(program, mentees[2], mentors[0])


def _ask(scene: Scene, program: Program, coordinator: Person) -> None:
    """Two ask for a mentor: one has typed something, one has sent it."""
    door = arrivals.open_door(by=coordinator, program=program)
    for is_sent in (False, True):
        asker = Asker(codes.new_code(), program.organization_id)
        asking = arrivals.begin(by=asker, door=door)
        arrivals.keep(by=asker, asking=asking, answers={"name": "Yarrow", "reach": "phone"})
        if is_sent:
            arrivals.send(by=asker, asking=asking)
        scene.codes[asking.pk] = asker.code
