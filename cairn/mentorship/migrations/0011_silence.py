import django.db.models.deletion
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids
import cairn.people.encryption
from cairn.core.walls import wall


def _id() -> models.UUIDField:
    return models.UUIDField(
        default=cairn.core.ids.new_id, editable=False, primary_key=True, serialize=False
    )


def _created() -> models.DateTimeField:
    return models.DateTimeField(default=cairn.core.clock.now, editable=False)


def _to(model: str, name: str = "+", **kwargs: object) -> models.ForeignKey:
    on_delete = django.db.models.deletion.PROTECT
    return models.ForeignKey(on_delete=on_delete, related_name=name, to=model, **kwargs)


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0010_change_without_fault")]

    operations = [
        migrations.CreateModel(
            name="SilencePlan",
            fields=[
                ("id", _id()),
                ("created_at", _created()),
                ("after_days", models.PositiveSmallIntegerField()),
                (
                    "who",
                    models.CharField(
                        choices=[
                            ("mentor", "My mentor"),
                            ("staff", "Someone from the program"),
                            ("both", "Both of them"),
                        ],
                        max_length=8,
                    ),
                ),
                ("block", cairn.people.encryption.EncryptedJSON(key_of="person_id")),
                ("made_at", models.DateTimeField()),
                ("dropped_at", models.DateTimeField(null=True)),
                ("organization", _to("people.organization")),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="silence_plan",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("after_days__range", (1, 90))),
                        name="silence_of_some_days",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Silence",
            fields=[
                ("id", _id()),
                ("created_at", _created()),
                ("noticed_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("mentorship", _to("mentorship.mentorship", "silences")),
                ("organization", _to("people.organization")),
                ("settled_by", _to("people.person", null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at", None)),
                        fields=("mentorship",),
                        name="one_open_silence",
                    )
                ],
            },
        ),
        wall("mentorship_silenceplan"),
        wall("mentorship_silence"),
    ]
