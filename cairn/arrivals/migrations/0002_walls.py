from django.db import migrations

from cairn.core.walls import wall

# Who asks is nobody yet and stands in no organization: these two ways through the wall answer a
# code that is long and random, and tell ids alone.
DOOR = """
create function cairn_door(wanted text) returns table (door uuid, organization uuid)
language sql stable security definer set search_path = public as
$$ select id, organization_id from arrivals_door where code = wanted and closed_at is null $$
"""
ASKING = """
create function cairn_asking(hash text) returns table (asking uuid, organization uuid)
language sql stable security definer set search_path = public as
$$ select id, organization_id from arrivals_asking where token_hash = hash $$
"""


class Migration(migrations.Migration):
    dependencies = [("arrivals", "0001_initial")]

    operations = [
        wall("arrivals_door"),
        wall("arrivals_asking"),
        wall("arrivals_firstcontact"),
        wall("arrivals_orientation"),
        migrations.RunSQL(DOOR, "drop function cairn_door(text)"),
        migrations.RunSQL(ASKING, "drop function cairn_asking(text)"),
    ]
