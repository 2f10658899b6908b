import django.db.models.deletion
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids
import cairn.people.encryption
from cairn.core.walls import append_only, wall


def _id() -> models.UUIDField:
    return models.UUIDField(
        default=cairn.core.ids.new_id, editable=False, primary_key=True, serialize=False
    )


def _created() -> models.DateTimeField:
    return models.DateTimeField(default=cairn.core.clock.now, editable=False)


def _to(model: str, name: str = "+") -> models.ForeignKey:
    on_delete = django.db.models.deletion.PROTECT
    return models.ForeignKey(on_delete=on_delete, related_name=name, to=model)


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0012_pulse")]

    operations = [
        migrations.CreateModel(
            name="NoteVersion",
            fields=[
                ("id", _id()),
                ("created_at", _created()),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("wrote", "own words"),
                            ("disagreed", "seen otherwise"),
                            ("agreed", "no longer seen otherwise"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", cairn.people.encryption.EncryptedText(key_of="by_id")),
                ("by", _to("people.person")),
                ("meeting", _to("mentorship.meeting", "note_versions")),
                ("organization", _to("people.organization")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "number"), name="one_note_a_meeting"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NoteSignature",
            fields=[
                ("id", _id()),
                ("created_at", _created()),
                ("signed_at", models.DateTimeField()),
                ("organization", _to("people.organization")),
                ("person", _to("people.person")),
                ("version", _to("mentorship.noteversion", "signatures")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "person"), name="one_signature_a_version"
                    )
                ],
            },
        ),
        *(
            step
            for table in ("mentorship_noteversion", "mentorship_notesignature")
            for step in (wall(table), append_only(table))
        ),
    ]
