"""The second wall: row-level security by organization, and the one way to stand inside it.

A connection on which no organization was named sees no row of a walled table. The name is
held by the transaction, so that a pooled connection never carries it to the next person.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction
from django.db.migrations import RunSQL

_NAMED = "nullif(current_setting('cairn.organization', true), '')::uuid"


@contextmanager
def acting_in(organization_id: UUID) -> Iterator[None]:
    """Run a transaction in which only this organization's rows exist.

    Nested use is allowed; the outer organization stands again afterwards.
    """
    with transaction.atomic():
        before = name_organization(str(organization_id))
        yield
        name_organization(before)


def name_organization(organization_id: str) -> str:
    """Name the organization for the rest of this transaction; return the one named before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_setting('cairn.organization', true),"
            " set_config('cairn.organization', %s, true)",
            [organization_id],
        )
        row = cursor.fetchone()
    return row[0] or ""


def named_organization() -> UUID | None:
    """Return the organization this transaction acts in, or None where nobody was named."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {_NAMED}")
        row: tuple[UUID | None] = cursor.fetchone()
    return row[0]


def wall(table: str, column: str = "organization_id") -> RunSQL:
    """Return the migration step that puts a table behind the wall."""
    return RunSQL(
        f'alter table "{table}" enable row level security;'
        f'create policy organization_wall on "{table}"'
        f" using ({column} = {_NAMED}) with check ({column} = {_NAMED})",
        f'drop policy organization_wall on "{table}";'
        f'alter table "{table}" disable row level security',
    )


def append_only(table: str) -> RunSQL:
    """Return the migration step after which a table's rows can't be changed or removed."""
    return RunSQL(
        "create or replace function cairn_refuse_change() returns trigger language plpgsql as"
        " $$ begin raise exception 'rows of % are never changed', tg_table_name; end $$;"
        f'create trigger append_only before update or delete on "{table}"'
        " for each row execute function cairn_refuse_change()",
        f'drop trigger append_only on "{table}"',
    )
