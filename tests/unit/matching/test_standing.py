"""Somebody comes or goes, and the run stands proven at once, as if it had been made anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.matching.engine import Settings, Unusable, feasible, market, match
from cairn.matching.engine.decided import draw_off
from cairn.matching.engine.standing import Standing
from tests import promises
from tests.unit.matching.people import ON, any_mentee, any_mentor, mentee, mentor, pool


@st.composite
def crowds(draw):
    mentees = [draw(any_mentee(f"E{n}")) for n in range(draw(st.integers(1, 7)))]
    mentors = [draw(any_mentor(f"R{n}")) for n in range(draw(st.integers(1, 5)))]
    return pool(mentees, mentors)


def standing(people):
    return Standing(draw_off(people, feasible.Terms.of(people, Settings(), ON)).table)


def told(stands):
    search, table = stands.search, stands.table
    costs = [market.split(price, search.weight) for price in search.priced.mentor_prices.tolist()]
    people = {
        ref: market.split(int(search.priced.mentee_prices[at]), search.weight)
        for ref, at in stands.people.items()
    }
    return people, {each.ref: cost for each, cost in zip(table.mentors, costs, strict=True)}


def anew(people):
    result = match(people, settings=Settings(), on=ON, alternatives=0)
    prices, weight = result.prices, result.prices.count_weight
    return result, tuple(
        {ref: market.split(price, weight) for ref, price in side.items()}
        for side in (prices.mentees, prices.mentors)
    )


@settings(max_examples=promises.many(15, 200), deadline=None)
@given(crowds(), st.data())
def test_after_every_coming_and_going_it_is_as_if_matched_anew(people, data):
    began_with = data.draw(st.integers(0, len(people.mentees)))
    there = {each.ref: each for each in people.mentees[:began_with]}
    stands = standing(replace(people, mentees=tuple(there.values())))
    for who in data.draw(st.lists(st.sampled_from(people.mentees), max_size=10)):
        if who.ref in there:
            stands.depart(who.ref)
            del there[who.ref]
        else:
            stands.arrive(who)
            there[who.ref] = who
        result, prices = anew(replace(people, mentees=tuple(there.values())))
        assert (len(stands.pairs()), stands.total(), stands.bound()) == (
            result.matched,
            result.total,
            result.bound,
        )
        assert told(stands) == prices


def test_nobody_arrives_twice():
    stands = standing(pool([mentee("E1")], [mentor("R1")]))
    with pytest.raises(Unusable, match="E1 is in the pool twice"):
        stands.arrive(mentee("E1"))
    assert stands.pairs() == {"E1": "R1"}
