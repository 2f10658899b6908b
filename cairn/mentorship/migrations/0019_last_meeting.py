import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0018_one_walk_a_pair")]

    operations = [
        migrations.AddField(
            model_name="closing",
            name="meeting",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mentorship.meeting",
            ),
        ),
    ]
