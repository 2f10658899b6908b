from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("matching", "0005_proposals_of_a_mentee")]

    operations = [migrations.RemoveField(model_name="offer", name="detail")]
