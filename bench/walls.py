"""What the second wall costs the database: `make bench-walls`.

Sizes other than the usual two can be given: `.venv/bin/python bench/walls.py 40 400`.

Each page's own queries, asked again and again with row-level security on and off, in turns, on the
demo's organization grown to so many relations, beside a second organization of the same size.
Time is that of the database's process on a core, so that a busy machine changes little.
"""

import atexit
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from cairn.config import folder as folders
from cairn.config import prepare, serve_static
from cairn.config.commands import demo

SIZES = (40, 4000)  # relations, at least: the demo has some more than the first
GOAL = 0.15
TURNS, TIMES = 5, 5  # a turn asks every page so many times with the walls, then without
PAGES = (
    ("mentee", "/"),
    ("mentor", "/"),
    ("coordinator", "/"),
    ("mentee", "/talk/"),
    ("mentor", "/people/"),
    ("coordinator", "/people/"),
    ("coordinator", "/matching/"),
    ("coordinator", "/contacts/"),
    ("coordinator", "/programs/"),
    ("mentee", "/stones/"),
)

OK = 200

Query = tuple[str, Any]


def main() -> None:
    """Build, grow, measure, and print the table."""
    path = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, path)  # after the database has been left, which registers later
    made = folders.opened(path / "data")
    made.become("demo")
    prepare.prepare(made)
    demo.build()
    serve_static.gather()
    for size in map(int, sys.argv[1:]) if sys.argv[1:] else SIZES:
        grow(size)
        measure()


def measure() -> None:
    """Print a row for each page and one for all of them."""
    pages = [Page(role, path, queries_of(role, path)) for role, path in PAGES]
    for _ in range(TURNS):
        for walled in (True, False):
            with walls(standing=walled):
                ask_all(pages, walled=walled)
    print(f"\n{relations():,} relations, and as many next door  (goal: at most {GOAL:.0%} dearer)")
    print(f"{'':28}{'queries':>8}{'ms with':>10}{'ms without':>12}{'price':>8}")
    for page in pages:
        show(f"{page.path} {page.role}", [page])
    show("all of them", pages)


def show(name: str, pages: list["Page"]) -> None:
    """Print one row: what some pages take together."""
    queries = sum(len(page.queries) for page in pages)
    dear, bare = (sum(page.cost(walled=walled) for page in pages) for walled in (True, False))
    print(f"{name:28}{queries:8}{dear:10.2f}{bare:12.2f}{dear / bare - 1:8.1%}")


@dataclass
class Page:
    """What a page asks of the main database, and what that took with the walls and without."""

    role: str
    path: str
    queries: list[Query]
    took: dict[bool, list[float]] = field(default_factory=lambda: {True: [], False: []})

    def ask(self, *, walled: bool) -> None:
        """Ask it all once."""
        from django.db import connection  # noqa: PLC0415 - Django is set up by now

        with connection.cursor() as cursor:
            begun = worked(connection.connection.info.backend_pid)
            for sql, given in self.queries:
                cursor.execute(sql, given)
                cursor.fetchall()
            done = worked(connection.connection.info.backend_pid)
            self.took[walled].append(done - begun)

    def cost(self, *, walled: bool) -> float:
        """Return the median in milliseconds."""
        return statistics.median(self.took[walled]) * 1000


def worked(process: int) -> float:
    """Return how long a process of the database was on a core, in seconds."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9


def queries_of(role: str, path: str) -> list[Query]:
    """Open a page as somebody of the demo; return what it read from the main database."""
    from django.db import connection  # noqa: PLC0415 - likewise
    from django.test import Client  # noqa: PLC0415 - likewise

    from cairn.people import queries  # noqa: PLC0415 - likewise

    asked: list[Query] = []

    def note(execute: Callable[..., Any], sql: str, given: Any, *rest: Any) -> Any:
        if sql.startswith("SELECT"):
            asked.append((sql, given))
        return execute(sql, given, *rest)

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(queries.demo_accounts()[role])
    with connection.execute_wrapper(note):
        assert client.get(path, follow=True).status_code == OK, (role, path)
    return asked


def ask_all(pages: list[Page], *, walled: bool) -> None:
    """Ask every page's queries, inside the organization's walls."""
    from cairn.core.walls import acting_in  # noqa: PLC0415 - likewise

    with acting_in(home()):
        for page in pages:
            page.ask(walled=walled)  # warms up
            page.took[walled].pop()
            for _ in range(TIMES):
                page.ask(walled=walled)


@contextmanager
def walls(*, standing: bool) -> Iterator[None]:
    """Let the walls stand, or take them down meanwhile."""
    if not standing:
        order("alter table {} disable row level security")
    yield
    if not standing:
        order("alter table {} enable row level security")


def order(command: str) -> None:
    """Give the owner's command for every walled table."""
    for table in tables():
        as_owner(command.format(f'"{table}"'))


