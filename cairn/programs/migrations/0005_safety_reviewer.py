from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programs", "0004_attestation")]

    operations = [
        migrations.AlterField(
            model_name="staffrole",
            name="kind",
            field=models.CharField(
                choices=[
                    ("coordinator", "Coordinator"),
                    ("supervisor", "Supervisor"),
                    ("facilitator", "Facilitator"),
                    ("admin", "Organization admin"),
                    ("house_lead", "House lead"),
                    ("landlord", "Landlord"),
                    ("funder", "Funder"),
                    ("safety", "Safety reviewer"),
                ],
                max_length=12,
            ),
        ),
    ]
