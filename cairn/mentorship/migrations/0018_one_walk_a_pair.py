from django.db import migrations, models
from django.db.models.functions import Greatest, Least


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0017_reviews_of_before")]

    operations = [
        migrations.RemoveConstraint(model_name="mentorship", name="one_live_mentorship_a_pair"),
        migrations.AddConstraint(
            model_name="mentorship",
            constraint=models.UniqueConstraint(
                Least("mentee", "mentor"),
                Greatest("mentee", "mentor"),
                condition=models.Q(("ended_at", None)),
                name="one_live_mentorship_a_pair",
            ),
        ),
    ]
