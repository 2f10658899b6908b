from django.db import migrations

from cairn.core.walls import wall

TOKEN = """
create function cairn_token(hash text) returns table (account uuid, person uuid)
language sql stable security definer set search_path = public as
$$ select p.account_id, p.id from api_token t join people_person p on p.id = t.person_id
    where t.token_hash = hash and t.revoked_at is null $$
"""


class Migration(migrations.Migration):
    dependencies = [("api", "0001_initial")]

    operations = [
        wall("api_token"),
        migrations.RunSQL(TOKEN, "drop function cairn_token(text)"),
    ]
