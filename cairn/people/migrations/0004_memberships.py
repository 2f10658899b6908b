from django.db import migrations

# A way through the wall: the organizations one account is in, for that account alone to choose.
MEMBERSHIPS = """
create function cairn_memberships(account uuid) returns table (person uuid, organization text)
language sql stable security definer set search_path = public as
$$ select p.id, o.name from people_person p join people_organization o on o.id = p.organization_id
    where p.account_id = account and p.left_at is null order by o.name, p.id $$
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0003_sessions")]

    operations = [
        migrations.RunSQL(MEMBERSHIPS, "drop function cairn_memberships(uuid)"),
    ]
