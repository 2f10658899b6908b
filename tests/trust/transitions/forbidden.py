"""What the database must never say, whatever people did: read by statements of its own.

None of the product's policies, queries or managers is asked. What is of two is what the two did:
what staff plan for two who are kept apart, before the worker has come, is called off by it. Each statement finds nothing, or ids
to show in the story of a failure.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

_APART = """
with said (one, other, since, until) as (
  select blocker_id, blocked_id, created_at, lifted_at from people_block
  union all select person_id, other_id, created_at, lifted_at from people_nocontact
), apart as (
  select one, other, since, until from said union all select other, one, since, until from said
), signed as (
  select s.mentorship_id, t.version, count(distinct s.person_id) as people, max(s.signed_at) as at
  from mentorship_signature s join mentorship_agreementtext t on t.id = s.text_id
  join mentorship_mentorship m on m.id = s.mentorship_id
  where s.person_id in (m.mentee_id, m.mentor_id) group by 1, 2
), in_two (what, walk, at) as (
  select 'walk', id, matched_at from mentorship_mentorship
  union all select 'signature', mentorship_id, signed_at from mentorship_signature
  union all select 'meeting', m.mentorship_id, m.created_at
    from mentorship_meeting m join mentorship_mentorship w on w.id = m.mentorship_id
    where m.set_by_id in (w.mentee_id, w.mentor_id)
  union all select 'booking', m.mentorship_id, b.created_at
    from mentorship_booking b join mentorship_meeting m on m.id = b.meeting_id
  union all select 'word on a meeting', m.mentorship_id, t.created_at
    from mentorship_turn t join mentorship_meeting m on m.id = t.meeting_id
    join mentorship_mentorship w on w.id = m.mentorship_id
    where t.by_id in (w.mentee_id, w.mentor_id) and t.kind not in ('canceled', 'reached')
  union all select 'note', m.mentorship_id, v.created_at
    from mentorship_noteversion v join mentorship_meeting m on m.id = v.meeting_id
  union all select 'commitment', mentorship_id, created_at from mentorship_commitment
  union all select 'message', c.mentorship_id, w.created_at
    from conversations_message w join conversations_conversation c on c.id = w.conversation_id
  union all select 'closing', c.walk_id, c.created_at
    from mentorship_closing c join mentorship_mentorship w on w.id = c.walk_id
    where c.planned_by_id in (w.mentee_id, w.mentor_id)
  union all select 'letter', walk_id, given_at from mentorship_farewell where given_at is not null
), busy (person, starts_at, ends_at, meeting) as (
  select person_id, starts_at, ends_at, meeting_id from mentorship_booking
  union select unnest(array[w.mentee_id, w.mentor_id]), m.starts_at, m.ends_at, m.id
    from mentorship_meeting m join mentorship_mentorship w on w.id = m.mentorship_id
    where m.state = 'agreed'
)
"""

STATES = {
    "two live mentorships of one pair": """
      select min(id::text) from mentorship_mentorship where ended_at is null
      group by least(mentee_id, mentor_id), greatest(mentee_id, mentor_id) having count(*) > 1
    """,
    "two mentors of one mentee in a program": """
      select min(id::text) from mentorship_mentorship where ended_at is null
      group by program_id, mentee_id having count(*) > 1
    """,
    "more mentees than a mentor has places": """
      select e.id::text from programs_enrollment e
      where e.side = 'mentor' and e.ended_at is null and e.capacity - e.caseload_elsewhere <
        (select count(*) from mentorship_mentorship m
         where m.ended_at is null and m.program_id = e.program_id and m.mentor_id = e.person_id)
    """,
    "a match with a mentor who was not ready": """
      select m.id::text from mentorship_mentorship m where m.ended_at is null and not exists (
        select from programs_enrollment e
        where e.side = 'mentor' and e.program_id = m.program_id and e.person_id = m.mentor_id
        and e.cleared_at <= m.matched_at and e.trained_at <= m.matched_at
        and (e.paused_at is null or e.paused_at > m.matched_at))
    """,
    "a walk of somebody who waits, or is not there": """
      select m.id::text from mentorship_mentorship m where m.ended_at is null and not exists (
        select from programs_enrollment e
        where e.side = 'mentee' and e.program_id = m.program_id and e.person_id = m.mentee_id
        and e.ended_at is null and e.waiting_since is null)
    """,
    "a beginning without both signatures": """
      select m.id::text from mentorship_mentorship m where m.begun_at is not null and not exists (
        select from signed s where s.mentorship_id = m.id and s.people = 2 and s.at <= m.begun_at)
    """,
    "a message before both signatures": """
      select w.id::text from conversations_message w
      join conversations_conversation c on c.id = w.conversation_id
      where not exists (select from signed s
        where s.mentorship_id = c.mentorship_id and s.people = 2 and s.at <= w.created_at)
    """,
    "something of two before both signatures": """
      select t.what || ' ' || t.walk from in_two t
      where t.what not in ('walk', 'signature', 'message') and not exists (select from signed s
        where s.mentorship_id = t.walk and s.people = 2 and s.at <= t.at)
    """,
    "a message after the end": """
      select w.id::text from conversations_message w
      join conversations_conversation c on c.id = w.conversation_id
      join mentorship_mentorship m on m.id = c.mentorship_id where w.created_at > m.ended_at
    """,
    "something of two after the end": """
      select t.what || ' ' || t.walk from in_two t join mentorship_mentorship m on m.id = t.walk
      where t.what not in ('message', 'letter') and t.at > m.ended_at
      union all select 'open meeting ' || t.id from mentorship_meeting t
      join mentorship_mentorship m on m.id = t.mentorship_id
      where t.state in ('proposed', 'agreed') and m.ended_at is not null
    """,
    "something new of two who are kept apart": """
      select t.what || ' ' || t.walk from in_two t join mentorship_mentorship m on m.id = t.walk
      join apart a on (a.one, a.other) = (m.mentee_id, m.mentor_id)
      where t.at > a.since and (a.until is null or t.at < a.until)
      union all select 'offer ' || o.id from matching_offer o
      join programs_enrollment e on e.id = o.mentor_id
      join apart a on (a.one, a.other) = (o.person_id, e.person_id)
      where greatest(o.created_at, o.asked_at) > a.since
      and (a.until is null or greatest(o.created_at, o.asked_at) < a.until)
    """,
    "one person in two places at once": """
      select a.meeting || ' and ' || b.meeting from busy a join busy b
      on a.person = b.person and a.meeting < b.meeting
      and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
    """,
    "a meeting agreed without a yes of both": """
      select m.id::text from mentorship_meeting m
      join mentorship_mentorship w on w.id = m.mentorship_id
      where m.state = 'agreed' and 2 > (select count(distinct t.by_id) from mentorship_turn t
        where t.meeting_id = m.id and t.sequence = m.sequence
        and t.kind in ('proposed', 'moved', 'accepted')
        and t.by_id in (w.mentee_id, w.mentor_id))
    """,
    "a time taken by no agreed meeting": """
      select b.id::text from mentorship_booking b join mentorship_meeting m on m.id = b.meeting_id
      where m.state in ('proposed', 'canceled')
      or (b.starts_at, b.ends_at) <> (m.starts_at, m.ends_at)
    """,
    "a note of a meeting that was none": """
      select v.id::text from mentorship_noteversion v
      join mentorship_meeting m on m.id = v.meeting_id where m.state <> 'held'
    """,
    "a note with a version missing": """
      select meeting_id::text from mentorship_noteversion
      group by meeting_id having max(number) <> count(*)
    """,
    "an end that nobody brought about": """
      select m.id::text from mentorship_mentorship m
      where m.ended_at is not null and m.parted_at is null
      and not exists (select from mentorship_ending e where e.mentorship_id = m.id)
    """,
    "two requests of one mentee": """
      select mentee_id::text from matching_offer
      where closed_at is null and asked_at is not null group by mentee_id having count(*) > 1
    """,
}

ONCE_PARTED = {
    "two who are kept apart in one room": """
      select m.id::text from mentorship_mentorship m
      join apart a on (a.one, a.other) = (m.mentee_id, m.mentor_id) and a.until is null
      where m.ended_at is null
      or exists (select from mentorship_meeting t
        where t.mentorship_id = m.id and t.state in ('proposed', 'agreed'))
      union all select o.id::text from matching_offer o
      join programs_enrollment e on e.id = o.mentor_id
      join apart a on (a.one, a.other) = (o.person_id, e.person_id) and a.until is null
      where o.closed_at is null
    """,
}
"""Found once the worker has parted whom staff keep apart: nowhere do they see each other before."""

_NEVER_CHANGED = """
select 'note ' || id, md5(t::text) from mentorship_noteversion t
union all select 'signature of a note ' || id, md5(t::text) from mentorship_notesignature t
union all select 'signature ' || id, md5(t::text) from mentorship_signature t
union all select 'agreement ' || id, md5(t::text) from mentorship_agreementtext t
union all select 'ending ' || id, md5(t::text) from mentorship_ending t
union all select 'word on a meeting ' || id, md5(t::text) from mentorship_turn t
union all select 'message ' || id, md5(t::text) from conversations_message t
union all select 'letter ' || id, md5(words::text) from mentorship_farewell
  where given_at is not null
