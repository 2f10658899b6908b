"""What one side lets the other see before anybody said yes. Pure.

A person ticks topics; `Profile.shares` keeps the ticks by topic. What was never ticked or unticked
is as `SHARED_UNLESS_UNTICKED` says: never what was used, nor a legal name, nor a way to reach them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cairn.matching.engine import Mentor

TOPICS = (
    "languages",
    "availability",
    "meets",
    "interests",
    "pathways",
    "career",
    "life",
    "spirituality",
    "age",
    "gender",
    "substances",
)
"""Everything that can be ticked. Legal name and contact are not among it."""

SHARED_UNLESS_UNTICKED = frozenset(
    {"languages", "availability", "meets", "interests", "pathways", "career"}
)

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
    return frozenset(
        topic for topic in TOPICS if ticks.get(topic, topic in SHARED_UNLESS_UNTICKED)
    )


def as_shown(mentor: Mentor, topics: frozenset[str]) -> Mentor:
    """Return the mentor without what they keep to themselves, so that no reason can tell it."""
    kept_back = {
        name: empty
        for topic, fields in _FIELDS.items()
        if topic not in topics
        for name, empty in fields.items()
    }
    return replace(mentor, **kept_back)


_FIELDS: dict[str, dict[str, object]] = {
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
