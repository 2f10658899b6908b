"""What a coordinator does: ask for a run, direct it, decide about what it proposes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from cairn.audit import records
from cairn.core import clock
from cairn.matching import notices, policies, queries, tasks
from cairn.matching.engine import Settings
from cairn.matching.models import Direction, Offer, Proposal, Run, Weighing
from cairn.matching.offering import offers_for
from cairn.matching.telling import told, weighed
from cairn.people.models import Person
from cairn.programs.models import Enrollment, Program


def suggest(*, by: Person, program: Program, on: date | None = None) -> Run:
    """Ask for a run over a program's whole pool; the one under way where there is one."""
    policies.can_suggest(by, _locked(program)).require()
    return queries.run_under_way(program) or _queued(by, program, on)


def weigh(*, by: Person, program: Program, settings: Settings) -> Weighing:
    """Weigh otherwise from the next run on; what was before stays on record, number by number."""
    policies.can_weigh(by, _locked(program)).require()
    program.matching = asdict(settings)
    program.save(update_fields=["matching"])
    weighing = Weighing.objects.create(
        organization_id=program.organization_id,
        program=program,
        number=program.weighings.count() + 1,
        settings=program.matching,
        changed_by=by,
    )
    _record("weigh", by, weighing.pk)
    return weighing


def pin(*, by: Person, mentee: Enrollment, mentor: Enrollment, reason: str = "") -> Direction:
    """Wish for a pair: runs keep it wherever no rule forbids it. One pin a mentee."""
    policies.can_direct(by, mentee, mentor).require()
    _standing(mentee).filter(kind=Direction.Kind.PIN).update(lifted_at=clock.now())
    return _directed(by, Direction.Kind.PIN, mentee, mentor, reason)


def forbid(*, by: Person, mentee: Enrollment, mentor: Enrollment, reason: str = "") -> Direction:
    """Rule a pair out."""
    policies.can_direct(by, mentee, mentor).require()
    return _directed(by, Direction.Kind.FORBID, mentee, mentor, reason)


def lift(*, by: Person, direction: Direction) -> Direction:
    """Take a wish back."""
    policies.can_lift(by, direction).require()
    direction.lifted_at = clock.now()
    direction.save(update_fields=["lifted_at"])
    _record("lift", by, direction.pk, direction.mentee.person_id)
    return direction


def override(*, by: Person, proposal: Proposal, mentor: Enrollment, reason: str) -> Proposal:
    """Propose another mentor than the engine did, with a written reason."""
    policies.can_override(by, proposal, mentor, reason).require()
    wanted = {proposal.mentee_id: [mentor.pk]}
    possible = queries.possible_pairs(proposal.run.program, wanted)
    policies.can_be_matched(is_possible=bool(possible)).require()
    proposal.detail = _detail_with(proposal, mentor)
    proposal.mentor, proposal.override_reason = mentor, reason.strip()
    proposal.save(update_fields=["mentor", "detail", "override_reason"])
    _record("override", by, proposal.pk, proposal.person_id)
    return proposal


def approve(*, by: Person, proposal: Proposal) -> list[Offer]:
    """Offer what is proposed to one mentee; nothing when it can't be any more."""
    policies.can_approve(by, [proposal]).require()
    return _offered(by, proposal.run.program, [proposal])


def approve_all(*, by: Person, run: Run) -> list[Offer]:
    """Offer everything a run proposes that can still be."""
    policies.can_approve_run(by, run).require()
    return _offered(by, run.program, queries.approvable(run, by))


def _locked(program: Program) -> Program:
    """Take the program for this transaction: asked for twice at once, one run is made."""
    Program.objects.select_for_update(no_key=True).get(pk=program.pk)
    return program


def _queued(by: Person, program: Program, on: date | None) -> Run:
    run = Run.objects.create(
        organization_id=program.organization_id,
        program=program,
        asked_by=by,
        on=on or clock.today(program.time_zone),
        settings=asdict(queries.settings_of(program)),
    )
    _record("suggest", by, run.pk)
    tasks.run_engine.defer(organization_id=str(run.organization_id), run_id=str(run.pk))
    return run


def _directed(
    by: Person, kind: Direction.Kind, mentee: Enrollment, mentor: Enrollment, reason: str
) -> Direction:
    _standing(mentee).filter(mentor=mentor).update(lifted_at=clock.now())
    direction = Direction.objects.create(
        organization_id=mentee.organization_id,
        program_id=mentee.program_id,
        mentee=mentee,
        mentor=mentor,
        kind=kind,
        given_by=by,
        reason=reason.strip(),
    )
    _record(kind, by, direction.pk, mentee.person_id)
    return direction


def _standing(mentee: Enrollment) -> QuerySet[Direction]:
    return Direction.objects.standing().filter(mentee=mentee)


def _detail_with(proposal: Proposal, mentor: Enrollment) -> dict[str, object]:
    """Weigh the pair as the run weighed; whom the engine proposed is not shown beside it."""
    program, on = proposal.run.program, proposal.run.on
    some = queries.waiting_in(program).filter(pk=proposal.mentee_id)
    known = queries.assembled(some, queries.offering_in(program).filter(pk=mentor.pk), on, {})
    (one,), (other,) = known.pool.mentees, known.pool.mentors
    settings = queries.settings_of(program)
    others = proposal.detail.get("runners_up", ())
    return weighed(one, other, settings=settings, on=on) | {
        "told": told(one, other, known.topics[other.ref], settings=settings, on=on),
        "runners_up": [each for each in others if each["mentor"] != str(mentor.pk)],
    }


def _offered(by: Person, program: Program, proposals: list[Proposal]) -> list[Offer]:
    offers = offers_for(program, proposals)
    approved = {offer.proposal_id: offer.person_id for offer in offers}
    Proposal.objects.filter(pk__in=approved).update(approved_at=clock.now(), approved_by=by)
    records.record_all("matching.approve", by=by, about=approved)
    notices.tell_mentees(offers)
    return offers


def _record(act: str, by: Person, about: UUID, person_id: UUID | None = None) -> None:
    records.record(
        f"matching.{act}",
        organization_id=by.organization_id,
        actor_id=by.pk,
        about=about,
        person_id=person_id,
    )
