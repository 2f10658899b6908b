from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0014_closings")]

    operations = [
        migrations.AlterField(
            model_name="turn",
            name="kind",
            field=models.CharField(
                choices=[
                    ("proposed", "proposed this time"),
                    ("accepted", "said yes"),
                    ("moved", "proposed another time"),
                    ("declined", "said: not this time"),
                    ("canceled", "canceled it"),
                    ("met", "said that you met"),
                    ("absent", "could not come"),
                    ("missed", "was there alone"),
                    ("not_met", "said that you did not meet"),
                    ("reached", "got in touch about it"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="turn",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "reached")),
                fields=("meeting",),
                name="reached_once_a_meeting",
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(
                condition=models.Q(("state", "agreed")),
                fields=["starts_at"],
                name="meetings_agreed",
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(
                condition=models.Q(("state", "missed")),
                fields=["mentorship"],
                name="meetings_missed",
            ),
        ),
    ]
