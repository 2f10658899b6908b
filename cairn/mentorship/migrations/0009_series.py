import django.db.models.deletion
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids
from cairn.core.walls import wall


def _to(model: str, name: str = "+", **kwargs: object) -> models.ForeignKey:
    on_delete = django.db.models.deletion.PROTECT
    return models.ForeignKey(on_delete=on_delete, related_name=name, to=model, **kwargs)


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0008_calendars")]

    operations = [
        migrations.CreateModel(
            name="Series",
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
                ("created_at", models.DateTimeField(default=cairn.core.clock.now, editable=False)),
                ("every_weeks", models.PositiveSmallIntegerField()),
                ("zone", models.CharField(max_length=64)),
                ("mentorship", _to("mentorship.mentorship", "series")),
                ("organization", _to("people.organization")),
            ],
        ),
        migrations.AddField("meeting", "series", _to("mentorship.series", "meetings", null=True)),
        migrations.AddField("meeting", "recurs_at", models.DateTimeField(null=True)),
        wall("mentorship_series"),
    ]
