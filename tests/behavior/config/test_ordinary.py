"""An ordinary server named by DATABASE_URL: two logins, whoever made the second."""

import pytest

from cairn.config import postgres
from cairn.config.postgres_account import account_for
from cairn.config.postgres_cluster import APP, OWNER, program
from tests.behavior.config import machine

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(made):
    """A server whose owner login may make logins, as an operator's often may."""
    order(made, f"alter role {OWNER} createrole")
    server = postgres.started(made, durable=False)
    yield server
    for name in ("north", "north_keys", "south", "south_keys"):
        machine.ask(server.url(OWNER, "cairn"), f'drop database if exists "{name}"')
    server.leave()
    order(made, f"alter role {OWNER} nocreaterole")


def order(made, statement: str) -> None:
    """Give an order to a stopped server, which only who owns its files can do."""
    cluster = made.path / "postgres"
    postgres_program = program("postgres")
    account_for(cluster, postgres_program).run(
        [postgres_program, "--single", "-D", cluster, "postgres"], said=f"{statement};\n"
    )


def test_from_one_address_the_second_login_and_the_key_store_are_made(server, empty):
    machine.ask(server.url(OWNER, "cairn"), "create database north")
    given = server.url(OWNER, "north")
    for _ in range(2):
        done = machine.cairn("worker", "--once", data=empty.path, DATABASE_URL=given)
        assert (done.returncode, done.stderr) == (0, "")
    assert machine.ask(
        given,
        "select rolsuper, rolbypassrls, rolcreatedb, (select count(*) from pg_class where"
        " relowner = r.oid), has_table_privilege(oid, 'people_person', 'insert')"
        " from pg_roles r where rolname = 'north_app'",
    ) == [(False, False, False, 0, True)]
    tables = (
        "select count(*) from pg_tables where tablename in ('people_person', 'keys_wrappedkey')"
    )
    assert (
        machine.ask(given, tables) == machine.ask(server.url(OWNER, "north_keys"), tables) == [(1,)]
    )
    assert not (empty.path / "postgres").exists()


def test_with_both_addresses_given_nothing_is_made_but_the_key_store(server, empty):
    machine.ask(server.url(OWNER, "cairn"), "create database south")
    done = machine.cairn(
        "worker",
        "--once",
        data=empty.path,
        DATABASE_URL=server.url(APP, "south"),
        DATABASE_OWNER_URL=server.url(OWNER, "south"),
    )
    assert (done.returncode, done.stderr) == (0, "")
    logins = "select count(*) from pg_roles where rolname like 'south%'"
    assert machine.ask(server.url(OWNER, "south"), logins) == [(0,)]
    databases = "select datname from pg_database where datname like 'south%' order by 1"
    assert machine.ask(server.url(OWNER, "south"), databases) == [("south",), ("south_keys",)]


def test_a_login_that_may_not_make_another_is_told_what_to_do(server, empty):
    done = machine.cairn(
        "worker", "--once", data=empty.path, DATABASE_URL=server.url(OWNER, "cairn")
    )
    assert done.returncode == 1
    assert done.stderr == (
        'cairn: The login in DATABASE_URL may not make the login "cairn_app": make it yourself, '
        "put it into DATABASE_URL and the present one into DATABASE_OWNER_URL.\n"
    )
