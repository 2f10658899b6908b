"""Checking in, writing one's own plan, saying when a stretch began."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from cairn.audit import records
from cairn.consent import notices
from cairn.core import clock
from cairn.mentorship.models import Mentorship
from cairn.people.models import Person
from cairn.recovery import policies, queries, tasks
from cairn.recovery.models import CheckIn, CopingPlan, Stretch
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
    *, by: Person, steps: Sequence[str], people: Sequence[Mapping[str, str]]
) -> CopingPlan:
    """Keep a new version of one's own plan; the versions before it stay."""
    policies.can_keep_own(by).require()
    versions = CopingPlan.objects.filter(person=by).aggregate(last=Max("version"))
    plan = CopingPlan.objects.create(
        organization_id=by.organization_id,
        person=by,
        version=(versions["last"] or 0) + 1,
        block={"steps": list(steps), "people": [dict(person) for person in people]},
    )
    _record("recovery.write_plan", by, plan.pk)
    return plan


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
    records.record(
        act,
        organization_id=by.organization_id,
        actor_id=by.pk,
        about=about,
        person_id=by.pk,
    )
