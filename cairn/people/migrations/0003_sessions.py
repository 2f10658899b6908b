from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_walls")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="session_round",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
