"""Reads that join."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import (
    Count,
    DateField,
    Exists,
    F,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Lower

from cairn.core.ids import new_id
from cairn.core.prepared import Prepared
from cairn.people import lookup
from cairn.people.apart import kept_from
from cairn.people.models import Organization, Person
from cairn.programs.models import Attestation, Enrollment, Program, StaffRole

PAGE = 50

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """A page of a long list; `more` is the key of its last row when others follow."""

    rows: list[Row]
    more: UUID | None


@dataclass(frozen=True)
class Sides:
    """What a person is in their organization's programs, and since when they wait if they do.

    `kinds` are those of the roles they hold; `staffs` the ids of the programs they see the people
    of, None among them where that is every program of the organization.
    """

    mentee: bool
    mentor: bool
    kinds: frozenset[str]
    waiting_since: date | None
    staffs: frozenset[UUID | None]

    @property
    def staff(self) -> bool:
        """Whether they see a program's people; who runs a house never does."""
        return not self.house and not self.kinds.isdisjoint(StaffRole.STAFF)

    def serves(self, program_id: UUID) -> bool:
        """Whether they see the people of one program of their organization."""
        return self.staff and not self.staffs.isdisjoint({program_id, None})

    @property
    def serves_everywhere(self) -> bool:
        """Whether they see the people of every program of their organization."""
        return self.staff and None in self.staffs

    @property
    def house(self) -> bool:
        """Whether they run a house."""
        return not self.kinds.isdisjoint(StaffRole.HOUSE)

    @property
    def reviewer(self) -> bool:
        """Whether they review who is kept apart."""
        return not self.house and StaffRole.Kind.SAFETY in self.kinds

    @property
    def funder(self) -> bool:
        """Whether they read figures; who runs a house never does."""
        return not self.house and StaffRole.Kind.FUNDER in self.kinds


def sides_of(person: Person) -> Sides:
    """Return which sides a person is on now, in one query; remembered on the person."""
    known: Sides | None = vars(person).get("sides")
    if known is None:
        known = vars(person)["sides"] = _read_sides(person)
    return known


def joined_admins(organization: Organization) -> QuerySet[Person]:
    """Return the admins of an organization who have joined, by name."""
    roles = StaffRole.objects.serving().filter(program=None, kind=StaffRole.Kind.ADMIN)
    joined = Person.objects.active().filter(organization=organization).exclude(account=None)
    return joined.filter(staff_roles__in=roles).distinct().order_by("display_name", "pk")


def standing_roles(seen_by: Person) -> QuerySet[StaffRole]:
    """Return the roles held now by people whom somebody sees."""
    held = StaffRole.objects.active().filter(person__in=Person.objects.visible_to(seen_by))
    return held.select_related("person", "program").order_by("kind", "pk")


def roles_held(person: Person) -> QuerySet[StaffRole]:
    """Return what a person serves or served as, what they hold now before what has ended."""
    held = StaffRole.objects.filter(person=person).select_related("program")
    return held.order_by(F("ended_at").desc(nulls_first=True), "-pk")


def roles_by_name(seen_by: Person, after: UUID | None = None) -> Page[StaffRole]:
    """Return a page of the roles held now, by the names of who holds them."""
    return _page(standing_roles(seen_by), "person__display_name", after)


def people_called(words: str, seen_by: Person) -> list[Person]:
    """Return some of those here whose name has words, by name; nobody for no words."""
    if not words:
        return []
    here = Person.objects.visible_to(seen_by).active()
    return _page(here.filter(display_name__icontains=words), "display_name", None).rows


def reached_at(email: str, seen_by: Person) -> QuerySet[Person]:
    """Return whom somebody sees under an e-mail address, nobody for none."""
    if not email.strip():
        return Person.objects.none()
    return Person.objects.visible_to(seen_by).filter(email_hash=lookup.email_hash(email))


def served(person: Person) -> QuerySet[Program]:
    """Return the programs a person serves."""
    return Program.objects.served_by(person)


def funded(person: Person) -> QuerySet[Program]:
    """Return the programs whose figures a person reads, by name."""
    return Program.objects.funded_by(person).order_by(Lower("name"))


def open_attestation(person: Person) -> Attestation | None:
    """Return what one of the staff said of a person who can't sign in, while it is open."""
    open_ones = Attestation.objects.open().filter(person=person).select_related("attested_by")
    return open_ones.order_by("-created_at").first()


