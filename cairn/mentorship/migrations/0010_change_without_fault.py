import django.db.models.deletion
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids
import cairn.people.encryption
from cairn.core.walls import wall


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0009_series")]

    operations = [
        migrations.AddField(
            model_name="ending", name="is_change", field=models.BooleanField(default=False)
        ),
        migrations.CreateModel(
            name="Handover",
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
                ("words", cairn.people.encryption.EncryptedText(key_of="person_id")),
                ("written_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                (
                    "left",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handover",
                        to="mentorship.mentorship",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organization",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="people.person",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        wall("mentorship_handover"),
    ]
