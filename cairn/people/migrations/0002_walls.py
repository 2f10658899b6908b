from django.db import migrations

from cairn.core.walls import wall

# The only ways through the wall for sign-in: each answers one question and returns ids alone.
ENTER = """
create function cairn_enter(account uuid, wanted uuid) returns uuid
language plpgsql volatile security definer set search_path = public as $$
declare found record;
begin
  select id, organization_id into found from people_person
   where account_id = account and left_at is null
   order by (id = wanted) desc nulls last, joined_at desc nulls last, id limit 1;
  perform set_config('cairn.organization', coalesce(found.organization_id::text, ''), true);
  return found.id;
end $$
"""
ORGANIZATIONS = """
create function cairn_organizations() returns setof uuid
language sql stable security definer set search_path = public as
$$ select id from people_organization order by created_at $$
"""
INVITATION = """
create function cairn_invitation(hash text) returns table (invitation uuid, organization uuid)
language sql stable security definer set search_path = public as
$$ select id, organization_id from people_invitation where token_hash = hash $$
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        wall("people_organization", "id"),
        wall("people_person"),
        wall("people_profile"),
        wall("people_avoidance"),
        wall("people_invitation"),
        migrations.RunSQL(ENTER, "drop function cairn_enter(uuid, uuid)"),
        migrations.RunSQL(ORGANIZATIONS, "drop function cairn_organizations()"),
        migrations.RunSQL(INVITATION, "drop function cairn_invitation(text)"),
    ]
