import django.db.models.deletion
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids
import cairn.people.encryption
from cairn.core.walls import wall


def _to(model: str, name: str = "+", **kwargs: object) -> models.ForeignKey:
    on_delete = django.db.models.deletion.PROTECT
    return models.ForeignKey(on_delete=on_delete, related_name=name, to=model, **kwargs)


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0011_silence")]

    operations = [
        migrations.CreateModel(
            name="Pulse",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=cairn.core.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=cairn.core.clock.now, editable=False),
                ),
                ("day", models.PositiveSmallIntegerField()),
                ("answers", cairn.people.encryption.EncryptedJSON(key_of="person_id")),
                ("answered_at", models.DateTimeField(null=True)),
                ("help_asked_at", models.DateTimeField(null=True)),
                ("helped_at", models.DateTimeField(null=True)),
                ("helped_by", _to("people.person", null=True)),
                ("organization", _to("people.organization")),
                ("person", _to("people.person")),
                ("walk", _to("mentorship.mentorship", "pulses")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("walk", "person", "day"), name="one_pulse_a_day"
                    )
                ],
            },
        ),
        wall("mentorship_pulse"),
    ]
