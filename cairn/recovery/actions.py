"""Checking in, writing one's own plan, saying when a stretch began."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cairn.audit import records
from cairn.consent import notices
from cairn.core import clock
from cairn.mentorship.models import Mentorship
from cairn.people.models import Person
from cairn.recovery import notices as telling
from cairn.recovery import parts, policies, queries, tasks
from cairn.recovery.models import CheckIn, Stretch, Suggestion, WrittenPlan
from cairn.recovery.parts import Idea, PlanKind
from cairn.recovery.shared import Shared, shared_in
from cairn.recovery.support import CheckIn as Answers
from cairn.stones import actions as stones
from cairn.stones import milestones
from cairn.stones.models import Stone
from cairn.stones.queries import marks_for


def check_in(
    *, by: Person, answers: Answers, words: str = "", at: datetime | None = None
) -> CheckIn:
    """Keep how it is now (or was, when `at` is given). The first one ever lays a stone."""
    policies.can_keep_own(by).require()
    kept = CheckIn.objects.create(
        organization_id=by.organization_id,
        person=by,
        at=at or clock.now(),
        answers={**asdict(answers), "words": words},
    )
    _lay(by, _("First check-in"), "first-check-in")
    _lay_milestones_of_time(by)
    _record("recovery.check_in", by, kept.pk)
    tasks.tell_mentors.defer(organization_id=str(by.organization_id), check_in_id=str(kept.pk))
    return kept


def look_at_shared(*, by: Person, mentorship: Mentorship) -> Shared:
    """Read what a mentee shares with their mentor; that the mentor did is in the record."""
    policies.can_look_at_shared(by, mentorship).require()
    shared = shared_in(mentorship)
    if shared.kinds:
        records.look("shared", by=by, person=shared.person, about=mentorship.pk)
    notices.looked(mentorship, by=by)
    return shared


def write_plan(
    *, by: Person, kind: PlanKind, said: Mapping[str, Any], idea: Suggestion | None = None
) -> WrittenPlan:
    """Keep a new version of one's own plan: these sections anew, the others as they were.

    The versions before it stay. What changes nothing makes none.
    """
    policies.can_write_plan(by, kind, said).require()
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)  # two pages at once
    before = queries.written_plan(by, kind)
    block = parts.merged(before.block if before else {}, said)
    if before and before.block == block:
        return before
    plan = WrittenPlan.objects.create(
        organization_id=by.organization_id,
        person=by,
        kind=kind,
        version=before.version + 1 if before else 1,
        block=block,
        idea=idea,
    )
    _record("recovery.write_plan", by, plan.pk)
    return plan


def use_again(*, by: Person, plan: WrittenPlan) -> WrittenPlan:
    """Make an earlier version of a plan the newest; the ones between stay too."""
    policies.can_use_again(by, plan).require()
    emptied: dict[str, Any] = dict.fromkeys(parts.sections(plan.kind), ())
    return write_plan(by=by, kind=PlanKind(plan.kind), said=emptied | plan.block)


def suggest(*, by: Person, walk: Mentorship, idea: Idea) -> Suggestion:
    """Suggest a line for a plan that is shared with one; the mentee takes it, or leaves it."""
    policies.can_suggest(by, walk, idea).require()
    made = Suggestion.objects.create(
        organization_id=by.organization_id,
        walk=walk,
        person=walk.mentee,
        by=by,
        kind=idea.kind,
        section=idea.section,
        words=idea.words.strip(),
    )
    records.record_by("recovery.suggest", by=by, about=made.pk, person=walk.mentee)
    telling.tell_of_idea(made)
    return made


def take_suggestion(*, by: Person, suggestion: Suggestion) -> WrittenPlan:
    """Take a suggested line into one's plan, as the last of its section."""
    policies.can_settle_suggestion(by, suggestion).require()
    _settle(by, suggestion, "take")
    idea, kind = suggestion.idea, PlanKind(suggestion.kind)
    written = queries.written_plan(by, kind)
    lines = written.block.get(idea.section, []) if written else []
    return write_plan(by=by, kind=kind, said={idea.section: [*lines, idea.words]}, idea=suggestion)


def leave_suggestion(*, by: Person, suggestion: Suggestion) -> Suggestion:
    """Leave a suggested line. Nobody is told."""
    policies.can_settle_suggestion(by, suggestion).require()
    _settle(by, suggestion, "leave")
    return suggestion


def _settle(by: Person, suggestion: Suggestion, how: str) -> None:
    """Settle it once; two taps at once are one."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    suggestion.refresh_from_db(fields=["settled_at"])
    policies.can_settle_suggestion(by, suggestion).require()
    suggestion.settled_at = clock.now()
    suggestion.save(update_fields=["settled_at"])
    telling.withdraw_idea(suggestion)
    _record(f"recovery.{how}_suggestion", by, suggestion.pk)


def begin_stretch(*, by: Person, started_on: date) -> Stretch:
    """Say since when; earlier stretches stay. A day in the past is no slip."""
    policies.can_begin(by, started_on).require()
    stretch = Stretch.objects.create(
        organization_id=by.organization_id,
        person=by,
        block={"started_on": started_on.isoformat()},
    )
    _lay_milestones_of_time(by)
    _record("recovery.begin_stretch", by, stretch.pk)
    return stretch


def _lay_milestones_of_time(person: Person) -> None:
    """Lay the stones of all marks the present stretch has come to and that have none yet."""
    started_on = queries.present_start(person)
    if started_on is None:
        return
    today = clock.today(person.time_zone)
    for mark in milestones.reached(marks_for(person), started_on, today):
        _lay(person, mark.name, f"{started_on}:{mark.days}")


def _lay(person: Person, name: str, source: str) -> None:
    stones.lay(
        person=person, kind=Stone.Kind.MILESTONE, for_what=name, source=f"milestone:{source}"
    )


def _record(act: str, by: Person, about: UUID) -> None:
    records.record_by(act, by=by, about=about, person=by)
