from django.db import migrations

from cairn.core.walls import wall


class Migration(migrations.Migration):
    dependencies = [("consent", "0001_initial")]

    operations = [wall("consent_consent")]
