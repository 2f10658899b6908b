"""How well two people fit, part by part, in whole numbers from first to last.

Each *trait* is a function of its own from 0 to `ONE`, standing for 0 to 1; an answer not given, on
either side, is `HALF`. A *part* of the fit is one trait or a fixed mixture of a few. The fit is the
mean of the parts by weight, in hundredths of a point of 100, rounded half up. `table.py` does the
same for many pairs at once and is tested to agree to the last unit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from cairn.matching.engine import places, weeks
from cairn.matching.engine.values import Mentee, Mentor, Settings, Weights

ONE = 5040
"""What a trait that fits wholly counts: a whole number of shares for up to eight entries."""
HALF = ONE // 2
GRAIN = 18
"""Counts are kept in 18ths, so that a third of a half of a weight is still a whole number."""
FULL_FIT = 10_000
FULL_MINUTES = 360
"""Six shared hours a week leave nothing to wish for."""
SAME_AGE = 5
"""Years apart that still count as the same age."""
AGES_APART = 30
"""Years apart from which age no longer counts for anything."""
AGE_WORTH = tuple(
    (AGES_APART - max(SAME_AGE, years)) * ONE // (AGES_APART - SAME_AGE)
    for years in range(AGES_APART + 1)
)
"""What so many years between two people count."""
STATED = ("woman", "man", "nonbinary")
"""Genders that can be the same as another's; `other` and `undisclosed` say too little."""
SPIRITUALITIES = ("religious", "spiritual", "secular")
"""From one end to the other."""
LIGHTEST = 9
DAYS_A_WEEK = 7

Trait = Callable[[Mentee, Mentor, int], int]
Mixture = Mapping[str, int]
Values = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a pair's fit.

    `weight` is in hundredths of the 100 points, after an unasked part's has been spread over the
    others; `share` says how much of it the pair reaches, of 10,000.
    """

    name: str
    weight: int
    share: int


def score(mentee: Mentee, mentor: Mentor, *, settings: Settings, on: date) -> int:
    """The pair's integer, that of the second aim: fit, waiting credit and lighter caseload."""
    fit = fit_of(mentee, mentor, settings=settings, on=on)
    return fit + waiting_credit(mentee, settings, on) + lightness(mentor)


def fit_of(mentee: Mentee, mentor: Mentor, *, settings: Settings, on: date) -> int:
    """How well the two fit, in hundredths: 0 to 10,000."""
    return fit_from(traits(mentee, mentor, on.year), mentee, settings.weights)


def fit_from(values: Values, mentee: Mentee, weights: Weights) -> int:
    """The fit, given the traits."""
    counts = trait_counts(mentee, weights)
    counted = sum(count * values[trait] for trait, count in counts.items())
    return rounded(counted, ONE * sum(counts.values()))


def parts_from(values: Values, mentee: Mentee, weights: Weights) -> tuple[Part, ...]:
    """The parts the fit is made of, in their fixed order, given the traits."""
    worth = weights_in_effect(mentee, weights)
    everything = sum(worth.values())
    return tuple(
        Part(name, rounded(weight, everything), _mixed(mixture_of(name, mentee.top_three), values))
        for name, weight in worth.items()
    )


