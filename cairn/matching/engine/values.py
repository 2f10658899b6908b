"""What goes into a run: people as plain values, the pool they stand in, a program's settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import lru_cache
from typing import Any

WEEK = 7 * 24 * 60
"""Minutes in a week."""

MEETS = ("in_person", "online", "both")
WANTS_GENDER = ("any", "same", "woman", "man", "nonbinary")
TOP_THREE = (
    "pathway",
    "spirituality",
    "life",
    "age",
    "gender",
    "availability",
    "proximity",
    "interests",
    "career",
    "substances",
)
"""What a mentee may name as mattering most."""

MOST_CREDIT = 1_000_000
"""No waiting credit passes this, so that a pair's integer and the count fit 64 bits together."""

RefPair = tuple[str, str]


class Unusable(ValueError):  # noqa: N818 - it is an answer to bad input
    """A value the engine cannot work with; the sentence says which and why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Someone:
    """The answers mentee and mentor have in common. Nothing given means nothing known.

    Attributes:
        ref: who it is, unique among the mentees and among the mentors. One person in both roles
            carries one `ref` in both.
        languages: BCP 47 tags; only the first subtag is compared.
        gender: `woman man nonbinary other undisclosed` or empty.
        wants_gender: `any same woman man nonbinary`.
        birth_year: a year, if known.
        time_zone: an IANA name.
        availability: (start, end) in minutes of the local week, Monday 00:00 being 0. The end may
            pass 10,080 and wraps round. Blocks may overlap. Empty means not known.
        meets: `in_person online both`.
        latitude, longitude: decimal degrees, if known.
        max_km: how far the person travels.
        pathways, substances, life, interests, dislikes: codes or words, compared as they stand.
        spirituality: `religious spiritual secular undisclosed` or empty.
        never: refs of people never to be matched with this one. Told to nobody.
        household: the same value, the same household. Told to nobody.
    """

    ref: str
    languages: tuple[str, ...]
    gender: str = ""
    wants_gender: str = "any"
    birth_year: int | None = None
    time_zone: str = "UTC"
    availability: tuple[tuple[int, int], ...] = ()
    meets: str = "both"
    latitude: float | None = None
    longitude: float | None = None
    max_km: float = 40
    pathways: tuple[str, ...] = ()
    spirituality: str = ""
    substances: tuple[str, ...] = ()
    life: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()
    never: frozenset[str] = frozenset()
    household: str = ""

    def __post_init__(self) -> None:
        _require(self.meets in MEETS, self.ref, "meets", self.meets)
        _require(self.wants_gender in WANTS_GENDER, self.ref, "wants_gender", self.wants_gender)
        for start, end in self.availability:
            within = 0 <= start < WEEK and start < end <= start + WEEK
            _require(within, self.ref, "availability", (start, end))

    @property
    def subtags(self) -> frozenset[str]:
        """The languages without script, region or variant: `en-US` is `en`."""
        return _subtags(self.languages)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mentee(Someone):
    """Someone who waits for a mentor.

    Attributes:
        career_field: the field hoped for; empty without a career goal.
        top_three: up to three of `TOP_THREE`.
        waiting_since: the day the waiting began.
    """

    career_field: str = ""
    top_three: tuple[str, ...] = ()
    waiting_since: date | None = None

    def __post_init__(self) -> None:
        Someone.__post_init__(self)  # slots make a class anew: super() would look in the old
        few = len(set(self.top_three)) == len(self.top_three) <= 3  # noqa: PLR2004 - its name
        known = set(self.top_three) <= set(TOP_THREE)
        _require(few and known, self.ref, "top_three", self.top_three)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mentor(Someone):
    """Someone who has walked the road and offers places beside them.

    Attributes:
        occupation_field: the field worked in.
        recovery_since: the day recovery began, if told.
        capacity, caseload: places in all, places taken.
        cleared, trained, paused: as the program recorded them.
    """

    occupation_field: str = ""
    recovery_since: date | None = None
    capacity: int = 1
    caseload: int = 0
    cleared: bool = False
    trained: bool = False
    paused: bool = False

    @property
    def free(self) -> int:
        """Places left; never below zero."""
        return max(0, self.capacity - self.caseload)


@dataclass(frozen=True)
class Weights:
    """What each part of the fit is worth. Whole numbers; only their proportion matters."""

    top_three: int = 35
    pathway: int = 15
    life: int = 15
    availability: int = 15
    proximity: int = 8
    interests: int = 6
    career: int = 6

    def __post_init__(self) -> None:
        for name, worth in self.items():
            if type(worth) is not int or not 0 <= worth <= 1000:  # noqa: PLR2004 - a sane most
                raise Unusable(f"The weight {name} must be a whole number from 0 to 1000.")
        if not any(worth for _, worth in self.items()):
            raise Unusable("At least one weight must be above zero.")

    def items(self) -> tuple[tuple[str, int], ...]:
        """Name and worth of every part, in their fixed order."""
        return tuple(vars(self).items())


@dataclass(frozen=True)
class Settings:
    """What a program may change about its matching, with the defaults of good practice.

    Attributes:
        floor: the least fit of a pair, of 100.
        shared_minutes: the least time a week both are free.
        recovery_days: the least time in recovery of a mentor, in days.
        waiting_credit_per_week, waiting_credit_most: points a full week of waiting adds, at most.
        weights: what each part of the fit is worth.
    """

    floor: int = 30
    shared_minutes: int = 120
    recovery_days: int = 0
    waiting_credit_per_week: int = 200
    waiting_credit_most: int = 6000
    weights: Weights = field(default_factory=Weights)

    def __post_init__(self) -> None:
        _whole("floor", self.floor, 100)
        _whole("shared_minutes", self.shared_minutes, WEEK)
        _whole("recovery_days", self.recovery_days, 36525)
        _whole("waiting_credit_per_week", self.waiting_credit_per_week, MOST_CREDIT)
        _whole("waiting_credit_most", self.waiting_credit_most, MOST_CREDIT)

    @classmethod
    def from_mapping(cls, given: Mapping[str, Any]) -> Settings:
        """Settings from names and values, as a program's settings file holds them.

        What is not named keeps its default. An unknown name, or a value out of range, raises
        Unusable with a sentence.
        """
        _refuse_unknown(given, cls)
        values = dict(given)
        if "weights" in values:
            values["weights"] = _weights(values["weights"])
        return cls(**values)


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Everybody of one run, and what people have already decided about pairs.

    Pairs are (mentee ref, mentor ref).

    Attributes:
        mentees, mentors: in any order; the order never matters.
        excluded: pairs that must never be: a block, a no-contact order, a dual relationship, a
            safeguarding matter, one's own mentor. Either way round. Told to nobody.
        forbids: pairs a coordinator has ruled out. Told to nobody either.
        pins: pairs a coordinator wants. Kept wherever no rule forbids them.
        held: pairs already with people, an offer or a place under way. The mentee is left out of
            the run and the place is taken; neither is looked at again.
    """

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    excluded: frozenset[RefPair] = frozenset()
    forbids: frozenset[RefPair] = frozenset()
    pins: frozenset[RefPair] = frozenset()
    held: frozenset[RefPair] = frozenset()

    def __post_init__(self) -> None:
        _refuse_twice(each.ref for each in self.mentees)
        _refuse_twice(each.ref for each in self.mentors)


@lru_cache(maxsize=4096)
def _subtags(languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(tag.split("-", 1)[0].lower() for tag in languages)


def _require(fine: bool, ref: str, name: str, value: object) -> None:  # noqa: FBT001 - a claim
    if not fine:
        raise Unusable(f"{ref}: {name} cannot be {value!r}.")


def _whole(name: str, value: int, most: int) -> None:
    if type(value) is not int or not 0 <= value <= most:
        raise Unusable(f"{name} must be a whole number from 0 to {most}.")


def _weights(given: object) -> Weights:
    if isinstance(given, Weights):
        return given
    if not isinstance(given, Mapping):
        raise Unusable("weights must be an object: part and weight.")
    _refuse_unknown(given, Weights)
    return Weights(**given)


def _refuse_unknown(given: Mapping[str, Any], kind: type[Settings | Weights]) -> None:
    known = [each.name for each in fields(kind)]
    for name in given:
        if name not in known:
            raise Unusable(f"Unknown name {name!r}; known are {', '.join(known)}.")


def _refuse_twice(refs: Iterable[str]) -> None:
    seen: set[str] = set()
    for ref in refs:
        if ref in seen:
            raise Unusable(f"{ref} is in the pool twice.")
        seen.add(ref)
