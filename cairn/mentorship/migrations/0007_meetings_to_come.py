import django.db.models.deletion
from django.db import migrations, models

import cairn.core.clock
import cairn.core.ids
import cairn.people.encryption
from cairn.core.walls import wall


def _id() -> models.UUIDField:
    return models.UUIDField(
        default=cairn.core.ids.new_id, editable=False, primary_key=True, serialize=False
    )


def _created() -> models.DateTimeField:
    return models.DateTimeField(default=cairn.core.clock.now, editable=False)


def _to(model: str, name: str = "+", **kwargs: object) -> models.ForeignKey:
    kwargs.setdefault("on_delete", django.db.models.deletion.PROTECT)
    return models.ForeignKey(related_name=name, to=model, **kwargs)


PLACE = """
alter table mentorship_meeting add column place bytea not null default '';
alter table mentorship_meeting alter column place drop default
"""

# What was written down so far was held, by an hour, and by whoever wrote it down.
HELD = """
update mentorship_meeting set ends_at = starts_at + interval '1 hour', changed_at = created_at,
  state = 'held';
insert into mentorship_turn (id, created_at, kind, sequence, starts_at, by_id, meeting_id,
                             organization_id)
select gen_random_uuid(), created_at, 'met', 0, starts_at, set_by_id, id, organization_id
  from mentorship_meeting
"""

# PostgreSQL has ranges of anything in order: with one of ids, no extension is needed to ask
# that of one person (equal) no two spans (overlapping) be booked.
BOOKED_ONCE = """
create type uuidrange as range (subtype = uuid);
alter table mentorship_booking add constraint nobody_is_booked_twice
  exclude using gist (tstzrange(starts_at, ends_at) with &&,
                      uuidrange(person_id, person_id, '[]') with &&)
"""
NOT_BOOKED_ONCE = """
alter table mentorship_booking drop constraint nobody_is_booked_twice;
drop type uuidrange
"""

# Whether somebody is booked in another organization, for their own eyes: they are only warned.
ELSEWHERE = """
create function cairn_booked_elsewhere(person uuid, starts timestamptz, ends timestamptz)
returns boolean language sql stable security definer set search_path = public as
$$ select exists (
     select from people_person me
       join people_person other on other.account_id = me.account_id
       join mentorship_booking b on b.person_id = other.id
      where me.id = person and other.id <> me.id
        and me.organization_id = nullif(current_setting('cairn.organization', true), '')::uuid
        and b.starts_at < ends and b.ends_at > starts) $$
"""


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0006_agreement_versions")]

    operations = [
        migrations.RemoveConstraint(model_name="meeting", name="one_first_meeting"),
        migrations.RemoveIndex(model_name="meeting", name="mentorship__mentors_85d091_idx"),
        migrations.RenameField("meeting", "met_at", "starts_at"),
        migrations.RenameField("meeting", "recorded_by", "set_by"),
        migrations.AddField("meeting", "ends_at", models.DateTimeField(null=True)),
        migrations.RunSQL(
            PLACE,
            "alter table mentorship_meeting drop column place",
            state_operations=[
                migrations.AddField(
                    "meeting", "place", cairn.people.encryption.EncryptedText(key_of="set_by_id")
                )
            ],
        ),
        migrations.AddField(
            "meeting",
            "state",
            models.CharField(
                max_length=10,
                default="proposed",
                choices=[
                    ("proposed", "Proposed"),
                    ("agreed", "Agreed"),
                    ("held", "You met"),
                    ("missed", "You did not meet"),
                    ("canceled", "Canceled"),
                ],
            ),
        ),
        migrations.AddField("meeting", "sequence", models.PositiveIntegerField(default=0)),
        migrations.AddField(
            "meeting", "changed_at", models.DateTimeField(default=cairn.core.clock.now)
        ),
        migrations.AlterField(
            "meeting",
            "third_person",
            models.CharField(
                max_length=8,
                blank=True,
                choices=[
                    ("", "Not asked"),
                    ("wanted", "Wanted"),
                    ("declined", "Offered, and not wanted"),
                    ("present", "Present"),
                ],
            ),
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("id", _id()),
                ("created_at", _created()),
                (
                    "kind",
                    models.CharField(
                        max_length=10,
                        choices=[
                            ("proposed", "proposed this time"),
                            ("accepted", "said yes"),
                            ("moved", "proposed another time"),
                            ("declined", "said: not this time"),
                            ("canceled", "canceled it"),
                            ("met", "said that you met"),
                            ("absent", "could not come"),
                            ("missed", "was there alone"),
                        ],
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                ("starts_at", models.DateTimeField()),
                ("by", _to("people.person", null=True)),
                ("meeting", _to("mentorship.meeting", "turns")),
                ("organization", _to("people.organization")),
            ],
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                ("id", _id()),
                ("created_at", _created()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "meeting",
                    _to(
                        "mentorship.meeting",
                        "bookings",
                        on_delete=django.db.models.deletion.CASCADE,
                    ),
                ),
                ("organization", _to("people.organization")),
                ("person", _to("people.person", "bookings")),
            ],
        ),
        migrations.RunSQL(HELD, migrations.RunSQL.noop),
        migrations.AlterField("meeting", "ends_at", models.DateTimeField()),
        migrations.AddConstraint(
            "meeting",
            models.UniqueConstraint(
                fields=("mentorship",),
                condition=models.Q(("is_first", True)),
                name="one_first_meeting",
            ),
        ),
        migrations.AddConstraint(
            "meeting",
            models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="a_meeting_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            "meeting",
            models.CheckConstraint(
                condition=models.Q(("is_first", False), ("state", "held"), _connector="OR"),
                name="the_first_meeting_was_held",
            ),
        ),
        migrations.AddIndex(
            "meeting",
            models.Index(fields=["mentorship", "-starts_at"], name="mentorship__mentors_c67e37_idx"),
        ),
        migrations.AddConstraint(
            "turn",
            models.UniqueConstraint(
                fields=("meeting", "by"),
                condition=models.Q(("kind__in", ("met", "absent", "missed"))),
                name="one_word_on_attendance_a_person",
            ),
        ),
        migrations.AddConstraint(
            "booking",
            models.UniqueConstraint(
                fields=("meeting", "person"), name="one_booking_a_person_and_meeting"
            ),
        ),
        wall("mentorship_turn"),
        wall("mentorship_booking"),
        migrations.RunSQL(BOOKED_ONCE, NOT_BOOKED_ONCE),
        migrations.RunSQL(
            ELSEWHERE, "drop function cairn_booked_elsewhere(uuid, timestamptz, timestamptz)"
        ),
    ]
