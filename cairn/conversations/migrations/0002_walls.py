from django.db import migrations

from cairn.core.walls import wall


class Migration(migrations.Migration):
    dependencies = [("conversations", "0001_initial")]

    operations = [
        wall("conversations_conversation"),
        wall("conversations_message"),
    ]
