from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0002_walls'),
    ]

    operations = [
        migrations.AddField(
            model_name='mentorship',
            name='waiting_since',
            field=models.DateField(null=True),
        ),
    ]
