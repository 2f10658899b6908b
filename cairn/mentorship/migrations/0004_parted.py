from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0003_waiting_since")]

    operations = [
        migrations.AddField(
            model_name="mentorship",
            name="parted_at",
            field=models.DateTimeField(null=True),
        ),
    ]
