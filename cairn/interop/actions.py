"""A roster comes in: looked at first, then imported whole or not at all."""

from django.db import transaction

from cairn.audit import records
from cairn.core import clock
from cairn.core.ids import new_id
from cairn.interop import queries
from cairn.interop.models import RosterDraft
from cairn.interop.planning import Outcome, plan
from cairn.interop.queries import Records
from cairn.interop.roster import read_roster
from cairn.interop.writing import Writer
from cairn.people.keys import store as keys
from cairn.people.models import Organization, Person
from cairn.people.operators import Actor
from cairn.programs import policies
from cairn.programs.models import Program


def import_roster(
    *,
    by: Actor,
    program: Program,
    data: bytes,
    dry_run: bool = False,
    skip_refused: bool = False,
) -> Outcome:
    """Import a roster file into a program, all or nothing; a dry run says the same of itself.

    Refused rows stop the whole unless they are to be skipped. Importing twice changes nothing.
    """
    policies.can_coordinate(by, program).require()
    with transaction.atomic(), keys.keep_in_mind():
        if not dry_run:
            _one_at_a_time(program)
        outcome, known = _planned(program, data, skip_refused=skip_refused, lock=not dry_run)
        if not dry_run and not outcome.is_stopped:
            Writer(known).write(outcome.changing)
            _record("interop.import_roster", by, program)
    return outcome


def keep_draft(*, by: Person, program: Program, text: str) -> RosterDraft:
    """Keep a roster while its dry run is looked at, in place of an earlier one."""
    policies.can_coordinate(by, program).require()
    RosterDraft.objects.filter(program=program, person=by).delete()
    draft = RosterDraft.objects.create(
        organization_id=program.organization_id, program=program, person=by, text=text
    )
    _record("interop.keep_draft", by, program)
    return draft


def import_draft(*, by: Person, draft: RosterDraft, skip_refused: bool = False) -> Outcome:
    """Import a roster that was looked at, and forget the file once it is in."""
    policies.can_coordinate(by, draft.program).require()
    outcome = import_roster(
        by=by, program=draft.program, data=draft.data, skip_refused=skip_refused
    )
    if not outcome.is_stopped:
        draft.delete()
    return outcome


def _one_at_a_time(program: Program) -> None:
    """Wait for another import into the same organization: both could make the same person."""
    Organization.objects.select_for_update(no_key=True).get(pk=program.organization_id)


def _planned(
    program: Program, data: bytes, *, skip_refused: bool, lock: bool
) -> tuple[Outcome, Records]:
    today = clock.today(program.time_zone)
    reading = read_roster(
        data, on=today, default_zone=program.time_zone, known_refs=queries.refs_of(program)
    )
    hashes = queries.hashes_of(row.email for row in reading.rows)
    known = queries.records_of(program, hashes.values(), lock=lock)
    standing = queries.standing_of(known, hashes)
    outcome = plan(reading, standing, on=today, new_id=new_id, skip_refused=skip_refused)
    return outcome, known


def _record(act: str, by: Actor, program: Program) -> None:
    records.record(act, organization_id=program.organization_id, actor_id=by.pk, about=program.pk)
