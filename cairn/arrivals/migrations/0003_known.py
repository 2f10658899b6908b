import django.db.models.deletion
from django.db import migrations, models


def _to_person() -> models.ForeignKey:
    on_delete = django.db.models.deletion.PROTECT
    return models.ForeignKey(
        null=True, on_delete=on_delete, related_name="+", to="people.person"
    )


class Migration(migrations.Migration):
    dependencies = [("arrivals", "0002_walls")]

    operations = [
        migrations.AddField(model_name="asking", name="known", field=_to_person()),
        migrations.AddField(
            model_name="asking", name="taken_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(model_name="asking", name="taken_by", field=_to_person()),
        migrations.AddConstraint(
            model_name="asking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("taken_at", None),
                    models.Q(("set_aside_at", None), ("welcomed_at", None)),
                    _connector="OR",
                ),
                name="taken_as_known_and_nothing_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="asking",
            constraint=models.CheckConstraint(
                condition=models.Q(("taken_at", None), ("known__isnull", False), _connector="OR"),
                name="taken_as_somebody",
            ),
        ),
    ]
