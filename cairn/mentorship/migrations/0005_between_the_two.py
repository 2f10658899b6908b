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
    dependencies = [("mentorship", "0004_parted")]

    operations = [
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", _id()),
                ("created_at", _created()),
                ("words", cairn.people.encryption.EncryptedText(key_of="made_by_id")),
                ("due_on", models.DateField(null=True)),
                ("kept_at", models.DateTimeField(null=True)),
                ("let_go_at", models.DateTimeField(null=True)),
                ("made_by", _to("people.person")),
                ("mentorship", _to("mentorship.mentorship", "commitments")),
                ("organization", _to("people.organization")),
                ("settled_by", _to("people.person", null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Thought",
            fields=[
                ("id", _id()),
                ("created_at", _created()),
                ("latest_on", models.DateField()),
                ("mentorship", _to("mentorship.mentorship", "thoughts")),
                ("organization", _to("people.organization")),
                ("person", _to("people.person")),
            ],
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept_at", None), ("let_go_at", None), _connector="OR"),
                name="kept_or_let_go",
            ),
        ),
        migrations.AddConstraint(
            model_name="thought",
            constraint=models.UniqueConstraint(
                fields=("mentorship", "person"), name="one_thought_a_direction"
            ),
        ),
        wall("mentorship_commitment"),
        wall("mentorship_thought"),
    ]
