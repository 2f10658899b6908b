from django.db import migrations

from cairn.core.walls import append_only, wall


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        wall("audit_event"),
        wall("audit_receipt"),
        append_only("audit_event"),
    ]