def with_counts(programs: QuerySet[Program], seen_by: Person) -> QuerySet[Program]:
    """Return programs by name, each with the `mentees` and `mentors` that somebody sees counted."""
    sides = {f"{side}s": Q(enrollments__side=side) for side in Enrollment.Side.values}
    live = Q(enrollments__ended_at=None) & ~Q(enrollments__person__in=kept_from(seen_by))
    return programs.annotate(
        **{name: Count("enrollments", filter=live & is_on) for name, is_on in sides.items()}
    ).order_by(Lower("name"))


def coordinators_of(program: Program, about: Iterable[Person] = ()) -> QuerySet[Person]:
    """Return the coordinators of a program, those of the whole organization among them.

    None who is kept from somebody whom it is about.
    """
    roles = StaffRole.objects.serving().filter(kind=StaffRole.Kind.COORDINATOR)
    here = roles.filter(Q(program=program) | Q(program=None))
    found = Person.objects.active().filter(
        organization_id=program.organization_id, pk__in=here.values("person")
    )
    for person in about:
        found = found.exclude(pk__in=kept_from(person))
    return found


def programs_named(organization_id: UUID, name: str) -> QuerySet[Program]:
    """Return the organization's program of a name: one or none."""
    return Program.objects.filter(organization_id=organization_id, name=name)


def enrolled(
    program: Program, side: str, seen_by: Person, after: UUID | None = None
) -> Page[Enrollment]:
    """Return a page of one side of a program as its staff see it, by name, from after a key on."""
    rows = Enrollment.objects.visible_to(seen_by).active().filter(program=program, side=side)
    return _page(rows.select_related("person"), "person__display_name", after)


def people_served(person: Person, words: str = "", after: UUID | None = None) -> Page[Person]:
    """Return a page of the people in programs a person serves, by name; all whose name has words.

    Each comes with their places in those programs, as `enrollments`.
    """
    places = Enrollment.objects.active().filter(program__in=served(person))
    rows = Person.objects.active().filter(Exists(places.filter(person=OuterRef("pk"))))
    rows = rows.exclude(pk__in=kept_from(person))
    named = rows.filter(display_name__icontains=words) if words else rows
    with_program = places.select_related("program").order_by(Lower("program__name"), "side")
    seen = named.prefetch_related(Prefetch("enrollments", queryset=with_program))
    return _page(seen, "display_name", after)


def places_of(person: Person, seen_by: Person) -> QuerySet[Enrollment]:
    """Return a person's places in programs that somebody serves, by the program's name."""
    places = Enrollment.objects.active().filter(person=person, program__in=served(seen_by))
    return places.select_related("program").order_by(Lower("program__name"), "side")


def _page(rows: QuerySet[Row], name: str, after: UUID | None) -> Page[Row]:
    """Return the rows that come after a key by name; an unknown key is the beginning."""
    sorted_rows = rows.annotate(sorted_as=Lower(name)).order_by("sorted_as", "pk")
    last = sorted_rows.filter(pk=after).values_list("sorted_as", flat=True).first()
    if last is not None:
        same = Q(sorted_as=last, pk__gt=after)
        sorted_rows = sorted_rows.filter(Q(sorted_as__gt=last) | same)
    found = list(sorted_rows[: PAGE + 1])
    return Page(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


def _standing(person: UUID) -> QuerySet[Any, tuple[str, UUID | None, date | None]]:
    """Return each side a person is enrolled on and each role they hold: program, waiting since."""
    enrolled = Enrollment.objects.active().filter(person=person)
    roles = StaffRole.objects.active().filter(person=person)
    waiting = roles.annotate(none=Value(None, output_field=DateField()))
    return enrolled.values_list("side", "program", "waiting_since").union(
        waiting.values_list("kind", "program", "none"), all=True
    )


_STANDING = Prepared(_standing, person=new_id())


def _read_sides(person: Person) -> Sides:
    found = _STANDING.rows(person=person.pk)
    since = {kind: waiting_since for kind, _program, waiting_since in found}
    return Sides(
        mentee=Enrollment.Side.MENTEE in since,
        mentor=Enrollment.Side.MENTOR in since,
        kinds=frozenset(since.keys() - set(Enrollment.Side.values)),
        waiting_since=since.get(Enrollment.Side.MENTEE),
        staffs=frozenset(program for kind, program, _since in found if kind in StaffRole.STAFF),
    )
