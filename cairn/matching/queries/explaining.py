"""Matches made in a program, and why each was: read from what was kept when it was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cairn.matching.models import Offer, Proposal
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


def matches_in(program: Program) -> list[Offer]:
    """Return the offers of a program that became matches, the newest first."""
    accepted = Offer.objects.filter(mentee__program=program, outcome=Offer.Outcome.ACCEPTED)
    told = accepted.defer("detail").select_related("person", "mentor__person", "proposal__run")
    return list(told.order_by("-closed_at", "-pk")[:PAGE])


def explained(proposal: Proposal) -> Explained:
    """Return why a proposal was made."""
    detail = proposal.detail
    others = [each["mentor"] for each in detail.get("runners_up", ())]
    rows = Enrollment.objects.filter(pk__in=others).values_list("pk", "person__display_name")
    return Explained(
        proposal=proposal,
        detail=detail,
        names={str(pk): name for pk, name in rows},
    )
