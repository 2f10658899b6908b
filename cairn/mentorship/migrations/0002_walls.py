from django.db import migrations

from cairn.core.walls import wall


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0001_initial")]

    operations = [
        wall("mentorship_mentorship"),
        wall("mentorship_agreementtext"),
        wall("mentorship_signature"),
        wall("mentorship_meeting"),
        wall("mentorship_supportcontact"),
        wall("mentorship_ending"),
    ]
