"""A program's people as the pool of a run."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cairn.core import clock
from cairn.matching import pool as values
from cairn.matching.engine import Mentee, Mentor, Pool, Settings, feasible
from cairn.matching.models import Direction, Offer
from cairn.matching.pool import Facts
from cairn.matching.sharing import shared_topics
from cairn.mentorship.models import Mentorship
from cairn.people import apart
from cairn.people.answers import Answers
from cairn.people.keys import store as keys
from cairn.people.models import Avoidance, Person, Profile
from cairn.programs.models import Enrollment, Program

ASK_AGAIN_AFTER = timedelta(days=30)
"""A mentor who was not free for somebody, or whom they passed over, is not proposed sooner."""

_DECIDED_ELSEWHERE = frozenset({"places_free", "fit"})
"""Rules a pair that a run proposed is not asked again: places are counted under a lock."""

_Pairs = frozenset[tuple[str, str]]
_ByRef = dict[str, Enrollment]


@dataclass(frozen=True)
class ProgramPool:
    """A pool with the rows behind its refs, and what each mentor lets mentees see."""

    pool: Pool
    mentees: dict[str, Enrollment]
    mentors: dict[str, Enrollment]
    topics: dict[str, frozenset[str]]


def waiting() -> QuerySet[Enrollment]:
    """Return who waits for a mentor, the longest wait first.

    Those whose wait is counted; and those never matched there whose first day nobody knows.
    """
    there = Mentorship.objects.filter(program=OuterRef("program"), mentee=OuterRef("person"))
    counted = Q(waiting_since__isnull=False) & ~Exists(there.live())
    return (
        Enrollment.objects.active()
        .mentees()
        .filter(counted | ~Exists(there), paused_at=None, person__left_at=None)
        .order_by(F("waiting_since").asc(nulls_last=True), "pk")
    )


def waiting_in(program: Program) -> QuerySet[Enrollment]:
    """Return who waits for a mentor in a program, the longest wait first."""
    return waiting().filter(program=program)


def offering_in(program: Program) -> QuerySet[Enrollment]:
    """Return the mentors of a program, ready or not."""
    return (
        Enrollment.objects.active()
        .mentors()
        .filter(program=program, person__left_at=None)
        .order_by("pk")
    )


def pool_of(program: Program, on: date) -> ProgramPool:
    """Return everybody who waits and everybody who offers places, and what is decided already."""
    return assembled(program, waiting_in(program), offering_in(program), on)


def assembled(
    program: Program,
    mentees: QuerySet[Enrollment],
    mentors: QuerySet[Enrollment],
    on: date,
) -> ProgramPool:
    """Return some people of a program as a pool."""
    told = "person__profile"
    waiting = list(mentees.select_related(told))
    offering = list(with_places_taken(mentors.select_related(told)))
    people = {enrollment.person for enrollment in [*waiting, *offering]}
    keys.warm(person.pk for person in people)
    avoidances = {each.person_id: each for each in Avoidance.objects.filter(person__in=people)}
    every = [_facts(each, avoidances.get(each.person_id)) for each in [*waiting, *offering]]
    by_ref = _by_ref(waiting), _by_ref(offering)
    pool = values.pool_of(
        every,
        excluded=_ruled_out(people, on),
        **_directed(program),
        held=_held(program, *by_ref),
    )
    return ProgramPool(
        pool=pool,
        mentees=by_ref[0],
        mentors=by_ref[1],
        topics={_ref(each.person_id): topics_of(each.person) for each in offering},
    )


def settings_of(program: Program) -> Settings:
    """Return how a program weighs."""
    return Settings.from_mapping(program.matching)


def possible_pairs(
    program: Program, wanted: Mapping[UUID, Collection[UUID]]
) -> set[tuple[UUID, UUID]]:
    """Return which pairs (mentee's enrollment, mentor's enrollment) may still be matched.

    Asked between a run and a match: people change. `wanted` names the mentors of each mentee.
    Who waits no more is in no pair. Places are not counted here, and a fit that was good enough
    for the run, or for whoever overrode it, still is.
    """
    on = clock.today(program.time_zone)
    mentors = {mentor for some in wanted.values() for mentor in some}
    known = assembled(
        program,
        waiting_in(program).filter(pk__in=wanted),
        offering_in(program).filter(pk__in=mentors),
        on,
    )
    terms = feasible.Terms.of(known.pool, settings_of(program), on)
    people = {known.mentees[each.ref].pk: each for each in known.pool.mentees}
    offering = {known.mentors[each.ref].pk: each for each in known.pool.mentors}
    return {
        (one, other)
        for one, some in wanted.items()
        for other in some
        if one in people and other in offering and _may_be(people[one], offering[other], terms)
    }


def free_places(mentors: Collection[Enrollment]) -> dict[UUID, int]:
    """Return how many places each mentor's enrollment has free, requests under way not counted."""
    rows = Enrollment.objects.filter(pk__in=[each.pk for each in mentors])
    return {each.pk: places_left(each) for each in with_places_taken(rows)}


