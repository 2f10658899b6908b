from django.db import migrations

from cairn.core.walls import wall


class Migration(migrations.Migration):
    dependencies = [("interop", "0001_initial")]

    operations = [wall("interop_rosterdraft")]
