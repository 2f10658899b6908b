import django.db.models.deletion
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids
import cairn.people.encryption
from cairn.core.walls import wall


def _row() -> list[tuple[str, models.Field]]:
    new, made = cairn.core.ids.new_id, cairn.core.clock.now
    return [
        (
            "id",
            models.UUIDField(default=new, editable=False, primary_key=True, serialize=False),
        ),
        ("created_at", models.DateTimeField(default=made, editable=False)),
        ("organization", _to("people.organization")),
    ]


def _to(model: str, name: str = "+", **kwargs: object) -> models.ForeignKey:
    on_delete = django.db.models.deletion.PROTECT
    return models.ForeignKey(on_delete=on_delete, related_name=name, to=model, **kwargs)


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0013_notes")]

    operations = [
        migrations.AddField(
            model_name="ending", name="is_planned", field=models.BooleanField(default=False)
        ),
        migrations.CreateModel(
            name="Closing",
            fields=[
                *_row(),
                ("last_on", models.DateField()),
                ("dropped_at", models.DateTimeField(null=True)),
                ("dropped_by", _to("people.person", null=True)),
                ("planned_by", _to("people.person")),
                ("walk", _to("mentorship.mentorship", "closings")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at", None)),
                        fields=("walk",),
                        name="one_planned_ending",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Farewell",
            fields=[
                *_row(),
                ("words", cairn.people.encryption.EncryptedText(key_of="person_id")),
                ("written_at", models.DateTimeField(null=True)),
                ("given_at", models.DateTimeField(null=True)),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "We leave it here"),
                            ("hello", "We say hello when we meet"),
                            ("now_and_then", "We meet now and then"),
                        ],
                        max_length=12,
                    ),
                ),
                ("contact_at", models.DateTimeField(null=True)),
                ("stays_at", models.DateTimeField(null=True)),
                ("stays_until", models.DateTimeField(null=True)),
                ("person", _to("people.person")),
                ("walk", _to("mentorship.mentorship", "farewells")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("walk", "person"), name="one_farewell_a_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExitTalk",
            fields=[
                *_row(),
                ("answers", cairn.people.encryption.EncryptedJSON(key_of="person_id")),
                ("told_at", models.DateTimeField(null=True)),
                ("person", _to("people.person")),
                ("told_by", _to("people.person", null=True)),
                ("walk", _to("mentorship.mentorship", "exit_talks")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("told_at", None)),
                        fields=["created_at"],
                        name="exit_talks_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("walk", "person"), name="one_exit_talk_a_person"
                    )
                ],
            },
        ),
        *(
            wall(f"mentorship_{table}") for table in ("closing", "farewell", "exittalk")
        ),
    ]