def with_places_taken(mentors: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """Return mentors with `places_taken`: how many they walk with in their program."""
    live = Mentorship.objects.live().filter(program=OuterRef("program"), mentor=OuterRef("person"))
    counted = live.order_by().values("mentor").annotate(count=Count("pk")).values("count")
    return mentors.annotate(places_taken=Coalesce(Subquery(counted), 0))


def places_taken(mentor: Enrollment) -> int:
    """Return how many a mentor read by `with_places_taken` walks with."""
    taken: int = getattr(mentor, "places_taken", 0)
    return taken


def places_left(mentor: Enrollment) -> int:
    """Return how many places a mentor read by `with_places_taken` has left."""
    return mentor.places_left(places_taken(mentor))


def topics_of(person: Person) -> frozenset[str]:
    """Return what a mentor lets mentees see."""
    profile = profile_of(person)
    return shared_topics(profile.shares if profile else {})


def profile_of(person: Person) -> Profile | None:
    """Return a person's profile, None where nothing was told yet."""
    return getattr(person, "profile", None)


def holds_in(program: Program) -> dict[UUID, UUID]:
    """Return whose place each mentee with offers under way holds: enrollment by enrollment.

    One place each: that of the mentor who was asked, else of the first one shown.
    """
    under_way = (
        Offer.objects.open()
        .filter(mentee__program=program)
        .order_by("mentee", F("asked_at").asc(nulls_last=True), "place")
        .values_list("mentee_id", "mentor_id")
    )
    held: dict[UUID, UUID] = {}
    for mentee, mentor in under_way:
        held.setdefault(mentee, mentor)
    return held


def _facts(enrollment: Enrollment, avoidance: Avoidance | None) -> Facts:
    profile = profile_of(enrollment.person)
    in_roster = avoidance.in_roster(enrollment.program_id) if avoidance else {}
    since = enrollment.recovery_since
    return Facts(
        ref=_ref(enrollment.person_id),
        sides=(enrollment.side,),
        answers=profile.answers if profile else Answers(),
        waiting_since=enrollment.waiting_since,
        recovery_since=date.fromisoformat(since) if since else None,
        capacity=enrollment.capacity,
        caseload=enrollment.caseload_elsewhere + places_taken(enrollment),
        cleared=enrollment.is_cleared,
        trained=enrollment.is_trained,
        paused=enrollment.is_paused,
        never=avoidance.persons if avoidance else frozenset(),
        household=in_roster.get("household", ""),
    )


def _ruled_out(people: Collection[Person], on: date) -> _Pairs:
    """Pairs kept apart, and those that walked together before or where one was not free lately."""
    walked = Mentorship.objects.filter(mentee__in=people, mentor__in=people)
    not_free = Q(outcome__in=[Offer.Outcome.NOT_FREE, Offer.Outcome.LAPSED]) & ~Q(asked_at=None)
    lately = Offer.objects.filter(
        not_free | Q(outcome=Offer.Outcome.PASSED),
        closed_at__date__gt=on - ASK_AGAIN_AFTER,
        person__in=people,
    )
    return (
        _pairs(walked.values_list("mentee_id", "mentor_id"))
        | _pairs(lately.values_list("person_id", "mentor__person_id"))
        | _pairs(apart.pairs_among(person.pk for person in people))
    )


def _directed(program: Program) -> dict[str, _Pairs]:
    rows = Direction.objects.standing().filter(program=program)
    found = list(rows.values_list("kind", "mentee__person_id", "mentor__person_id"))
    named = {"pins": Direction.Kind.PIN, "forbids": Direction.Kind.FORBID}
    return {
        name: _pairs((mentee, mentor) for kind, mentee, mentor in found if kind == wanted)
        for name, wanted in named.items()
    }


def _held(program: Program, mentees: _ByRef, mentors: _ByRef) -> _Pairs:
    person = {row.pk: ref for side in (mentees, mentors) for ref, row in side.items()}
    return frozenset(
        (person[mentee], person[mentor])
        for mentee, mentor in holds_in(program).items()
        if mentee in person and mentor in person
    )


def _may_be(mentee: Mentee, mentor: Mentor, terms: feasible.Terms) -> bool:
    broken = {rule.code for rule in feasible.broken(mentee, mentor, terms)}
    return broken <= _DECIDED_ELSEWHERE and not mentor.paused


def _pairs(ids: Iterable[tuple[UUID, UUID]]) -> _Pairs:
    return frozenset((_ref(mentee), _ref(mentor)) for mentee, mentor in ids)


def _by_ref(enrollments: Iterable[Enrollment]) -> dict[str, Enrollment]:
    return {_ref(enrollment.person_id): enrollment for enrollment in enrollments}


def _ref(person_id: UUID) -> str:
    return str(person_id)
