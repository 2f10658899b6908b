"""An ordinary PostgreSQL server that the operator named by DATABASE_URL.

Two logins are needed, one that owns the tables and one that owns nothing. With both addresses
given nothing is changed; with one alone it is the owner's, and the other login is made here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from cairn.config.folder import Trouble

_PATIENCE = 10  # seconds
_OLDEST = 150000  # PostgreSQL 15: a new login may not create tables in "public"

Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True)
class Pair:
    """The addresses of one database: for the login that owns nothing, and for the owner."""

    app: str
    owner: str


def pairs(environ: Mapping[str, str], password: str) -> tuple[Pair, Pair]:
    """Return the main database and the key store, reachable, or raise Trouble.

    The password is for a login made here; it is the same on every machine of an installation.
    """
    main = _pair(environ["DATABASE_URL"], environ.get("DATABASE_OWNER_URL"), password)
    if "KEYS_URL" in environ:
        return main, _pair(environ["KEYS_URL"], environ.get("KEYS_OWNER_URL"), password)
    return main, _key_store_beside(main)


def _pair(given: str, owner: str | None, password: str) -> Pair:
    if not owner:
        owner, given = given, _second_login(given, password)
    for address in (owner, given):
        _reach(address).close()
    return Pair(app=given, owner=owner)


def _second_login(owner: str, password: str) -> str:
    """Return the address for a login that owns nothing, named for its database; make it once."""
    login = f"{_name_of(owner)}_app"
    address = make_conninfo(owner, user=login, password=password)
    try:
        _connect(address).close()
    except psycopg.OperationalError:
        _make_login(owner, login, password)
    return address


def _make_login(owner: str, login: str, password: str) -> None:
    with _reach(owner) as connection:
        asked = "select 1 from pg_roles where rolname = %s"
        verb = "alter" if connection.execute(asked, [login]).fetchone() else "create"
        order = sql.SQL(f"{verb} role {{}} login password {{}}")
        try:
            connection.execute(order.format(sql.Identifier(login), sql.Literal(password)))
        except psycopg.errors.InsufficientPrivilege as problem:
            raise Trouble(
                f'The login in DATABASE_URL may not make the login "{login}": make it yourself, '
                "put it into DATABASE_URL and the present one into DATABASE_OWNER_URL."
            ) from problem


def _key_store_beside(main: Pair) -> Pair:
    """Return the key store next to the main database, made when missing."""
    name = f"{_name_of(main.owner)}_keys"
    beside = Pair(
        app=make_conninfo(main.app, dbname=name), owner=make_conninfo(main.owner, dbname=name)
    )
    with _reach(main.owner) as connection:
        connection.autocommit = True
        asked = "select 1 from pg_database where datname = %s"
        if not connection.execute(asked, [name]).fetchone():
            _make_database(connection, name)
    return beside


def _make_database(connection: Connection, name: str) -> None:
    try:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    except psycopg.errors.InsufficientPrivilege as problem:
        raise Trouble(
            f'The owner of the database may not make "{name}", the key store: make it yourself, '
            "or set KEYS_URL."
        ) from problem


def _reach(address: str) -> Connection:
    try:
        connection = _connect(address)
    except psycopg.Error as problem:
        _say_unreachable(address, problem)
    if connection.info.server_version < _OLDEST:
        connection.close()
        raise Trouble("The database server is older than PostgreSQL 15.")
    return connection


def _connect(address: str) -> Connection:
    return psycopg.connect(address, connect_timeout=_PATIENCE)


def _say_unreachable(address: str, problem: psycopg.Error) -> NoReturn:
    """Raise Trouble with where and why, and never with the password."""
    where = f'"{_name_of(address)}" at {_parts(address).get("host", "the local socket")}'
    why = str(problem).strip().splitlines()[0].rpartition("failed: ")[2]
    raise Trouble(f"The database {where} cannot be reached: {why}.") from None


def _name_of(address: str) -> str:
    parts = _parts(address)
    return str(parts.get("dbname") or parts.get("user") or "cairn")


def _parts(address: str) -> Mapping[str, object]:
    try:
        return conninfo_to_dict(address)
    except psycopg.Error:
        raise Trouble(
            "An address of a database has to look like postgresql://login:password@host/name."
        ) from None
