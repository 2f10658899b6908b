"""What a mentor reads of somebody they walk with: what that person shares now, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import FilteredRelation, Q, Subquery

from cairn.consent import queries as consent
from cairn.consent.kinds import BEFORE_YES, CHECK_IN, Kind
from cairn.core import clock
from cairn.matching import portraits
from cairn.mentorship.models import Mentorship
from cairn.people.keys import store as keys
from cairn.people.models import Person, Profile
from cairn.recovery import queries
from cairn.recovery.forms import said
from cairn.recovery.models import CheckIn, WrittenPlan
from cairn.recovery.parts import PlanKind
from cairn.recovery.planning import Filled, filled
from cairn.recovery.policies import SHARED_AS
from cairn.stones import queries as stones
from cairn.stones.models import Stone

RECENT = timedelta(days=28)
MOST = 30


@dataclass(frozen=True)
class SharedCheckIn:
    """A check-in as it is shared: each row that is, with its words."""

    at: datetime
    rows: list[tuple[str, str]]
    words: str


@dataclass(frozen=True)
class Shared:
    """What somebody shares with their mentor; what is not shared is empty, as if never said."""

    mentorship: Mentorship
    person: Person
    kinds: frozenset[str]
    check_ins: list[SharedCheckIn]
    plans: dict[PlanKind, list[Filled]]
    started_on: date | None
    stones: list[Stone]
    facts: list[tuple[str, str]]

    @property
    def plan_kinds(self) -> list[PlanKind]:
        """The plans that are shared, written or not."""
        return [kind for kind, shared_as in SHARED_AS.items() if shared_as in self.kinds]


def shared_in(mentorship: Mentorship) -> Shared:
    """Return what the mentee of a mentorship shares with its mentor."""
    person, kinds = mentorship.mentee, consent.shared_with(mentorship.mentor, mentorship)
    keys.warm([person.pk])
    own = _own(person, kinds)
    return Shared(
        mentorship=mentorship,
        person=person,
        kinds=kinds,
        check_ins=_check_ins(person, kinds),
        plans=_plans(own),
        started_on=queries.present_of(each.stretch for each in own if hasattr(each, "stretch")),
        stones=stones.page_of_stones(person)[0] if Kind.STONES in kinds else [],
        facts=_facts(person) if Kind.ANSWERS in kinds else [],
    )


def _own(person: Person, kinds: frozenset[str]) -> list[Any]:
    """Return the person with the newest of each plan and each `stretch`, where they are shared."""
    own = {
        Kind.PLAN: (PlanKind.COPING.name, _newest(person, PlanKind.COPING)),
        Kind.SAFETY: (PlanKind.SAFETY.name, _newest(person, PlanKind.SAFETY)),
        Kind.STRETCHES: ("stretch", FilteredRelation("stretches")),
    }
    shared = dict(joined for kind, joined in own.items() if kind in kinds)
    rows = Person.objects.filter(pk=person.pk).annotate(**shared).select_related(*shared)
    return list(rows) if shared else []


def _newest(person: Person, kind: PlanKind) -> FilteredRelation:
    versions = WrittenPlan.objects.visible_to(person).filter(kind=kind).order_by("-version")
    return FilteredRelation("plans", condition=Q(plans__pk=Subquery(versions.values("pk")[:1])))


def _plans(own: list[Any]) -> dict[PlanKind, list[Filled]]:
    """Return the plans that were found, each with the parts that hold something."""
    found = {kind: getattr(each, kind.name, None) for kind in PlanKind for each in own[:1]}
    return {
        kind: [part for part in filled(kind, plan.block) if part.sections]
        for kind, plan in found.items()
        if plan
    }


def _check_ins(person: Person, kinds: frozenset[str]) -> list[SharedCheckIn]:
    """Return the latest check-ins with their shared rows; one with none of them is left out."""
    if kinds.isdisjoint(CHECK_IN):
        return []
    recent = CheckIn.objects.visible_to(person).filter(at__gte=clock.now() - RECENT)
    found = [_check_in(row, kinds) for row in recent.order_by("-at")[:MOST]]
    return [each for each in found if each.rows or each.words]


def _check_in(row: CheckIn, kinds: frozenset[str]) -> SharedCheckIn:
    rows = [said(kind, row.answers.get(kind)) for kind in CHECK_IN[:-1] if kind in kinds]
    words = row.answers.get("words", "") if Kind.WORDS in kinds else ""
    return SharedCheckIn(row.at, [each for each in rows if each], words)


def _facts(person: Person) -> list[tuple[str, str]]:
    profile: Profile | None = getattr(person, "profile", None)
    return portraits.facts(profile.answers, frozenset(BEFORE_YES), None) if profile else []
