import django.db.models.deletion
from django.db import migrations, models

from cairn.core.walls import append_only


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0005_between_the_two")]

    operations = [
        migrations.AddField(
            model_name="agreementtext",
            name="adopted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="agreementtext",
            name="asks_again",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="signature",
            name="text",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="mentorship.agreementtext"
            ),
        ),
        migrations.RemoveConstraint(model_name="signature", name="one_signature_a_person"),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                fields=["mentorship", "person", "text"], name="one_signature_a_text"
            ),
        ),
        append_only("mentorship_agreementtext"),
        append_only("mentorship_signature"),
    ]
