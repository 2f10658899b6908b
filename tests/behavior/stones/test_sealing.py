"""The migration that seals what stones were laid for carries every standing stone over."""

import os
from collections.abc import Iterator
from importlib import import_module
from types import SimpleNamespace
from uuid import UUID

import psycopg
import pytest
from django.apps import apps

from cairn.core.ids import new_id
from cairn.people.encryption import Sealed
from cairn.people.keys import store as keys
from cairn.stones import sources
from cairn.stones.models import Stone

MIGRATION = import_module("cairn.stones.migrations.0003_sealed")
BEFORE = """
    create temporary table stones_stone (like public.stones_stone);
    alter table stones_stone drop column kind, drop column source, drop column shape,
        drop column source_hash, add column kind varchar(12) not null,
        add column source varchar(80) not null, add column shape jsonb not null
"""
SHAPE = {"kind": "return", "row": 0, "color": "std1"}


@pytest.fixture
def owner() -> Iterator[psycopg.Connection]:
    """A connection on which the table is one of its own, standing as before the migration."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        connection.execute(BEFORE)
        yield connection
        connection.rollback()


def _stand(owner: psycopg.Connection, person: UUID) -> UUID:
    stone = new_id()
    owner.execute(
        "insert into stones_stone (id, created_at, organization_id, person_id, number, laid_at,"
        " for_what, kind, source, shape) values (%s, now(), %s, %s, 0, now(), '', 'return',"
        ' \'return:7\', \'{"row": 0, "kind": "return", "color": "std1"}\')',
        [stone, new_id(), person],
    )
    return stone


def _migrate(owner: psycopg.Connection) -> None:
    owner.execute(MIGRATION._OPEN_COLUMNS)
    MIGRATION.seal(apps, SimpleNamespace(connection=owner))
    owner.execute(MIGRATION._CLOSED_COLUMNS)


def _read(owner: psycopg.Connection, stone: UUID) -> Stone:
    [row] = owner.execute(
        "select person_id, kind, source, shape, source_hash from stones_stone where id = %s",
        [stone],
    ).fetchall()
    person, *sealed, source_hash = row
    kind, source, shape = (Sealed(bytes(each)) for each in sealed)
    return Stone(
        pk=stone,
        person_id=person,
        kind=kind,
        source=source,
        shape=shape,
        source_hash=source_hash,
    )


def test_a_standing_stone_is_sealed_under_its_persons_key_and_opens_as_it_was(owner):
    person = new_id()
    keys.make(person)
    stone = _stand(owner, person)
    _migrate(owner)
    found = _read(owner, stone)
    assert (found.kind, found.source, found.shape) == ("return", "return:7", SHAPE)
    assert found.source_hash == sources.hash_of(person, "return:7")


def test_of_somebody_whose_key_is_gone_nothing_is_left_to_read(owner):
    stone = _stand(owner, new_id())
    _migrate(owner)
    assert (_read(owner, stone).kind, _read(owner, stone).shape) == ("", {})