def grow(size: int) -> None:
    """Double everything in the organization until it is large enough; then copy it next door."""
    while relations() * 1.5 < size:
        copy(next_door=False)
    copy(next_door=True)
    as_owner("analyze")


def copy(*, next_door: bool) -> None:
    """Copy every row of the organization under other ids that sort likewise."""
    salt = f"{time.monotonic_ns()}"
    copied = [
        copying(table, salt, next_door=next_door)
        for table in tables()
        if next_door or table != "people_organization"
    ]
    as_owner("begin; " + "; ".join(copied) + "; commit")


def copying(table: str, salt: str, *, next_door: bool) -> str:
    """Return the statement that copies a table's rows: ids keep their time and change their end."""
    kept = set() if next_door else {"organization_id"}
    values = {
        name: "null" if name == "account_id" else changed(name, salt)
        for name, kind in columns(table)
        if kind == "uuid" and name not in kept
    }
    values |= {
        name: f"left(left(md5({name} || '{salt}'), 32 * length({name})) || {name}, {most})"
        for name, most in words(table)
    }
    names = [name for name, _kind in columns(table)]
    into = ", ".join(f'"{name}"' for name in names)
    chosen = ", ".join(values.get(name, f'"{name}"') for name in names)
    mine = "id" if table == "people_organization" else "organization_id"
    return (
        f'insert into "{table}" ({into}) select {chosen} from "{table}" where {mine} = \'{home()}\''
    )


def words(table: str) -> list[tuple[str, int]]:
    """Return the words no two rows of an organization may share, with their length at most."""
    return as_owner(
        "select column_name, coalesce(character_maximum_length, 200)"
        " from information_schema.columns, pg_index"
        f" where table_name = '{table}' and data_type in ('character varying', 'text')"
        f" and indrelid = '{table}'::regclass and indisunique"
        " and column_name in (select attname from pg_attribute"
        " where attrelid = indrelid and attnum = any (indkey))"
        " and not exists (select from pg_attribute where attrelid = indrelid"
        " and attnum = any (indkey) and atttypid = 'uuid'::regtype"
        " and attname <> 'organization_id')"
    )


def changed(name: str, salt: str) -> str:
    """Return another id that sorts beside one."""
    return f"(left({name}::text, 24) || left(md5({name}::text || '{salt}'), 12))::uuid"


def home() -> UUID:
    """Return the demo's organization: the first."""
    from cairn.people import queries  # noqa: PLC0415 - likewise

    return queries.organizations()[0]


def relations() -> int:
    """Count the mentorships of the demo's organization."""
    found = as_owner(
        f"select count(*) from mentorship_mentorship where organization_id = '{home()}'"
    )
    return int(found[0][0])


def tables() -> list[str]:
    """Return the walled tables."""
    found = as_owner("select relname from pg_class where relrowsecurity order by relname")
    return [name for (name,) in found]


def columns(table: str) -> list[tuple[str, str]]:
    """Return a table's columns with their types."""
    return as_owner(
        "select column_name, data_type from information_schema.columns"
        f" where table_schema = 'public' and table_name = '{table}' order by ordinal_position"
    )


def as_owner(command: str) -> list[Any]:
    """Run a command as the tables' owner, whom no wall stops."""
    from django.db import connections  # noqa: PLC0415 - likewise

    with connections["owner"].cursor() as cursor:
        cursor.execute(command)
        return cursor.fetchall() if cursor.description else []


if __name__ == "__main__":
    main()
