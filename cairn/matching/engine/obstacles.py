"""What stands in the way of someone nobody was found for, as far as it may be said.

For each open rule: how many mentors would do but for it alone, how near the nearest of them comes,
and whether nobody at all meets it. A mentor under a private rule counts exactly as one who is full
or away, so that nothing here can be told from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cairn.matching.engine import feasible, fit, places, weeks
from cairn.matching.engine.results import Cause
from cairn.matching.engine.values import Mentee, Mentor

PLACES_TAKEN = "places_taken"
OPEN_CODES = ("language", "gender", "meets", "place", "time", "clearance", feasible.AWAY, "fit")


def causes_for(
    mentee: Mentee, mentors: Sequence[Mentor], terms: feasible.Terms
) -> tuple[Cause, ...]:
    """Why nobody was found, the most telling first.

    Where some mentors fit and all their places went to others, that is the whole answer.
    """
    kept_apart = [(mentor, feasible.open_codes(mentee, mentor, terms)) for mentor in mentors]
    fitting = sum(not codes for _, codes in kept_apart)
    if fitting:
        return (Cause(PLACES_TAKEN, fitting, nobody=False),)
    if not kept_apart:
        return (Cause(feasible.AWAY, 0, nobody=True),)
    causes = [_cause(code, mentee, kept_apart, terms) for code in OPEN_CODES]
    telling = [cause for cause in causes if cause.nobody or cause.mentors]
    return tuple(sorted(telling, key=lambda cause: (not cause.nobody, -cause.mentors)))


def _cause(
    code: str,
    mentee: Mentee,
    kept_apart: Sequence[tuple[Mentor, frozenset[str]]],
    terms: feasible.Terms,
) -> Cause:
    but_for_it = [mentor for mentor, codes in kept_apart if codes == {code}]
    nobody = all(code in codes for _, codes in kept_apart)
    return Cause(code, len(but_for_it), nobody, _nearest(code, mentee, but_for_it, terms))


def _nearest(
    code: str, mentee: Mentee, mentors: Iterable[Mentor], terms: feasible.Terms
) -> int | None:
    if code == "time":
        shared = (weeks.shared_minutes(mentee, mentor, terms.on.year) for mentor in mentors)
        return max((minutes for minutes in shared if minutes is not None), default=None)
    if code == "fit":
        return max((_fit(mentee, mentor, terms) for mentor in mentors), default=None)
    return _nearest_km(mentee, mentors) if code == "place" else None


def _fit(mentee: Mentee, mentor: Mentor, terms: feasible.Terms) -> int:
    return fit.fit_of(mentee, mentor, settings=terms.settings, on=terms.on)


def _nearest_km(mentee: Mentee, mentors: Iterable[Mentor]) -> int | None:
    here = places.place(mentee)
    lived = [places.place(mentor) for mentor in mentors]
    lines = [places.line_squared(here, there) for there in lived if here and there]
    return round(places.kilometers(min(lines))) if lines else None