"""

_NOT_THE_CLOCKS = """
select 'walk ' || id, concat_ws(' ', begun_at, ended_at, parted_at) from mentorship_mentorship
union all select 'meeting ' || id, concat_ws(' ', state, starts_at) from mentorship_meeting
union all select 'closing ' || id, dropped_at::text from mentorship_closing
union all select 'commitment ' || id, concat_ws(' ', kept_at, let_go_at) from mentorship_commitment
union all select 'place ' || id, concat_ws(' ', ended_at, waiting_since, paused_at)
  from programs_enrollment
union all select 'handover ' || id, approved_at::text from mentorship_handover
union all select 'goodbye ' || id, concat_ws(' ', given_at, stays_at, stays_until)
  from mentorship_farewell
union all select 'contact ' || id, kept_at::text from mentorship_supportcontact
union all select 'first contact ' || id, kept_at::text from arrivals_firstcontact
union all select 'asking ' || id, concat_ws(' ', sent_at, withdrawn_at) from arrivals_asking
union all select 'plan for silence ' || id, dropped_at::text from mentorship_silenceplan
union all select 'errand ' || id, done_at::text from mentorship_errand
"""

_WRITTEN = "select sum(n_tup_ins + n_tup_upd + n_tup_del) from pg_stat_xact_user_tables"
_LATEST = "select act, actor_id from audit_event where created_at = %s order by id desc limit 1"
_PARTING = (
    "select exists (select from procrastinate_jobs where status = 'todo'"
    " and task_name = 'safety.part_everywhere')"
)


def found() -> list[tuple[str, str]]:
    """Return the forbidden states in which the database is, with what shows each of them."""
    (is_parting,) = _rows(_PARTING)[0]
    looked_for = STATES if is_parting else STATES | ONCE_PARTED
    parts = (
        f"select '{name}', s.* from ({body}) s (shown)"  # noqa: S608 - all of it stands above
        for name, body in looked_for.items()
    )
    return _rows(_APART + " union all ".join(parts))


def never_changed() -> dict[str, str]:
    """Return what stands for good once it is written, by a hash of each row."""
    return dict(_rows(_NEVER_CHANGED))


def not_the_clocks() -> dict[str, str]:
    """Return what the clock alone never decides."""
    return dict(_rows(_NOT_THE_CLOCKS))


def written() -> int:
    """Return how many rows this transaction has written so far."""
    return int(_rows(_WRITTEN)[0][0] or 0)


def recorded(moment: Any) -> list[tuple[str, Any]]:
    """Return the latest event of a moment, and who it is of."""
    return _rows(_LATEST, moment)


def _rows(statement: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
