"""The hand-written table of matrix.txt, read: what is expected of everybody at every door."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("matrix.txt")
NOTHING, READS, ACTS = ".", "r", "w"
SAFE = "GET"

Door = tuple[str, str]
"""The name of a route, and a method."""


@dataclass(frozen=True)
class Kind:
    """A class of data, and what each tie or role may do with it."""

    name: str
    data: str
    allowed: dict[str, str]


@dataclass(frozen=True)
class Table:
    """The whole of it: what is allowed by tie and by role, and which doors, rows and ways out are meant."""

    by_tie: dict[str, Kind]
    by_role: dict[str, Kind]
    doors: dict[str, tuple[str, bool]]
    not_yet: dict[str, str]
    rows: dict[str, str]
    acts_at_no_door: dict[str, list[str]]
    goes_out: dict[str, str]
    operators: list[str]

    @property
    def ties(self) -> list[str]:
        return list(next(iter(self.by_tie.values())).allowed)

    def kind_of(self, door: Door) -> Kind:
        name = self._named(door)[0]
        return self.by_tie.get(name) or self.by_role[name]

    def names_rows(self, door: Door) -> bool:
        return self._named(door)[0] in self.by_tie

    def acts(self, door: Door) -> bool:
        """Whether going through this door is acting, looking at its form included."""
        return door[1] != SAFE or self._named(door)[1]

    def word(self, door: Door, level: str) -> str:
        """Return what somebody who may do so much meets at a door."""
        if level == NOTHING:
            return "absent"
        return "refused" if level == READS and self.acts(door) else "in"

    def _named(self, door: Door) -> tuple[str, bool]:
        route, method = door
        return self.doors.get(f"{route}/{method}") or self.doors[route]


@cache
def table() -> Table:
    """Read the table."""
    found = Table({}, {}, {}, {}, {}, {}, {}, [])
    columns: list[str] = []
    for line in lines():
        first, *rest = line.split()
        if first == "class":
            columns = rest[1:]
        elif first == "door":
            found.doors.update(_doors(*rest))
        elif first == "act":
            found.acts_at_no_door[rest[0]] = rest[1:]
        elif first == "out":
            found.goes_out.update(dict.fromkeys(rest[1:], rest[0]))
        elif first == "operator":
            found.operators.extend(rest)
        elif first == "rows":
            found.rows.update(dict.fromkeys(rest[1:], rest[0]))
        elif first == "not":
            found.not_yet[" ".join(rest[1:-1])] = rest[-1]
        else:
            by = found.by_role if "mentee" in columns else found.by_tie
            by[first] = Kind(first, rest[0], dict(zip(columns, rest[1:], strict=True)))
    return found


def lines() -> Iterator[str]:
    """Yield the lines that say something."""
    for line in TABLE.read_text().splitlines():
        if line and not line.startswith("#"):
            yield line


def _doors(kind: str, *names: str) -> Iterator[tuple[str, tuple[str, bool]]]:
    for name in names:
        yield name.removesuffix("!"), (kind, name.endswith("!"))
