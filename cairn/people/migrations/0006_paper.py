from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_devices")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="paper_hash",
            field=models.CharField(max_length=64, null=True, unique=True),
        ),
    ]
