import django.contrib.postgres.fields
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


def _days() -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.PositiveSmallIntegerField(), size=None
    )


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0015_missed_meetings")]

    operations = [
        migrations.AddField(
            model_name="supportcontact",
            name="kind",
            field=models.CharField(
                choices=[("contact", "Contact"), ("review", "Review")],
                default="contact",
                max_length=8,
            ),
        ),
        migrations.RemoveConstraint(model_name="supportcontact", name="one_contact_a_day"),
        migrations.AddConstraint(
            model_name="supportcontact",
            constraint=models.UniqueConstraint(
                fields=("mentorship", "person", "due_on", "kind"), name="one_contact_a_day"
            ),
        ),
        migrations.CreateModel(
            name="Rhythm",
            fields=[
                ("id", _id()),
                ("created_at", _created()),
                ("contact_days", _days()),
                ("review_days", _days()),
                ("set_at", models.DateTimeField()),
                ("organization", _to("people.organization")),
                (
                    "program",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rhythm",
                        to="programs.program",
                    ),
                ),
                ("set_by", _to("people.person")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Errand",
            fields=[
                ("id", _id()),
                ("created_at", _created()),
                ("words", cairn.people.encryption.EncryptedText(key_of="person_id")),
                ("due_on", models.DateField()),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", _to("people.person", null=True)),
                ("mentorship", _to("mentorship.mentorship", "errands")),
                ("organization", _to("people.organization")),
                ("person", _to("people.person")),
                ("who", _to("people.person")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None)),
                        fields=["due_on"],
                        name="errands_due",
                    )
                ],
            },
        ),
        wall("mentorship_rhythm"),
        wall("mentorship_errand"),
    ]
