"""What a mentor lets mentees see before anybody said yes. Pure.

What a mentee lets a mentor see is in the ledger (`cairn.consent`). A mentor ticks topics;
`Profile.shares` keeps the ticks by topic. What was never ticked or unticked
follows `KEPT_UNLESS_TICKED`: never what was used, nor a legal name, nor a way to reach them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cairn.matching.engine import Mentor

TOPICS = (
    "story",
    "languages",
    "availability",
    "meets",
    "wishes",
    "interests",
    "pathways",
    "career",
    "recovery",
    "life",
    "spirituality",
    "age",
    "gender",
    "substances",
)
"""Everything that can be ticked. Legal name and contact are not among it."""

KEPT_UNLESS_TICKED = frozenset({"life", "spirituality", "age", "gender", "substances"})
"""Topics nobody sees without a tick: what was used, and what others are judged by."""

TOPIC_OF_TRAIT = {
    "pathway": "pathways",
    "spirituality": "spirituality",
    "life": "life",
    "age": "age",
    "gender": "gender",
    "availability": "availability",
    "proximity": "meets",
    "likes": "interests",
    "dislikes": "interests",
    "career": "career",
    "substances": "substances",
    "language": "languages",
}
"""Which topic a reason of the engine speaks of, by its trait."""


def shared_topics(ticks: Mapping[str, bool]) -> frozenset[str]:
    """Return the topics the other side may see."""
    return frozenset(topic for topic in TOPICS if ticks.get(topic, topic not in KEPT_UNLESS_TICKED))


def as_shown(mentor: Mentor, topics: frozenset[str]) -> Mentor:
    """Return the mentor without what they keep to themselves, so that no reason can tell it."""
    kept_back: dict[str, Any] = {}
    for topic, fields in _FIELDS.items():
        if topic not in topics:
            kept_back |= fields
    return replace(mentor, **kept_back)


_FIELDS: dict[str, dict[str, Any]] = {
    "availability": {"availability": ()},
    "interests": {"interests": (), "dislikes": ()},
    "pathways": {"pathways": ()},
    "career": {"occupation_field": ""},
    "life": {"life": ()},
    "spirituality": {"spirituality": ""},
    "age": {"birth_year": None},
    "gender": {"gender": ""},
    "substances": {"substances": ()},
}
