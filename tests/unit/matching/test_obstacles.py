"""What stands in the way of someone, and that nothing private can be read from it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.matching.engine import Settings, feasible, fit, match, places, stands_in_the_way, weeks
from cairn.matching.engine.obstacles import OPEN_CODES
from cairn.matching.engine.results import Cause
from tests import promises
from tests.unit.matching.people import (
    ON,
    SETTINGS,
    any_mentor,
    mentee,
    mentor,
    pool,
    pools,
)


def causes(mentors, given_settings=None, **answers):
    people = pool([mentee(**answers)], mentors)
    return stands_in_the_way(people, settings=given_settings or Settings(), on=ON)["E1"]


def test_nothing_is_in_the_way_where_somebody_fits():
    assert causes([mentor("R1"), mentor("R2", languages=("so",))]) == ()


def test_without_any_mentor_nobody_is_available():
    assert causes([]) == (Cause("not_available", 0, nobody=True),)


def test_nobody_speaks_the_language():
    mentors = [mentor("R1", languages=("en",)), mentor("R2", languages=("es",), cleared=False)]
    assert causes(mentors, languages=("so",)) == (Cause("language", 1, nobody=True),)


def test_the_nearest_in_time_is_free_ninety_minutes_a_week():
    mentors = [
        mentor("R1", availability=((0, 90),)),
        mentor("R2", availability=((30, 90),)),
        mentor("R3", availability=((0, 100),), paused=True),
    ]
    found = causes(mentors, availability=((0, 500),))
    assert found == (Cause("time", 2, nobody=True, nearest=90),)


def test_the_nearest_lives_so_many_kilometers_away():
    here = {"latitude": 40.0, "longitude": -74.0}
    there = {"latitude": 41.0, "longitude": -74.0}
    mentors = [mentor("R1", **there), mentor("R2", meets="online")]
    assert causes(mentors, meets="in_person", **here) == (
        Cause("meets", 1, nobody=False),
        Cause("place", 1, nobody=False, nearest=111),
    )


def test_the_best_fit_is_below_the_floor():
    found = causes([mentor(pathways=("smart",))], Settings(floor=60), pathways=("faith",))
    assert found == (Cause("fit", 1, nobody=True, nearest=4364),)


def test_where_all_places_of_those_who_fit_are_taken_that_is_the_cause():
    people = pool([mentee("E1", waiting_since=None), mentee("E2")], [mentor("R1")])
    result = match(people, settings=Settings(), on=ON)
    assert [each.causes for each in result.unmatched] == [(Cause("places_taken", 1, nobody=False),)]


def told_one_by_one(one, mentors, under):
    """What `causes_for` works out for many at once, in the plainest way."""
    codes = {each.ref: feasible.open_codes(one, each, under) for each in mentors}
    if not mentors or not all(codes.values()):
        return () if mentors else (Cause(feasible.AWAY, 0, nobody=True),)
    found = []
    for code in OPEN_CODES:
        close = [each for each in mentors if codes[each.ref] == {code}]
        nobody = all(code in each for each in codes.values())
        if close or nobody:
            found.append(Cause(code, len(close), nobody, nearest(code, one, close, under)))
    return tuple(sorted(found, key=lambda cause: (not cause.nobody, -cause.mentors)))


def nearest(code, one, close, under):
    if not close or code not in {"time", "place", "fit"}:
        return None
    if code == "time":
        return max(weeks.shared_minutes(one, each, ON.year) for each in close)
    if code == "fit":
        return max(fit.fit_of(one, each, settings=under.settings, on=ON) for each in close)
    here = places.place(one)
    lines = [
        places.line_squared(here, places.place(each))
        for each in close
        if here and places.place(each)
    ]
    return round(places.kilometers(min(lines))) if lines else None


@settings(max_examples=promises.many(20, 200), deadline=None)
@given(pools(), SETTINGS)
def test_many_at_once_are_told_what_each_would_be_told_alone(people, given_settings):
    under = feasible.Terms.of(people, given_settings, ON)
    assert stands_in_the_way(people, settings=given_settings, on=ON) == {
        one.ref: told_one_by_one(one, people.mentors, under) for one in people.mentees
    }


def _never(one, ref):
    return replace(one, never=one.never | {ref})


PRIVATELY = {
    "never": lambda people: replace(
        people, mentees=(_never(people.mentees[0], "R9"), *people.mentees[1:])
    ),
    "never of the mentor": lambda people: replace(
        people, mentors=(*people.mentors[:-1], _never(people.mentors[-1], "E0"))
    ),
    "excluded": lambda people: replace(people, excluded=people.excluded | {("R9", "E0")}),
    "forbidden": lambda people: replace(people, forbids=people.forbids | {("E0", "R9")}),
}


@pytest.mark.parametrize("private", PRIVATELY)
@settings(max_examples=promises.many(10, 100), deadline=None)
@given(pools(), any_mentor("R9"), st.booleans())
def test_a_mentor_under_a_private_rule_cannot_be_told_from_one_who_is_away(
    private, people, other, full
):
    with_other = replace(people, mentors=(*people.mentors, other))
    if not people.mentees:
        return
    away = replace(other, paused=True) if not full else replace(other, capacity=0)
    ruled_out = PRIVATELY[private](with_other)
    gone = replace(people, mentors=(*people.mentors, away))
    one = people.mentees[0].ref
    told, world = (
        stands_in_the_way(each, settings=Settings(), on=ON)[one] for each in (ruled_out, gone)
    )
    assert told == world
