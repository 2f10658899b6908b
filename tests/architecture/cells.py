"""The cells of the matrix: everybody at every door, for rows of every world."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.apps import apps

from cairn.core.access import registered
from cairn.core.walls import acting_in
from cairn.mentorship import agreements
from cairn.mentorship import policies as mentorship
from cairn.mentorship.models import Mentorship
from cairn.notifications import policies as notifications
from cairn.notifications.models import Notice
from cairn.people import policies as people
from cairn.people.models import Person
from cairn.programs import policies as programs
from cairn.programs.models import Enrollment, Program, StaffRole
from tests.architecture import knocking, matrix, routes, ties
from tests.architecture.asked import asked
from tests.architecture.knocking import KEY
from tests.architecture.matrix import Door
from tests.architecture.routes import Route
from tests.architecture.ties import Bonds, Row
from tests.architecture.world import NOBODY, World
from tests.architecture.worlds import HERE, Worlds
from tests.cast import Cast


@dataclass(frozen=True)
class Cell:
    """One role at one door, about a row of one world: how they are tied, and what is expected."""

    route: Route
    method: str
    place: str
    role: str
    tie: str
    expected: str

    def __str__(self) -> str:
        return f"{self.route.name} {self.method}, {self.place}, {self.role} ({self.tie})"

    @property
    def door(self) -> Door:
        return self.route.name, self.method


@dataclass(frozen=True)
class Loose:
    """One role and a row that no door names: whether it is to be seen at all."""

    row: Any
    gate: str
    role: str
    tie: str
    expected: str

    def __str__(self) -> str:
        return f"{type(self.row).__name__} {self.row.pk}, {self.role} ({self.tie})"


@dataclass(frozen=True)
class Act:
    """One role and an act that has no door: whether they may."""

    policy: str
    role: str
    expected: str

    def __str__(self) -> str:
        return f"{self.policy}, {self.role}"


@dataclass
class Known:
    """What the code said already: many doors ask alike, and a gate opens to many rows at once."""

    answers: dict[Any, str] = field(default_factory=dict)
    seen: dict[Any, frozenset[Any]] = field(default_factory=dict)

    def sees(self, person: Person, gate: str, row: Any) -> bool:
        """Whether a gate of a row's table shows it to somebody."""
        key = person.pk, gate, type(row)
        if key not in self.seen:
            shown = getattr(type(row).objects, gate)(person)
            self.seen[key] = frozenset(shown.values_list("pk", flat=True))
        return row.pk in self.seen[key]


