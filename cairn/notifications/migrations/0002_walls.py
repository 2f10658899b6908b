from django.db import migrations

from cairn.core.walls import wall


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [
        wall("notifications_notice"),
        wall("notifications_preference"),
    ]
