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
from tests.architecture import openings, source, walled
from tests.cast import Cast

KEY_STORE = {"keys_wrappedkey"}  # in a database of its own


def _tables() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("cairn.")]


def test_every_table_is_walled_or_on_the_list_of_open_ones() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relkind in ('r', 'p')"
            " and relnamespace = 'public'::regnamespace"
        )
        assert {row[0] for row in cursor.fetchall()} - walled.tables() == set(openings.TABLES)


def test_every_table_of_ours_is_walled_but_those_of_accounts() -> None:
    tables = {model._meta.db_table for model in _tables()} - KEY_STORE
    assert tables - walled.tables() == {"people_account", "people_address", "people_device"}


def test_every_walled_table_carries_its_organization() -> None:
    for model in _tables():
        if model._meta.db_table not in walled.tables() - {"people_organization"}:
            continue
        column = model._meta.get_field(
            "organization_id" if model._meta.app_label == "audit" else "organization"
        )
        assert not column.null, model


def test_every_function_that_looks_over_the_wall_is_on_the_list_and_keeps_to_its_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select proname, proconfig from pg_proc"
            " where prosecdef and pronamespace = 'public'::regnamespace"
        )
        found = {name: " ".join(config) for name, config in cursor.fetchall()}
    assert found == dict.fromkeys(openings.FUNCTIONS, "search_path=public")


def test_every_function_that_looks_over_the_wall_has_a_test_of_its_name() -> None:
    tests = "".join(path.read_text() for path in (source.ROOT / "tests").rglob("test_*.py"))
    assert [name for name in openings.FUNCTIONS if f"def test_{name}_" not in tests] == []


def test_a_connection_on_which_nobody_was_named_sees_no_row(cast: Cast) -> None:
    assert walled.seen(connection)["people_person"] == len(cast.people) - 1
    with connection.cursor() as cursor:
        cursor.execute("select set_config('cairn.organization', '', true)")
    assert walled.seen(connection) == {}


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
