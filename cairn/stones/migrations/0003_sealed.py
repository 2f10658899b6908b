"""Seal what a stone was laid for: its kind, its source, and the shape in which the kind shows."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import migrations, models

from cairn.people.encryption import EncryptedJSON, EncryptedText
from cairn.people.keys import store as keys
from cairn.stones import sources

_KINDS = [
    ("milestone", "Milestone"),
    ("step", "Finished step"),
    ("commitment", "Kept commitment"),
    ("meeting", "Meeting"),
    ("help", "Hand lent"),
    ("return", "Coming back"),
]
_SEALED = ("kind", "source", "shape")
_AT_ONCE = 500

_OPEN_COLUMNS = """
    alter table stones_stone rename column kind to kind_open;
    alter table stones_stone rename column source to source_open;
    alter table stones_stone rename column shape to shape_open;
    alter table stones_stone add column kind bytea, add column source bytea,
        add column shape bytea, add column source_hash varchar(64);
"""
_CLOSED_COLUMNS = """
    alter table stones_stone alter column kind set not null, alter column source set not null,
        alter column shape set not null, alter column source_hash set not null,
        drop column kind_open, drop column source_open, drop column shape_open;
"""
_READ = "select id, person_id, kind_open, source_open, shape_open::text from stones_stone"
_WRITE = "update stones_stone set kind = %s, source = %s, shape = %s, source_hash = %s where id = %s"


def seal(apps: Any, schema_editor: Any) -> None:
    """Carry every stone over, each under its person's key; nothing where that key is gone."""
    stone = apps.get_model("stones", "Stone")
    with keys.keep_in_mind(), schema_editor.connection.cursor() as cursor:
        cursor.execute(f"{_READ} order by person_id")
        rows = cursor.fetchall()
        for start in range(0, len(rows), _AT_ONCE):
            batch = rows[start : start + _AT_ONCE]
            keys.warm(row[1] for row in batch)
            cursor.executemany(_WRITE, [list(_sealed(stone, *row)) for row in batch])


def _sealed(stone: Any, pk: Any, person_id: Any, *said: str) -> Iterator[Any]:
    row = stone(pk=pk, person_id=person_id)
    kind, source, shape = said
    has_key = keys.key_of(person_id) is not None
    for name, value in zip(_SEALED, (kind, source, json.loads(shape)), strict=True):
        yield stone._meta.get_field(name).seal(row, value).data if has_key else b""
    yield sources.hash_of(person_id, source)
    yield pk


class Migration(migrations.Migration):
    dependencies = [("stones", "0002_walls")]

    operations = [
        migrations.RemoveConstraint("stone", "one_stone_a_thing_done"),
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(_OPEN_COLUMNS)],
            [
                migrations.AlterField("stone", "kind", EncryptedText(choices=_KINDS)),
                migrations.AlterField("stone", "source", EncryptedText()),
                migrations.AlterField("stone", "shape", EncryptedJSON()),
                migrations.AddField(
                    "stone", "source_hash", models.CharField(max_length=64), preserve_default=False
                ),
            ],
        ),
        migrations.RunPython(seal),
        migrations.RunSQL(_CLOSED_COLUMNS),
        migrations.AddConstraint(
            "stone",
            models.UniqueConstraint(
                fields=["person", "source_hash"], name="one_stone_a_thing_done"
            ),
        ),
    ]
