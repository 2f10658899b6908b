import django.db.models.deletion
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids
import cairn.people.encryption
from cairn.core.walls import wall

# Whose a feed is, to whoever holds its link: ids alone.
FEED = """
create function cairn_feed(hash text) returns table (account uuid, person uuid)
language sql stable security definer set search_path = public as
$$ select p.account_id, p.id from mentorship_feed f join people_person p on p.id = f.person_id
    where f.secret_hash = hash and f.revoked_at is null and p.left_at is null $$
"""


def _table(name: str, is_one: bool, related_name: str, **fields: models.Field) -> migrations.CreateModel:
    to_person = models.OneToOneField if is_one else models.ForeignKey
    return migrations.CreateModel(
        name=name,
        fields=[
            (
                "id",
                models.UUIDField(
                    default=cairn.core.ids.new_id, editable=False, primary_key=True, serialize=False
                ),
            ),
            ("created_at", models.DateTimeField(default=cairn.core.clock.now, editable=False)),
            *fields.items(),
            (
                "organization",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="people.organization",
                ),
            ),
            (
                "person",
                to_person(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name=related_name,
                    to="people.person",
                ),
            ),
        ],
    )


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0007_meetings_to_come")]

    operations = [
        _table(
            "Feed",
            False,
            "feeds",
            secret_hash=models.CharField(max_length=64, unique=True),
            revoked_at=models.DateTimeField(null=True),
        ),
        _table("MailedCalendar", True, "mailed_calendar"),
        _table(
            "OwnCalendar",
            True,
            "own_calendar",
            link=cairn.people.encryption.EncryptedText(key_of="person_id"),
            block=cairn.people.encryption.EncryptedJSON(key_of="person_id"),
            is_linked=models.BooleanField(default=False),
            left_out=models.PositiveIntegerField(default=0),
            problem=models.CharField(blank=True, max_length=20),
            read_at=models.DateTimeField(null=True),
            tried_at=models.DateTimeField(null=True),
        ),
        migrations.AddField("booking", "reminded_at", models.DateTimeField(null=True)),
        migrations.AddField("booking", "asked_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "feed",
            models.UniqueConstraint(
                fields=("person",),
                condition=models.Q(("revoked_at", None)),
                name="one_open_feed_a_person",
            ),
        ),
        wall("mentorship_feed"),
        wall("mentorship_mailedcalendar"),
        wall("mentorship_owncalendar"),
        migrations.RunSQL(FEED, "drop function cairn_feed(text)"),
    ]
