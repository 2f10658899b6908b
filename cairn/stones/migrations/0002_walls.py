from django.db import migrations

from cairn.core.walls import wall


class Migration(migrations.Migration):
    dependencies = [("stones", "0001_initial")]

    operations = [
        wall("stones_milestone"),
        wall("stones_stone"),
    ]
