"""Why a pair, in codes: the things that mattered most, and one honest difference.

| shared | differs | params |
|---|---|---|
| `pathway_shared` | `pathway_differs` | `values`: those in common; those of the mentor alone |
| `spirituality_same` | `spirituality_differs` | `value`: the mentor's |
| `life_shared` | `life_differs` | `values` |
| `age_near` | `age_apart` | `years` |
| `gender_wished`, `gender_same` | `gender_differs` | `value`: the mentor's |
| `time_shared` | `time_short` | `minutes` a week |
| `near`, `online` | `far` | `km`, rounded; none for `online` |
| `likes_shared` | `likes_differ` | `values` |
| `dislikes_shared` | `dislikes_differ` | `values` |
| `career_same` | `career_differs` | `value`: the mentor's field |
| `substances_shared` | `substances_differ` | `values` |
| `language_shared` | | `values`: first subtags; told when nothing else is |

Only what both have answered is spoken of. The words are the product's, and so is the choice of what
a mentee lets a mentor see.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from cairn.matching.engine import fit, places, weeks
from cairn.matching.engine.results import Params, Reason
from cairn.matching.engine.values import Mentee, Mentor, Settings

MOST_REASONS = 3


@dataclass(frozen=True)
class Told:
    """What one trait lets say: a code for what is shared, one for what differs, their params."""

    shared: str = ""
    shared_params: Params = field(default_factory=dict)
    differs: str = ""
    differs_params: Params = field(default_factory=dict)


NOTHING = Told()


def reasons_for(
    mentee: Mentee, mentor: Mentor, values: fit.Values, *, settings: Settings, on: date
) -> tuple[tuple[Reason, ...], Reason | None]:
    """The up to three things that count most for this pair, and the one that counts most against.

    A thing counts as much as its trait adds to the fit, or takes from it. Years apart may be told
    as the difference even where age was not asked for. `values` are the traits of the two.
    """
    counts = fit.trait_counts(mentee, settings.weights)
    told = {trait: tell(mentee, mentor, on.year) for trait, tell in TELL.items()}
    shared = _shared(mentee, told, {trait: counts.get(trait, 0) * values[trait] for trait in told})
    named = {reason.trait for reason in shared}
    losses = {
        trait: (counts.get(trait, 0) or int(trait == "age")) * (fit.ONE - values[trait])
        for trait in told
        if trait not in named
    }
    return shared or (_language(mentee, mentor),), _difference(told, losses)


def _shared(
    mentee: Mentee, told: Mapping[str, Told], gains: Mapping[str, int]
) -> tuple[Reason, ...]:
    wished = {trait for wish in mentee.top_three for trait in fit.WISHES[wish]}
    most_first = sorted(gains, key=lambda trait: -gains[trait])
    return tuple(
        Reason(told[trait].shared, trait, told[trait].shared_params, trait in wished)
        for trait in most_first
        if told[trait].shared and gains[trait]
    )[:MOST_REASONS]


def _difference(told: Mapping[str, Told], losses: Mapping[str, int]) -> Reason | None:
    most_first = sorted(losses, key=lambda trait: -losses[trait])
    for trait in most_first:
        if told[trait].differs and losses[trait]:
            return Reason(told[trait].differs, trait, told[trait].differs_params)
    return None


def _language(mentee: Mentee, mentor: Mentor) -> Reason:
    return Reason("language_shared", "language", _values(mentee.subtags & mentor.subtags))


def _pathway(mentee: Mentee, mentor: Mentor, _year: int) -> Told:
    return _entries("pathway_shared", "pathway_differs", mentee.pathways, mentor.pathways)


def _life(mentee: Mentee, mentor: Mentor, _year: int) -> Told:
    return _entries("life_shared", "life_differs", mentee.life, mentor.life)


def _likes(mentee: Mentee, mentor: Mentor, _year: int) -> Told:
    return _entries("likes_shared", "likes_differ", mentee.interests, mentor.interests)


def _dislikes(mentee: Mentee, mentor: Mentor, _year: int) -> Told:
    return _entries("dislikes_shared", "dislikes_differ", mentee.dislikes, mentor.dislikes)


def _substances(mentee: Mentee, mentor: Mentor, _year: int) -> Told:
    return _entries("substances_shared", "substances_differ", mentee.substances, mentor.substances)


def _spirituality(mentee: Mentee, mentor: Mentor, _year: int) -> Told:
    one, other = mentee.spirituality, mentor.spirituality
    if not {one, other} <= set(fit.SPIRITUALITIES):
        return NOTHING
    return _either(one == other, "spirituality_same", "spirituality_differs", {"value": other})


def _age(mentee: Mentee, mentor: Mentor, _year: int) -> Told:
    if mentee.birth_year is None or mentor.birth_year is None:
        return NOTHING
    years = abs(mentee.birth_year - mentor.birth_year)
    return _either(years <= fit.SAME_AGE, "age_near", "age_apart", {"years": years})


def _gender(mentee: Mentee, mentor: Mentor, _year: int) -> Told:
    params: Params = {"value": mentor.gender}
    if mentee.wants_gender in fit.STATED:
        met = mentee.wants_gender == mentor.gender
        return _either(met, "gender_wished", "gender_differs", params)
    if not {mentee.gender, mentor.gender} <= set(fit.STATED):
        return NOTHING
    return _either(mentee.gender == mentor.gender, "gender_same", "gender_differs", params)


def _time(mentee: Mentee, mentor: Mentor, year: int) -> Told:
    minutes = weeks.shared_minutes(mentee, mentor, year)
    if minutes is None:
        return NOTHING
    short = "time_short" if minutes < fit.FULL_MINUTES else ""
    return Told("time_shared", {"minutes": minutes}, short, {"minutes": minutes})


def _near(mentee: Mentee, mentor: Mentor, _year: int) -> Told:
    if "online" in (mentee.meets, mentor.meets):
        return Told("online")
    here, there = places.place(mentee), places.place(mentor)
    if here is None or there is None:
        return NOTHING
    line = places.line_squared(here, there)
    farthest = fit.reach(mentee, mentor)
    params: Params = {"km": round(places.kilometers(line))}
    return _either(line <= farthest * farthest, "near", "far", params)


def _career(mentee: Mentee, mentor: Mentor, _year: int) -> Told:
    if not mentee.career_field or not mentor.occupation_field:
        return NOTHING
    same = mentee.career_field == mentor.occupation_field
    return _either(same, "career_same", "career_differs", {"value": mentor.occupation_field})


TELL: Mapping[str, Callable[[Mentee, Mentor, int], Told]] = {
    "pathway": _pathway,
    "spirituality": _spirituality,
    "life": _life,
    "age": _age,
    "gender": _gender,
    "availability": _time,
    "proximity": _near,
    "likes": _likes,
    "dislikes": _dislikes,
    "career": _career,
    "substances": _substances,
}


def _entries(shared: str, differs: str, mine: tuple[str, ...], theirs: tuple[str, ...]) -> Told:
    if not mine or not theirs:
        return NOTHING
    common, own = set(mine) & set(theirs), set(theirs) - set(mine)
    return Told(shared if common else "", _values(common), differs if own else "", _values(own))


def _either(alike: bool, shared: str, differs: str, params: Params) -> Told:  # noqa: FBT001 - a claim
    return Told(shared=shared, shared_params=params) if alike else Told("", {}, differs, params)


def _values(entries: set[str] | frozenset[str]) -> Params:
    return {"values": tuple(sorted(entries))}
