"""Brings the tables of both databases up to date, as their owner and one process at a time.

When nothing is to be done that is known from file names and one query, without loading a
migration: starting again must be quick.
"""

import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

OWNERS = {"owner": "default", "keys_owner": "keys"}
_ONLY = {"keys_owner": ("keys",)}  # the apps that have a database to themselves
_LOCK = 0x63616972  # "cair", any number that nothing else locks


def bring_up_to_date() -> None:
    """Apply what is missing to the main database and to the key store."""
    for owner, app in OWNERS.items():
        if missing(owner):
            _migrate(owner, settings.DATABASES[app]["USER"])


def missing(alias: str) -> set[tuple[str, str]]:
    """Return the (app, migration) pairs that a database does not have yet."""
    applied = MigrationRecorder(connections[alias]).applied_migrations()
    only = _ONLY.get(alias)
    return {(app, name) for app, name in _shipped() if not only or app in only} - set(applied)


def _shipped() -> Iterator[tuple[str, str]]:
    """Yield every migration that the installed apps bring, by the names of its files."""
    for config in apps.get_app_configs():
        module, _explicit = MigrationLoader.migrations_module(config.label)
        try:
            path = import_module(module).__path__ if module else []
        except ModuleNotFoundError:
            continue
        yield from ((config.label, found.name) for found in pkgutil.iter_modules(path))


def _migrate(alias: str, app_login: str) -> None:
    with _alone(alias):
        if missing(alias):
            _open_to(app_login, alias)
            only = _ONLY.get(alias, ())
            call_command("migrate", *only, database=alias, verbosity=0, interactive=False)
            call_command("createcachetable", database=alias, verbosity=0)


@contextmanager
def _alone(alias: str) -> Iterator[None]:
    """Hold the lock that other machines starting at this moment wait for."""
    with connections[alias].cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            cursor.execute("select pg_advisory_unlock(%s)", [_LOCK])


def _open_to(login: str, alias: str) -> None:
    """Let the app login work on the tables that will be made; it owns none of them."""
    names = {
        "app": sql.Identifier(login),
        "database": sql.Identifier(connections[alias].settings_dict["NAME"]),
    }
    with connections[alias].cursor() as cursor:
        for order in _ORDERS:
            cursor.execute(sql.SQL(order).format(**names))


_DEFAULT = "alter default privileges in schema public grant"
_ORDERS = (
    "revoke all on database {database} from public",
    "grant connect on database {database} to {app}",
    "grant usage on schema public to {app}",
    f"{_DEFAULT} select, insert, update, delete on tables to {{app}}",
    f"{_DEFAULT} usage, select on sequences to {{app}}",
    f"{_DEFAULT} execute on functions to {{app}}",
    "alter default privileges revoke execute on functions from public",
)