def waiting_credit(mentee: Mentee, settings: Settings, on: date) -> int:
    """Points for every full week of waiting, up to the most; the same with every mentor."""
    if mentee.waiting_since is None:
        return 0
    full_weeks = max(0, (on - mentee.waiting_since).days // DAYS_A_WEEK)
    return min(full_weeks * settings.waiting_credit_per_week, settings.waiting_credit_most)


def lightness(mentor: Mentor) -> int:
    """0 to 9 for a lighter caseload: nine times the share of places that are free, rounded down."""
    return LIGHTEST * mentor.free // mentor.capacity if mentor.free else 0


def weights_in_effect(mentee: Mentee, weights: Weights) -> dict[str, int]:
    """The weights of the parts that count for this mentee.

    Without a top three, or without a career goal, that part is left out; dividing by the sum of
    what is left spreads its weight over the others in proportion.
    """
    return _in_effect(bool(mentee.top_three), bool(mentee.career_field), weights)


def trait_counts(mentee: Mentee, weights: Weights) -> Mapping[str, int]:
    """How much each trait counts for this mentee, over all parts, in 18ths of a weight."""
    return _trait_counts(mentee.top_three, bool(mentee.career_field), weights)


@lru_cache(maxsize=4096)
def mixture_of(part: str, top_three: tuple[str, ...]) -> Mixture:
    """Which traits make up a part, in 18ths, for somebody with this top three."""
    if part != "top_three":
        return PARTS[part]
    mixture = dict.fromkeys(TRAITS, 0)
    for wish in top_three:
        for trait, eighteenths in WISHES[wish].items():
            mixture[trait] += eighteenths // len(top_three)
    return {trait: eighteenths for trait, eighteenths in mixture.items() if eighteenths}


def rounded(some: int, all_of_it: int) -> int:
    """`some` of `all_of_it` in ten-thousandths, rounded half up; one half where nothing counts."""
    if not all_of_it:
        return FULL_FIT // 2
    return (2 * FULL_FIT * some + all_of_it) // (2 * all_of_it)


def traits(mentee: Mentee, mentor: Mentor, year: int) -> Values:
    """The value of every trait, 0 to `ONE`."""
    return {name: trait(mentee, mentor, year) for name, trait in TRAITS.items()}


def pathway(mentee: Mentee, mentor: Mentor, _year: int) -> int:
    """The share of the mentee's pathways the mentor knows."""
    return _shared(mentee.pathways, mentor.pathways)


def spirituality(mentee: Mentee, mentor: Mentor, _year: int) -> int:
    """Whole when equal, nothing between religious and secular, half next to spiritual."""
    if mentee.spirituality not in SPIRITUALITIES or mentor.spirituality not in SPIRITUALITIES:
        return HALF
    one, other = map(SPIRITUALITIES.index, (mentee.spirituality, mentor.spirituality))
    apart = abs(one - other)
    return ONE - HALF * apart


def life(mentee: Mentee, mentor: Mentor, _year: int) -> int:
    """The share of what the mentee has lived that the mentor has lived too."""
    return _shared(mentee.life, mentor.life)


def age(mentee: Mentee, mentor: Mentor, _year: int) -> int:
    """Whole up to 5 years apart, then evenly less, nothing from 30 years on."""
    if mentee.birth_year is None or mentor.birth_year is None:
        return HALF
    return AGE_WORTH[min(abs(mentee.birth_year - mentor.birth_year), AGES_APART)]


def gender(mentee: Mentee, mentor: Mentor, _year: int) -> int:
    """Whole when it is the gender wished for, else when both state the same one."""
    if mentee.wants_gender in STATED:
        return ONE if mentor.gender == mentee.wants_gender else 0
    if mentee.gender not in STATED or mentor.gender not in STATED:
        return HALF
    return ONE if mentee.gender == mentor.gender else 0


def availability(mentee: Mentee, mentor: Mentor, year: int) -> int:
    """Hours a week both are free, in the worse of two weeks: whole from six hours on."""
    minutes = weeks.shared_minutes(mentee, mentor, year)
    return HALF if minutes is None else min(minutes, FULL_MINUTES) * (ONE // FULL_MINUTES)


def proximity(mentee: Mentee, mentor: Mentor, _year: int) -> int:
    """How near they live, or how well meeting online suits them.

    Whole where one of them meets online only: then both do. Where one meets in person only,
    nearness: whole at the door, evenly less to nothing at the smaller of the two distances they
    travel. Where both do both, one half for the screen and half the nearness on top.
    """
    if "online" in (mentee.meets, mentor.meets):
        return ONE
    here, there = places.place(mentee), places.place(mentor)
    if here is None or there is None:
        return HALF
    near = _nearness(places.line_squared(here, there), reach(mentee, mentor))
    return near if "in_person" in (mentee.meets, mentor.meets) else HALF + near // 2


def reach(mentee: Mentee, mentor: Mentor) -> float:
    """The straight line, in units, of the smaller of the two distances they travel."""
    lines = (places.line_of(float(person.max_km)) for person in (mentee, mentor))
    return float(min(lines))


def likes(mentee: Mentee, mentor: Mentor, _year: int) -> int:
    """The share of the mentee's interests the mentor has too."""
    return _shared(mentee.interests, mentor.interests)


def dislikes(mentee: Mentee, mentor: Mentor, _year: int) -> int:
    """The share of the mentee's dislikes the mentor has too."""
    return _shared(mentee.dislikes, mentor.dislikes)


def career(mentee: Mentee, mentor: Mentor, _year: int) -> int:
    """Whole when the mentor works in the field the mentee hopes for."""
    if not mentee.career_field or not mentor.occupation_field:
        return HALF
    return ONE if mentee.career_field == mentor.occupation_field else 0


def substances(mentee: Mentee, mentor: Mentor, _year: int) -> int:
    """The share of the mentee's substances the mentor knows from their own life."""
    return _shared(mentee.substances, mentor.substances)


TRAITS: Mapping[str, Trait] = {
    "pathway": pathway,
    "spirituality": spirituality,
    "life": life,
    "age": age,
    "gender": gender,
    "availability": availability,
    "proximity": proximity,
    "likes": likes,
    "dislikes": dislikes,
    "career": career,
    "substances": substances,
}

INTERESTS: Mixture = {"likes": 6, "dislikes": 12}
"""Shared dislikes told longer matches better than shared likes: they count double."""

PARTS: Mapping[str, Mixture] = {
    "pathway": {"pathway": 9, "spirituality": 9},
    "life": {"life": GRAIN},
    "availability": {"availability": GRAIN},
    "proximity": {"proximity": GRAIN},
    "interests": INTERESTS,
    "career": {"career": GRAIN},
}

WISHES: Mapping[str, Mixture] = {
    "pathway": {"pathway": GRAIN},
    "spirituality": {"spirituality": GRAIN},
    "life": {"life": GRAIN},
    "age": {"age": GRAIN},
    "gender": {"gender": GRAIN},
    "availability": {"availability": GRAIN},
    "proximity": {"proximity": GRAIN},
    "interests": INTERESTS,
    "career": {"career": GRAIN},
    "substances": {"substances": GRAIN},
}


@lru_cache(maxsize=4096)
def _trait_counts(
    top_three: tuple[str, ...],
    has_goal: bool,  # noqa: FBT001 - a claim
    weights: Weights,
) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for part, worth in _in_effect(bool(top_three), has_goal, weights).items():
        for trait, eighteenths in mixture_of(part, top_three).items():
            if worth:
                counts[trait] = counts.get(trait, 0) + worth * eighteenths
    return counts


def _in_effect(wishes: bool, has_goal: bool, weights: Weights) -> dict[str, int]:  # noqa: FBT001
    unasked = {"top_three"} if not wishes else set()
    if not has_goal:
        unasked.add("career")
    return {name: worth for name, worth in weights.items() if name not in unasked}


def _shared(mine: tuple[str, ...], theirs: tuple[str, ...]) -> int:
    """How many of so many entries; each is worth its part of `ONE`, rounded down."""
    if not mine or not theirs:
        return HALF
    named = set(mine)
    return len(named & set(theirs)) * (ONE // len(named))


def _nearness(line_squared: float, farthest: float) -> int:
    return int(max(0.0, ONE - ONE * (math.sqrt(line_squared) / farthest)))


def _mixed(mixture: Mixture, values: Mapping[str, int]) -> int:
    return rounded(sum(n * values[trait] for trait, n in mixture.items()), GRAIN * ONE)
