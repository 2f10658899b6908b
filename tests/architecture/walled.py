"""The tables behind the second wall, as the database itself lists them."""

from typing import Any

from django.db import connection


def tables() -> set[str]:
    """Return the tables with row-level security and a policy."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname from pg_class c join pg_policy p on p.polrelid = c.oid"
            " where c.relrowsecurity"
        )
        return {row[0] for row in cursor.fetchall()}


def seen(link: Any) -> dict[str, int]:
    """Return how many rows of each such table a connection sees, where it sees any."""
    with link.cursor() as cursor:
        found = {}
        for table in sorted(tables()):
            cursor.execute(f'select count(*) from "{table}"')  # noqa: S608 - our own names
            found[table] = cursor.fetchone()[0]
    return {table: count for table, count in found.items() if count}
