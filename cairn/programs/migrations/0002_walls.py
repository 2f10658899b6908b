from django.db import migrations

from cairn.core.walls import wall


class Migration(migrations.Migration):
    dependencies = [("programs", "0001_initial")]

    operations = [
        wall("programs_program"),
        wall("programs_enrollment"),
        wall("programs_staffrole"),
    ]