class Matrix:
    """The table, expanded over the worlds."""

    def __init__(self, worlds: Worlds) -> None:
        self.worlds = worlds
        self.table = matrix.table()
        self.visitors = {one.role: one for one in knocking.everybody(worlds.here)}
        self.roles = list(self.visitors)
        self._rows: dict[tuple[str, str], Row] = {}
        self._ties: dict[tuple[UUID, int], str] = {}
        self._bonds: dict[UUID, Bonds] = {}

    @cached_property
    def cells(self) -> list[Cell]:
        return [
            self._cell(route, method, place, role)
            for place, world in self.worlds.all.items()
            for route in routes.all_routes()
            for method in route.methods
            if place == HERE or self._is_elsewhere(world, (route.name, method))
            for role in self.roles
        ]

    @cached_property
    def loose(self) -> list[Loose]:
        """The rows of each table without doors, one a person it is about, for everybody."""
        organizations = {w.cast.program.organization_id for w in self.worlds.all.values()}
        found = []
        for organization in sorted(organizations):
            with acting_in(organization):
                found += [(name, row) for name in self.table.rows for row in _some_of(name)]
        people = self.worlds.here.cast.people.items()
        return [self._loose(name, row, *one) for name, row in found for one in people]

    @cached_property
    def acts(self) -> list[Act]:
        """The acts without a door, for everybody."""
        return [
            Act(policy, role, "in" if role in allowed else "refused")
            for policy, allowed in self.table.acts_at_no_door.items()
            for role in self.worlds.here.cast.people
        ]

    def _loose(self, name: str, row: Any, role: str, person: Person) -> Loose:
        kind, (_table, _slash, gate) = self.table.by_tie[self.table.rows[name]], name.partition("/")
        with acting_in(row.organization_id):
            described = ties.described(row, kind.name)
        tie = self._tied(person, described)
        word = "absent" if kind.allowed[tie] == matrix.NOTHING else "in"
        return Loose(row, gate or "visible_to", role, tie, word)

    def row(self, place: str, door: Door) -> Row:
        """Return the row that a door leads to in a world."""
        world, kind = self.worlds.all[place], self.table.kind_of(door).name
        key = _key(world, door[0])
        if (key, kind) not in self._rows:
            with acting_in(world.cast.program.organization_id):
                self._rows[key, kind] = ties.row_of(key, kind)
        return self._rows[key, kind]

    def _is_elsewhere(self, world: World, door: Door) -> bool:
        return self.table.names_rows(door) and bool(world.paths.get(door[0]))

    def distinct(self) -> list[Cell | Act]:
        """Return one cell for each question that a door or an act asks of the code."""
        asked = {self._question(cell): cell for cell in reversed(self.cells)}
        asked.pop(None, None)
        return [*asked.values(), *self.acts]

    def judged(self, cell: Cell | Loose | Act, known: Known) -> str | None:
        """Return what the code's own policies say of a cell; None where they are not asked."""
        if not isinstance(cell, Cell):
            person = self.worlds.here.cast.people[cell.role]
            with self._standing_by(person):
                return self._judge_apart(cell, person, known)
        question = self._question(cell)
        if question is None:
            return None
        if question not in known.answers:
            person = self.worlds.here.roles.get(acts_as(cell.role, cell.route))
            with self._standing_by(person):
                known.answers[question] = self._judge(cell, person, known)
        return known.answers[question]

    def _judge_apart(self, cell: Loose | Act, person: Person, known: Known) -> str:
        if isinstance(cell, Act):
            given = _given(cell.policy, self.worlds.here.cast)
            app, _dot, name = cell.policy.partition(".")
            return "in" if getattr(_POLICIES[app], name)(person, *given) else "refused"
        return "in" if known.sees(person, cell.gate, cell.row) else "absent"

    def _question(self, cell: Cell) -> Any:
        kind = self.table.kind_of(cell.door).name
        if kind in STATES:
            return None
        door, role = registered()[cell.door].policy, acts_as(cell.role, cell.route)
        if not self.table.names_rows(cell.door):
            return door, role
        row = self.row(cell.place, cell.door).row.pk
        what = cell.route.name.rpartition("-")[2] if kind in _SEVERAL else ""
        return door, role, kind, row, self.table.acts(cell.door), what

    def _judge(self, cell: Cell, person: Person | None, known: Known) -> str:
        if not registered()[cell.door].policy(person):
            return "absent" if person else "sign in"
        if not person or not self.table.names_rows(cell.door):
            return "in"
        row = self.row(cell.place, cell.door).row
        kind = self.table.kind_of(cell.door).name
        if not _is_visible(person, row, known) or not _is_theirs(kind, person, row):
            return "absent"
        if self.table.acts(cell.door) and not asked(kind, cell.route.name, person, row):
            return "refused"
        return "in"

    def _cell(self, route: Route, method: str, place: str, role: str) -> Cell:
        door, role_here = (route.name, method), acts_as(role, route)
        person = self.worlds.here.roles.get(role_here)
        if not self.table.names_rows(door):
            level = self.table.kind_of(door).allowed[role_here]
            word = self.table.word(door, level)
            word = "sign in" if word == "absent" and not person else word
            return Cell(route, method, place, role, "", word)
        if person is None:
            return Cell(route, method, place, role, "", "sign in")
        tie, level = self._tie(person, place, door)
        return Cell(route, method, place, role, tie, self.table.word(door, level))

    def _tie(self, person: Person, place: str, door: Door) -> tuple[str, str]:
        """Return how somebody is tied to the row behind a door, and what that allows."""
        row = self.row(place, door)
        key = person.pk, id(row)
        if key not in self._ties:
            self._ties[key] = self._tied(person, row)
        tie = self._ties[key]
        level = self.table.kind_of(door).allowed[tie]
        if row.is_over and tie == "staff" and level == matrix.ACTS:
            level = matrix.READS  # what is over can be looked at and no longer changed
        return tie, level

    def _tied(self, person: Person, row: Row) -> str:
        """Return the closest tie, by what binds people in somebody's organization."""
        organization = person.organization_id
        if organization not in self._bonds:
            with acting_in(organization):
                self._bonds[organization] = Bonds.read()
        return ties.tie(person, row, self._bonds[organization])

    def _standing_by(self, person: Person | None) -> AbstractContextManager[None]:
        """Stand inside somebody's organization; the cast's is where one stands anyway."""
        outsider = self.worlds.here.cast.outsider
        return acting_in(outsider.organization_id) if person == outsider else nullcontext()


