"""Made-up people, spread like those of a real roster, the same for the same numbers."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from cairn.matching.engine import Mentee, Mentor, Pool

ON = date(2026, 11, 22)
HAS_GOAL, IS_READY, IS_PAUSED = 0.4, 0.92, 0.05
ZONES = (
    ("America/New_York", 40.7, -74.0),
    ("America/New_York", 40.7, -74.0),
    ("America/Chicago", 41.9, -87.7),
    ("America/Phoenix", 33.4, -112.0),
    ("America/Los_Angeles", 34.1, -118.2),
)
WISHES = "pathway spirituality life age gender availability proximity interests career substances"
LIFE = "parent single_parent veteran justice student homeless lgbtq caregiver bereaved disability"
LIKES = "cooking chess music gym dogs art reading films football gardening walking gaming fishing"
FIELDS = "office trades health retail transport education technology construction arts hospitality"


def made_up(mentees: int, mentors: int, seed: int = 1) -> Pool:
    """A pool of nobody real, the same for the same numbers."""
    chance = random.Random(seed)
    return Pool(
        mentees=tuple(_mentee(chance, f"E{n:05}") for n in range(mentees)),
        mentors=tuple(_mentor(chance, f"R{n:05}") for n in range(mentors)),
    )


def _mentee(chance: random.Random, ref: str) -> Mentee:
    return Mentee(
        ref=ref,
        **_answers(chance),
        career_field=chance.choice(FIELDS.split()) if chance.random() < HAS_GOAL else "",
        top_three=_some(chance, WISHES, 0, 3),
        waiting_since=ON - timedelta(days=chance.randrange(200)),
    )


def _mentor(chance: random.Random, ref: str) -> Mentor:
    capacity = chance.randint(1, 5)
    return Mentor(
        ref=ref,
        **_answers(chance),
        occupation_field=chance.choice(FIELDS.split()),
        recovery_since=ON - timedelta(days=chance.randrange(400, 7000)),
        capacity=capacity,
        caseload=chance.randint(0, min(2, capacity)),
        cleared=chance.random() < IS_READY,
        trained=chance.random() < IS_READY,
        paused=chance.random() < IS_PAUSED,
    )


def _answers(chance: random.Random) -> dict[str, Any]:
    zone, latitude, longitude = chance.choice(ZONES)
    return {
        "languages": chance.choice((("en",), ("en",), ("en",), ("en", "es"), ("es",), ("pt",))),
        "gender": chance.choice(("woman", "man", "woman", "man", "nonbinary", "")),
        "wants_gender": chance.choices(("any", "same", "woman", "man"), (70, 22, 5, 3))[0],
        "birth_year": chance.randint(1950, 2006),
        "time_zone": zone,
        "availability": _week(chance),
        "meets": chance.choices(("both", "online", "in_person"), (60, 25, 15))[0],
        "latitude": round(latitude + chance.gauss(0, 0.25), 5),
        "longitude": round(longitude + chance.gauss(0, 0.25), 5),
        "max_km": chance.choice((10, 25, 40, 60)),
        "pathways": _some(chance, "twelve_step smart faith medication secular dharma", 1, 2),
        "spirituality": chance.choice(("religious", "spiritual", "secular", "undisclosed")),
        "substances": _some(chance, "alcohol opioids stimulants cannabis sedatives", 1, 3),
        "life": _some(chance, LIFE, 0, 4),
        "interests": _some(chance, LIKES, 0, 4),
        "dislikes": _some(chance, LIKES, 0, 2),
    }


def _week(chance: random.Random) -> tuple[tuple[int, int], ...]:
    starts = [
        day * 1440 + chance.choice((420, 540, 720, 1020, 1080, 1140, 1320)) for day in range(7)
    ]
    some = chance.sample(starts, chance.randint(2, 6))
    return tuple((start, start + chance.choice((90, 120, 180, 240))) for start in sorted(some))


def _some(chance: random.Random, words: str, least: int, most: int) -> tuple[str, ...]:
    return tuple(chance.sample(words.split(), chance.randint(least, most)))
