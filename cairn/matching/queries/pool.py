"""A program's people as the pool of a run."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import (
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from cairn.core import clock
from cairn.matching import pool as values
from cairn.matching.engine import Mentee, Mentor, Pool, Settings, feasible
from cairn.matching.models import Direction, Offer, Proposal, Run
from cairn.matching.pool import Facts
from cairn.matching.queries.avoided import avoidance_of, avoided_among
from cairn.matching.queries.excluded import excluded_pairs, with_excluded
from cairn.matching.sharing import shared_topics
from cairn.mentorship.models import Mentorship
from cairn.people.answers import Answers
from cairn.people.keys import store as keys
from cairn.people.models import Person, Profile
from cairn.programs.models import Enrollment, Program

_DECIDED_ELSEWHERE = frozenset({"places_free", "fit"})
"""Rules a pair that a run proposed is not asked again: places are counted under a lock."""

EXCLUDED, PINS, FORBIDS, HELD = "excluded", "pins", "forbids", "held"
"""What may be decided of two people before a run: the engine's own names."""

_CALLED: dict[str, str] = {Direction.Kind.PIN: PINS, Direction.Kind.FORBID: FORBIDS}
_LONGEST_FIRST = F("waiting_since").asc(nulls_last=True), "pk"
_IN_FULL = "said", "person__profile", "person__avoidance", "person__account"
_Persons = tuple[UUID, UUID]
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
        .order_by(*_LONGEST_FIRST)
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
    return assembled(waiting_in(program), offering_in(program), on, decided_in(program))


def assembled(
    mentees: QuerySet[Enrollment],
    mentors: QuerySet[Enrollment],
    on: date,
    decided: Mapping[str, Iterable[_Persons]],
    run: Run | None = None,
) -> ProgramPool:
    """Return some people of a program as a pool, each mentee with what a run proposed to them.

    `decided` are pairs of persons by what is decided of them; those of others are left out.
    """
    rows = with_proposals(with_excluded(both_sides(mentees, mentors), on), run)
    waiting, offering = by_side(rows.select_related(*_IN_FULL))
    people = {each.person.pk: each.person for each in waiting + offering}
    keys.warm(people)
    named = avoided_among(people.values())
    facts = [_facts(each, named.get(each.person_id, frozenset())) for each in waiting + offering]
    said = {**decided, EXCLUDED: excluded_pairs(waiting)}
    return ProgramPool(
        pool=values.pool_of(
            facts, **{what: _pairs(pairs, people.keys()) for what, pairs in said.items()}
        ),
        mentees=_by_ref(waiting),
        mentors=_by_ref(offering),
        topics={_ref(each.person_id): topics_of(each.person) for each in offering},
    )


def decided_in(program: Program) -> dict[str, list[_Persons]]:
    """Return whose place is held for whom, and what coordinators wished for and ruled out."""
    directed = Direction.objects.standing().filter(program=program)
    wished = directed.values_list("kind", "mentee__person", "mentor__person")
    held = _holding(program).values_list(Value(HELD), "person", "mentor__person")
    found: dict[str, list[_Persons]] = {}
    for what, mentee, mentor in wished.union(held, all=True):
        found.setdefault(_CALLED.get(what, what), []).append((mentee, mentor))
    return found


def with_proposals(enrollments: QuerySet[Enrollment], run: Run | None) -> QuerySet[Enrollment]:
    """Return enrollments, joined as `said` with what a run proposed to each mentee, if anything."""
    theirs = FilteredRelation("proposals", condition=Q(proposals__run=run and run.pk))
    return enrollments.annotate(said=theirs)


def proposal_of(mentee: Enrollment) -> Proposal | None:
    """Return what the run proposed to a mentee of a pool; None where it is silent of them."""
    said: Proposal | None = getattr(mentee, "said", None)
    return said


def both_sides(
    mentees: QuerySet[Enrollment], mentors: QuerySet[Enrollment]
) -> QuerySet[Enrollment]:
    """Return both in one query, the longest wait first, mentors with `places_taken`."""
    return with_places_taken((mentees | mentors).order_by(*_LONGEST_FIRST))


def by_side(enrollments: Iterable[Enrollment]) -> tuple[list[Enrollment], list[Enrollment]]:
    """Tell mentees from mentors, each in the order they came."""
    every = list(enrollments)
    mentees = [each for each in every if each.side == Enrollment.Side.MENTEE]
    return mentees, [each for each in every if each.side == Enrollment.Side.MENTOR]


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
        waiting_in(program).filter(pk__in=wanted),
        offering_in(program).filter(pk__in=mentors),
        on,
        decided_in(program),
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


def facts_of(enrollment: Enrollment) -> Facts:
    """Return what somebody answered, and what the program knows; not whom they avoid."""
    profile = profile_of(enrollment.person)
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
    )


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
    return dict(_holding(program).values_list("mentee_id", "mentor_id"))


def _holding(program: Program) -> QuerySet[Offer]:
    """Return the one open offer of each mentee that counts."""
    counts_most = ("mentee", F("asked_at").asc(nulls_last=True), "place")
    open_ones = Offer.objects.open().filter(mentee__program=program)
    return open_ones.order_by(*counts_most).distinct("mentee")


def _facts(enrollment: Enrollment, named: frozenset[UUID]) -> Facts:
    avoidance = avoidance_of(enrollment.person)
    in_roster = avoidance.in_roster(enrollment.program_id) if avoidance else {}
    return replace(
        facts_of(enrollment),
        never=(avoidance.persons if avoidance else frozenset()) | set(map(_ref, named)),
        household=in_roster.get("household", ""),
    )


def _may_be(mentee: Mentee, mentor: Mentor, terms: feasible.Terms) -> bool:
    broken = {rule.code for rule in feasible.broken(mentee, mentor, terms)}
    return broken <= _DECIDED_ELSEWHERE and not mentor.paused


def _pairs(ids: Iterable[_Persons], here: AbstractSet[UUID]) -> _Pairs:
    return frozenset(
        (_ref(mentee), _ref(mentor)) for mentee, mentor in ids if {mentee, mentor} <= here
    )


def _by_ref(enrollments: Iterable[Enrollment]) -> dict[str, Enrollment]:
    return {_ref(enrollment.person_id): enrollment for enrollment in enrollments}


def _ref(person_id: UUID) -> str:
    return str(person_id)