_POLICIES = {
    "notifications": notifications,
    "people": people,
    "programs": programs,
    "mentorship": mentorship,
}


_SEVERAL = {"words", "pairing", "place", "contact", "choice"}
"""Classes whose doors ask different policies about one row."""

_EARLY, _LATE = 10, 5  # of the persons, the cast come first, and who has left comes last


def _given(policy: str, cast: Cast) -> tuple[Any, ...]:
    """Return what a policy of an act without a door weighs beside the person."""
    since, side = cast.mentee.joined_at, Enrollment.Side.MENTEE
    waiting = Enrollment(person=cast.mentee, side=side, waiting_since=since)
    given: dict[str, tuple[Any, ...]] = {
        "programs.can_leave": (waiting,),
        "notifications.can_see": (Notice(person=cast.mentee),),
        "programs.can_let_in": (cast.admin,),
        "programs.keeps_the_firewall": (StaffRole.Kind.COORDINATOR,),
        "programs.can_stand_down": (StaffRole(kind=StaffRole.Kind.SAFETY),),
        "mentorship.can_adopt_agreement": (cast.program, agreements.defaults()),
    }
    return given.get(policy, ())


def _some_of(name: str) -> list[Any]:
    """Return rows of a table: all, or where there are many one for each whom they are about."""
    table = name.partition("/")[0]
    (model,) = [one for one in apps.get_models() if one.__name__ == table]
    rows = model._default_manager.order_by("pk")
    if table == "Person":
        return [*rows[:_EARLY], *rows.reverse()[:_LATE]]
    by = _ONE_EACH.get(table, ())
    return list(rows.order_by(*by, "pk").distinct(*by) if by else rows)


_ONE_EACH = {
    **dict.fromkeys(("CheckIn", "Consent", "Stone"), ("person_id",)),
    "Message": ("conversation_id",),
    "Notice": ("person_id", "other_id"),
    "SupportContact": ("mentorship_id",),
}
"""What tells apart the rows of which one is enough, where a table has many."""

STATES = {"invitation", "membership", "secret", "second", "codes", "near"}
"""Classes in which it is what somebody holds, and no policy, that opens or shuts."""


def acts_as(role: str, route: Route) -> str:
    """Return the role that a key has: its owner's at the API, nobody's at pages."""
    if role != KEY:
        return role
    return "mentee" if route.is_api else NOBODY


def _key(world: World, route: str) -> str:
    """Return the id a path names; that of a form where the path names none."""
    named = world.paths.get(route, {})
    key = named.get("pk") or next(iter(world.forms[route].values()))
    return str(key)


def _is_visible(person: Person, row: Any, known: Known) -> bool:
    if isinstance(row, Authenticator):
        return row.user_id == person.account_id
    return known.sees(person, "served_by" if isinstance(row, Program) else "visible_to", row)


def _is_theirs(kind: str, person: Person, row: Any) -> bool:
    """Whether it is no words between two others: staff see the mentorship, and not what it says."""
    return kind != "words" or not isinstance(row, Mentorship) or row.has(person)
