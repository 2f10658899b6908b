"""The second wall stands around every table about a person, and the app's login can't climb it."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from psycopg import sql

from cairn.audit import records
from cairn.audit.models import Event
from cairn.core.walls import acting_in
from cairn.people.models import Person
from tests.cast import Cast

OPEN = {
    # Tables about no person of an organization; each with its reason.
    "people_account": "spans organizations: holds an alias and no address",
    "people_address": "spans organizations: encrypted under the account's key",
    "keys_wrappedkey": "the key store: wrapped keys, in a database of its own",
}


def _tables() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("cairn.")]


def _walled() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname from pg_class c join pg_policy p on p.polrelid = c.oid"
            " where c.relrowsecurity"
        )
        return {row[0] for row in cursor.fetchall()}


def test_every_table_is_walled_or_on_the_short_list_of_open_ones() -> None:
    tables = {model._meta.db_table for model in _tables()}
    assert tables - set(OPEN) == _walled()


def test_every_walled_table_carries_its_organization() -> None:
    for model in _tables():
        if model._meta.db_table in set(OPEN) | {"people_organization"}:
            continue
        column = model._meta.get_field(
            "organization_id" if model._meta.app_label == "audit" else "organization"
        )
        assert not column.null, model


def test_a_connection_on_which_nobody_was_named_sees_no_row(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('cairn.organization', '', true)")
        seen = {}
        for table in sorted(_walled()):
            cursor.execute(f'select count(*) from "{table}"')  # noqa: S608 - our own names
            seen[table] = cursor.fetchone()[0]
    assert seen == dict.fromkeys(seen, 0)


def test_another_organizations_rows_do_not_come_even_past_the_first_wall(cast: Cast) -> None:
    with acting_in(cast.outsider.organization_id):
        assert {p.pk for p in Person.objects.all()} == {cast.outsider.pk}


def test_a_row_can_not_be_written_into_another_organization(cast: Cast) -> None:
    theirs = cast.outsider.organization_id
    with (
        pytest.raises(Exception, match="row-level security"),
        transaction.atomic(),
        acting_in(theirs),
    ):
        Person.objects.filter(pk=cast.outsider.pk).update(
            organization_id=cast.mentee.organization_id
        )


def test_the_login_of_web_and_worker_owns_nothing_and_bypasses_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles"
            " where rolname = current_user"
        )
        mighty = cursor.fetchone()[0]
        cursor.execute("select count(*) from pg_class where relowner = current_user::regrole")
        owned = cursor.fetchone()[0]
    assert (mighty, owned) == (False, 0)


def test_no_role_can_be_set_from_the_login_of_web_and_worker() -> None:
    owner = settings.DATABASES["owner"]["USER"]
    command = sql.SQL("set role {}").format(sql.Identifier(owner)).as_string(None)
    with (
        pytest.raises(Exception, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(command)


def test_an_event_once_recorded_can_be_neither_changed_nor_removed(cast: Cast) -> None:
    records.record("test.act", organization_id=cast.program.organization_id, actor_id=None)
    for change in (lambda: Event.objects.update(act="other"), lambda: Event.objects.all().delete()):
        with pytest.raises(Exception, match="never changed"), transaction.atomic():
            change()
