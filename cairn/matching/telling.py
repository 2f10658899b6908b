"""What a run says of a pair as plain JSON values, kept with a proposal and read for years. Pure.

`weighed` is for those who decide: score, fit, parts, reasons. `told` is for the mentee: reasons and
one difference out of what the mentor lets be seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from cairn.matching.engine import Mentee, Mentor, Settings, fit
from cairn.matching.engine.reasons import reasons_for
from cairn.matching.sharing import TOPIC_OF_TRAIT, as_shown

Detail = dict[str, Any]
UNTOLD = "untold"
SPIRITUALITIES = ("religious", "spiritual", "secular")


def weighed(mentee: Mentee, mentor: Mentor, *, settings: Settings, on: date) -> Detail:
    """Return how a pair was weighed: `score`, `fit` in hundredths, `parts`, reasons, difference."""
    values = fit.traits(mentee, mentor, on.year)
    return {
        "score": fit.score(mentee, mentor, settings=settings, on=on),
        "fit": fit.fit_from(values, mentee, settings.weights),
        "parts": [asdict(part) for part in fit.parts_from(values, mentee, settings.weights)],
        **_reasons(mentee, mentor, settings, on),
    }


def told(
    mentee: Mentee, mentor: Mentor, topics: frozenset[str], *, settings: Settings, on: date
) -> Detail:
    """Return what the mentee is told of a mentor, from the topics that mentor shares.

    Where nothing differs in what both told, the difference is what the mentor has not told: kept
    back or never asked reads the same.
    """
    shown = as_shown(mentor, topics)
    said = _reasons(mentee, shown, settings, on)
    return said | {"difference": said["difference"] or _untold(mentee, shown)}


def still_shared(detail: Mapping[str, Any], topics: frozenset[str]) -> Detail:
    """Return what is told without what its mentor keeps back."""
    difference = detail.get("difference")
    return {
        "reasons": [each for each in detail.get("reasons", ()) if _may_be_told(each, topics)],
        "difference": difference if difference and _may_be_told(difference, topics) else None,
    }


def _reasons(mentee: Mentee, mentor: Mentor, settings: Settings, on: date) -> Detail:
    values = fit.traits(mentee, mentor, on.year)
    reasons, difference = reasons_for(mentee, mentor, values, settings=settings, on=on)
    return {
        "reasons": [asdict(reason) for reason in reasons],
        "difference": asdict(difference) if difference else None,
    }


def _untold(mentee: Mentee, shown: Mentor) -> Detail | None:
    """The first thing the mentee answered that the mentor has not; nothing where there is none."""
    asked = {
        "pathway": (mentee.pathways, shown.pathways),
        "career": (mentee.career_field, shown.occupation_field),
        "likes": (mentee.interests, shown.interests),
        "life": (mentee.life, shown.life),
        "spirituality": (mentee.spirituality in SPIRITUALITIES, shown.spirituality),
        "age": (mentee.birth_year, shown.birth_year),
    }
    found = (trait for trait, (mine, theirs) in asked.items() if mine and not theirs)
    trait = next(found, None)
    return {"code": UNTOLD, "trait": trait, "params": {}, "wished": False} if trait else None


def _may_be_told(reason: Mapping[str, Any], topics: frozenset[str]) -> bool:
    return reason["code"] == UNTOLD or TOPIC_OF_TRAIT.get(reason["trait"], "") in topics
