from django.db import migrations

from cairn.core.walls import wall

# Everybody who is the same human being as some people: through an account, or through the alias
# that an address stands under at sign-in and as a contact. Called by the functions below alone: a
# login that calls it itself is stopped by the wall like any query of its own.
SAME = """
create function cairn_same(people uuid[], hashes text[]) returns setof uuid
language sql stable set search_path = public as $$
  with given as materialized (
    select p.account_id, p.email_hash, a.email as alias
      from people_person p left join people_account a on a.id = p.account_id
     where p.id = any(people)
  ), named as materialized (
    select left(email_hash, 48) as hash from given where email_hash <> ''
    union select split_part(alias, '@', 1) from given where alias <> ''
    union select unnest(hashes)
  )
  select unnest(people)
  union select id from people_person where account_id in (select account_id from given)
  union select id from people_person where email_hash <> ''
           and left(email_hash, 48) in (select hash from named)
  union select p.id from people_person p join people_account a on a.id = p.account_id
         where a.email in (select hash || '@account.invalid' from named)
$$
"""
HASHES = """
create function cairn_hashes(people uuid[]) returns setof text
language sql stable set search_path = public as $$
  select left(email_hash, 48) from people_person where id = any(people) and email_hash <> ''
  union select split_part(a.email, '@', 1) from people_person p
          join people_account a on a.id = p.account_id where p.id = any(people) and a.email <> ''
$$
"""

# A way through the wall: whom one person of the organization acted in is kept from there. Neither
# why, nor since when, nor by whose wish, nor anybody of another organization.
KEPT_FROM = """
create function cairn_kept_from(asking uuid) returns setof uuid
language plpgsql stable security definer set search_path = public as $$
declare
  here uuid := nullif(current_setting('cairn.organization', true), '')::uuid;
  selves uuid[];
  own text[];
  others uuid[];
  named text[];
begin
  if not exists (select from people_person where id = asking and organization_id = here) then
    return;
  end if;
  selves := array(select cairn_same(array[asking], '{}'));
  own := array(select cairn_hashes(selves));
  others := array(
    select blocked_id from people_block where blocker_id = any(selves) and lifted_at is null
    union select blocker_id from people_block where blocked_id = any(selves) and lifted_at is null
    union select other_id from people_nocontact
           where person_id = any(selves) and other_id is not null and lifted_at is null
    union select person_id from people_nocontact
           where (other_id = any(selves) or other_hash = any(own)) and lifted_at is null
  );
  named := array(
    select other_hash from people_nocontact
     where person_id = any(selves) and other_hash <> '' and lifted_at is null
  );
  if others = '{}' and named = '{}' then
    return;
  end if;
  return query
    select p.id from people_person p
     where p.organization_id = here and p.id <> asking
       and p.id in (select cairn_same(others, named));
end $$
"""

# The same for a whole pool at once, from the few rows that keep anybody apart.
KEPT_APART = """
create function cairn_kept_apart(people uuid[]) returns table (one uuid, other uuid)
language sql stable security definer set search_path = public as $$
  with here as (
    select id from people_person where id = any(people)
       and organization_id = nullif(current_setting('cairn.organization', true), '')::uuid
  ), said as (
    select blocker_id as a, array[blocked_id] as b, '{}'::text[] as hashes
      from people_block where lifted_at is null
    union all
    select person_id, array_remove(array[other_id], null), array_remove(array[other_hash], '')
      from people_nocontact where lifted_at is null
  ), apart as (
    select x.id as a, y.id as b from said
      cross join lateral (select cairn_same(array[said.a], '{}') as id) x
      cross join lateral (select cairn_same(said.b, said.hashes) as id) y
     where x.id <> y.id and x.id in (select id from here) and y.id in (select id from here)
  )
  select a, b from apart union select b, a from apart
$$
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0007_apart")]

    operations = [
        wall("people_block"),
        wall("people_nocontact"),
        migrations.RunSQL(
            "create index person_by_hash on people_person (left(email_hash, 48))"
            " where email_hash <> ''",
            "drop index person_by_hash",
        ),
        migrations.RunSQL(
            "create index nocontact_by_hash on people_nocontact (other_hash)",
            "drop index nocontact_by_hash",
        ),
        migrations.RunSQL(SAME, "drop function cairn_same(uuid[], text[])"),
        migrations.RunSQL(HASHES, "drop function cairn_hashes(uuid[])"),
        migrations.RunSQL(KEPT_FROM, "drop function cairn_kept_from(uuid)"),
        migrations.RunSQL(KEPT_APART, "drop function cairn_kept_apart(uuid[])"),
    ]
