"""What every command does first: the environment is filled, Django set up, tables up to date."""

import atexit
import os
import re
from collections.abc import Mapping

import django
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper

from cairn.config import folder as folders
from cairn.config import postgres, postgres_ordinary
from cairn.config.folder import DataFolder, Trouble
from cairn.config.postgres_cluster import APP, DATABASE, KEYS, OWNER
from cairn.core.crypto import keyed_hash

_SHORTEST_SECRET = 50
_FEWEST_CHARACTERS = 10
_HEX_KEY = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)


def installation() -> DataFolder:
    """Prepare the data folder the operator chose, and return it."""
    chosen = folders.opened(folders.chosen())
    prepare(chosen)
    return chosen


def prepare(folder: DataFolder) -> None:
    """Start the database when it is ours, tell Django of it, and bring its tables up to date."""
    from cairn.config import migrating  # noqa: PLC0415 - Django's models wait for the environment

    connect(folder)
    migrating.bring_up_to_date()
    let_go()


def connect(folder: DataFolder) -> None:
    """Start the database when it is ours and tell Django of it; leave its tables as they are."""
    os.environ.update(secrets_of(folder, os.environ))
    os.environ.update(_databases(folder))
    os.environ["DJANGO_SETTINGS_MODULE"] = "cairn.config.settings"
    os.environ["CAIRN_DATA"] = str(folder.path)
    os.environ["CAIRN_DEMO"] = "1" if folder.kind == "demo" else ""
    django.setup()


def see_that_it_was_made(folder: DataFolder) -> None:
    """Go on where a demo or a site was made, here or in the operator's database."""
    if not folder.kind and not os.environ.get("DATABASE_URL"):
        raise Trouble(
            f"Nothing was made in {folder.path} yet: `cairn init` makes your organization, "
            "`cairn serve --demo` a demonstration."
        )


def let_go() -> None:
    """Close every connection and pool, as before a fork; later use opens them again."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if isinstance(connection, DatabaseWrapper):
            connection.close_pool()


def secrets_of(folder: DataFolder, given: Mapping[str, str]) -> dict[str, str]:
    """Return the three secrets, the operator's own before those of the folder, or raise Trouble."""
    names = {
        "SECRET_KEY": "secret_key",
        "CAIRN_WRAPPING_KEY": "wrapping_key",
        "CAIRN_LOOKUP_KEY": "lookup_key",
    }
    found = {name: given.get(name) or folder.secret(file) for name, file in names.items()}
    _refuse_weak(found)
    return found


def _refuse_weak(found: Mapping[str, str]) -> None:
    secret = found["SECRET_KEY"]
    if len(secret) < _SHORTEST_SECRET or len(set(secret)) < _FEWEST_CHARACTERS:
        raise Trouble(
            f"SECRET_KEY is too easy to guess: give {_SHORTEST_SECRET} random characters, or none "
            "and Cairn makes its own."
        )
    for name in ("CAIRN_WRAPPING_KEY", "CAIRN_LOOKUP_KEY"):
        if not _HEX_KEY.fullmatch(found[name]):
            raise Trouble(f"{name} has to be 64 hex digits (32 bytes).")


def _databases(folder: DataFolder) -> dict[str, str]:
    if not os.environ.get("DATABASE_URL"):
        return _embedded(folder)
    key = os.environ["SECRET_KEY"].encode()
    password = keyed_hash("app", key=key, purpose="database login")
    main, keys = postgres_ordinary.pairs(os.environ, password)
    return _named(main, keys)


def _embedded(folder: DataFolder) -> dict[str, str]:
    server = postgres.started(folder)
    atexit.register(server.leave)
    main, keys = (
        postgres_ordinary.Pair(app=server.url(APP, name), owner=server.url(OWNER, name))
        for name in (DATABASE, KEYS)
    )
    return _named(main, keys)


def _named(main: postgres_ordinary.Pair, keys: postgres_ordinary.Pair) -> dict[str, str]:
    return {
        "DATABASE_URL": main.app,
        "DATABASE_OWNER_URL": main.owner,
        "KEYS_URL": keys.app,
        "KEYS_OWNER_URL": keys.owner,
    }
