from django.db import migrations

from cairn.core.walls import wall


class Migration(migrations.Migration):
    dependencies = [("recovery", "0001_initial")]

    operations = [
        wall("recovery_checkin"),
        wall("recovery_copingplan"),
        wall("recovery_stretch"),
    ]
