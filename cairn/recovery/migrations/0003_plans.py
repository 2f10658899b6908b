import django.db.models.deletion
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids
import cairn.people.encryption
from cairn.core.walls import append_only, wall

_KINDS = [("hours", "Your plan for a hard night"), ("safe", "Your plan to stay safe")]


def _to(model: str, name: str = "+", **kwargs: object) -> models.ForeignKey:
    on_delete = django.db.models.deletion.PROTECT
    return models.ForeignKey(on_delete=on_delete, related_name=name, to=model, **kwargs)


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0016_support"), ("recovery", "0002_walls")]

    operations = [
        migrations.AlterModelTable("copingplan", "recovery_copingplan"),
        migrations.RenameModel("CopingPlan", "WrittenPlan"),
        migrations.AlterField("writtenplan", "person", _to("people.person", "plans")),
        migrations.AddField(
            "writtenplan",
            "kind",
            models.CharField(choices=_KINDS, default="hours", max_length=10),
        ),
        migrations.RemoveConstraint("writtenplan", "one_plan_a_version"),
        migrations.AddConstraint(
            "writtenplan",
            models.UniqueConstraint(
                fields=("person", "kind", "version"), name="one_plan_a_kind_and_version"
            ),
        ),
        migrations.CreateModel(
            name="Suggestion",
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
                ("kind", models.CharField(choices=_KINDS, max_length=10)),
                ("section", models.CharField(max_length=20)),
                ("words", cairn.people.encryption.EncryptedText(key_of="by_id")),
                ("settled_at", models.DateTimeField(null=True)),
                ("by", _to("people.person")),
                ("organization", _to("people.organization")),
                ("person", _to("people.person", "suggestions")),
                ("walk", _to("mentorship.mentorship", "suggestions")),
            ],
        ),
        migrations.AddField("writtenplan", "idea", _to("recovery.suggestion", null=True)),
        wall("recovery_suggestion"),
        append_only("recovery_copingplan"),
    ]
