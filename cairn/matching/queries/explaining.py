"""Matches made in a program, and why each was: read from what was kept when it was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from cairn.matching.models import Offer, Proposal
from cairn.people.apart import kept_from
from cairn.people.models import Person
from cairn.programs.models import Enrollment, Program

PAGE = 50


@dataclass(frozen=True)
class Explained:
    """Why two were proposed to each other, with what was true then and not what is true now.

    `names` are the mentors' by enrollment; weights and day are those of the proposal's run.
    """

    proposal: Proposal
    detail: dict[str, Any]
    names: dict[str, str]


def matches_in(program: Program, seen_by: Person) -> list[Offer]:
    """Return the offers of a program that became matches, the newest first.

    None of somebody from whom who looks is kept.
    """
    kept = kept_from(seen_by)
    accepted = Offer.objects.filter(mentee__program=program, outcome=Offer.Outcome.ACCEPTED)
    seen = accepted.exclude(Q(person__in=kept) | Q(mentor__person__in=kept))
    told = seen.select_related("person", "mentor__person", "proposal__run")
    return list(told.order_by("-closed_at", "-pk")[:PAGE])


def explained(proposal: Proposal, seen_by: Person) -> Explained:
    """Return why a proposal was made; no name of a mentor from whom who looks is kept."""
    detail = proposal.detail
    others = [each["mentor"] for each in detail.get("runners_up", ())]
    seen = Enrollment.objects.filter(pk__in=others).exclude(person__in=kept_from(seen_by))
    return Explained(
        proposal=proposal,
        detail=detail,
        names={str(pk): name for pk, name in seen.values_list("pk", "person__display_name")},
    )
