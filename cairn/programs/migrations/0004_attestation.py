import cairn.core.clock
import cairn.core.ids
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from cairn.core.walls import wall


class Migration(migrations.Migration):
    dependencies = [("people", "0006_paper"), ("programs", "0003_roles")]

    operations = [
        migrations.CreateModel(
            name="Attestation",
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
                ("expires_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "attested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attestations",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(confirmed_by=F("attested_by")), name="attested_by_two"
                    ),
                    models.CheckConstraint(
                        condition=~Q(attested_by=F("person")) & ~Q(confirmed_by=F("person")),
                        name="attested_by_others",
                    ),
                ],
            },
        ),
        wall("programs_attestation"),
    ]
