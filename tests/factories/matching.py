"""Programs with people who wait and people who offer places, and runs over them."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any

from cairn.core import clock
from cairn.matching import actions, running
from cairn.matching.models import Direction, Offer, Proposal, Run
from cairn.people.answers import Answers
from cairn.people.models import Person, Profile
from cairn.programs.models import Enrollment, Program
from tests.cast import Cast, enroll, make_person

EVENINGS = ((18 * 60, 22 * 60), (42 * 60, 46 * 60))  # Monday and Tuesday, four hours each


WEIGHING = {
    "top_three": 20, "pathway": 15, "life": 30, "availability": 15, "proximity": 8,
    "interests": 6, "career": 6, "floor": 30, "shared_minutes": 120, "recovery_days": 0,
    "waiting_credit_per_week": 200, "waiting_credit_most": 6000,
}  # fmt: skip


def tell(
    person: Person, story: str = "", shares: dict[str, bool] | None = None, **told: Any
) -> Profile:
    """Let a person answer the questions of matching; English and evenings unless told."""
    answers = Answers(**({"languages": ("en",), "availability": EVENINGS} | told))
    Profile.objects.filter(person=person).delete()
    return Profile.objects.create(
        organization_id=person.organization_id,
        person=person,
        answers_block=answers.to_json(),
        story=story,
        shares=shares or {},
    )


def waits(program: Program, name: str, **told: Any) -> Enrollment:
    """Somebody new who waits in a program."""
    person = make_person(program.organization, name)
    tell(person, **told)
    return enroll(program, person, Enrollment.Side.MENTEE)


def offers_places(program: Program, name: str, places: int = 1, **told: Any) -> Enrollment:
    """Somebody new who offers places in a program, cleared and trained."""
    person = make_person(program.organization, name)
    tell(person, **told)
    return enroll(program, person, Enrollment.Side.MENTOR, capacity=places)


def answered(cast: Cast) -> Cast:
    """The cast, its mentee and its mentor having answered the questions of matching."""
    tell(cast.mentee, pathways=("smart",), interests=("music",))
    tell(cast.mentor, story="I put the kettle on.", pathways=("smart",), interests=("music",))
    return cast


def enrollment(cast: Cast, person: Person) -> Enrollment:
    return cast.program.enrollments.select_related("program").get(person=person)


def ran(cast: Cast, on: date | None = None) -> Run:
    """A run over the cast's program, asked for by the coordinator and done."""
    run = actions.suggest(by=cast.coordinator, program=cast.program, on=on)
    return done(run)


def done(run: Run) -> Run:
    """Do what the worker does with a queued run."""
    running.finish(run.organization_id, run.pk)
    run.refresh_from_db()
    return run


def pinned(cast: Cast) -> Direction:
    """The coordinator's wish that the cast's two go together."""
    mentee, mentor = (enrollment(cast, one) for one in (cast.mentee, cast.mentor))
    return actions.pin(by=cast.coordinator, mentee=mentee, mentor=mentor)


def proposal_for(run: Run, mentee: Enrollment) -> Proposal:
    return run.proposals.select_related("run__program", "mentee", "mentor").get(mentee=mentee)


def offered(cast: Cast) -> list[Offer]:
    """What the mentee of the cast is shown after a run and the coordinator's approval."""
    run = ran(cast)
    actions.approve_all(by=cast.coordinator, run=run)
    return shown_to(cast.mentee)


def shown_to(person: Person) -> list[Offer]:
    rows = Offer.objects.open().filter(person=person).order_by("place")
    return list(rows.select_related("mentee__program", "mentor__person", "person"))


def asked(cast: Cast) -> Offer:
    """A request of the cast's mentee, put to the mentor of the cast."""
    (offer, *_others) = offered(cast)
    return actions.choose(by=cast.mentee, offer=offer)


def names(rows: Iterable[Offer]) -> list[str]:
    return [row.mentor.person.display_name for row in rows]


def later(**delta: float) -> AbstractContextManager[None]:
    """Hold the clock so much later than now."""
    return clock.pinned(clock.now() + timedelta(**delta))


def in_days(days: int) -> datetime:
    return clock.now() + timedelta(days=days)
