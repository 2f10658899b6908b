from django.db import migrations

from cairn.core.walls import wall


class Migration(migrations.Migration):
    dependencies = [("matching", "0001_initial")]

    operations = [
        wall("matching_run"),
        wall("matching_proposal"),
        wall("matching_direction"),
        wall("matching_offer"),
    ]
