from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("api", "0002_walls")]

    operations = [
        migrations.AddField("token", "open_until", models.DateTimeField(null=True)),
    ]
