import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_memberships")]

    operations = [
        migrations.CreateModel(
            name="Device",
            fields=[
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "session_key",
                    models.CharField(max_length=64, primary_key=True, serialize=False),
                ),
                ("acting_as", models.UUIDField(null=True)),
                ("is_own", models.BooleanField(default=False)),
                ("kind", models.CharField(blank=True, max_length=20)),
                ("browser", models.CharField(blank=True, max_length=40)),
                ("since", models.DateTimeField()),
                ("used_on", models.DateField()),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="devices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
            },
        ),
        migrations.RunSQL("drop table if exists django_session", migrations.RunSQL.noop),
    ]
