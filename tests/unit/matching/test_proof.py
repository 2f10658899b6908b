"""A check refuses whatever is not the best, or not what the pool says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cairn.matching.engine import (
    Settings,
    feasible,
    from_data,
    match,
    solve,
    telling,
    to_data,
    verify,
)
from cairn.matching.engine.decided import draw_off
from cairn.matching.engine.results import Cost, Prices
from cairn.matching.engine.values import Unusable
from tests.unit.matching.people import ON, mentee, mentor, pool

LIVES = ("parent", "veteran", "student", "justice", "homeless")


def crowd():
    """Twelve mentees for eight places, each with many who fit more or less."""
    mentees = [
        mentee(
            f"E{n:02}",
            life=(LIVES[n % 5], LIVES[n * n % 5]),
            waiting_since=ON - timedelta(days=9 * n),
            birth_year=1960 + 3 * n,
        )
        for n in range(12)
    ]
    mentors = [
        mentor(
            f"R{n}",
            life=(LIVES[n % 5], LIVES[(n + 1) % 5]),
            capacity=1 + n % 2,
            birth_year=1955 + 5 * n,
        )
        for n in range(5)
    ]
    mentors.append(mentor("R5", languages=("so",), capacity=3))
    return pool(mentees, mentors, excluded=frozenset({("E00", "R0")}))


POOL = crowd()
RESULT = match(POOL, settings=Settings(), on=ON)


def faults(result, people=POOL, **changed):
    return verify(result, people, settings=Settings(**changed)).faults


def told(mentor_of, **assignment):
    """A result consistent in every word, for another assignment."""
    decided = draw_off(POOL, feasible.Terms.of(POOL, Settings(), ON))
    found = replace(solve.solve(decided.table).assignment, **assignment)
    numbers = {each.ref: at for at, each in enumerate(decided.table.people)}
    mentors = {each.ref: at for at, each in enumerate(decided.table.mentors)}
    for who, whom in mentor_of.items():
        found.mentor_of[numbers[who]] = mentors.get(whom, -1)
    return telling.tell(POOL, decided, found, alternatives=2, passes=RESULT.passes)


def with_prices(**changed):
    prices = RESULT.prices
    return replace(
        RESULT,
        prices=Prices(
            changed.get("count_weight", prices.count_weight),
            prices.mentees | changed.get("mentees", {}),
            prices.mentors | changed.get("mentors", {}),
        ),
    )


def test_a_run_is_what_it_says():
    assert faults(RESULT) == ()
    assert told({}) == RESULT
    assert bool(verify(RESULT, POOL, settings=Settings())) is True


def test_a_consistent_but_worse_assignment_is_refused():
    one, other = (
        RESULT.pairs[0],
        next(p for p in RESULT.pairs if p.mentor != RESULT.pairs[0].mentor),
    )
    worse = told({one.mentee: other.mentor, other.mentee: one.mentor})
    assert worse.total < RESULT.total
    assert faults(worse) == ("gap",)


def test_a_dropped_pair_is_refused():
    fewer = told({RESULT.pairs[0].mentee: None})
    assert fewer.matched == RESULT.matched - 1
    assert faults(fewer) == ("gap",)
    assert faults(replace(RESULT, pairs=RESULT.pairs[1:])) == ("people",)


def test_a_pair_twice_or_of_strangers_is_refused():
    assert faults(replace(RESULT, pairs=(*RESULT.pairs, RESULT.pairs[0]))) == ("people",)
    stranger = replace(RESULT.pairs[0], mentor="R99")
    assert faults(replace(RESULT, pairs=(stranger, *RESULT.pairs[1:]))) == ("people",)


def test_a_mentor_with_too_many_is_refused():
    full = RESULT.pairs[0].mentor
    crowded = told({pair.mentee: full for pair in RESULT.pairs})
    assert "capacity" in faults(crowded)


def test_an_excluded_pair_is_refused():
    inside = told({"E00": "R0"})
    assert "infeasible" in faults(inside)


def test_a_pair_excluded_since_is_refused():
    pair = RESULT.pairs[3]
    later = replace(POOL, excluded=POOL.excluded | {(pair.mentor, pair.mentee)})
    assert "infeasible" in faults(RESULT, later)


@pytest.mark.parametrize("change", [-1, 1, 1000])
@pytest.mark.parametrize("side", ["mentees", "mentors"])
def test_a_changed_price_is_refused(side, change):
    for ref, price in getattr(RESULT.prices, side).items():
        assert faults(with_prices(**{side: {ref: price + change}})) != ()


def test_prices_that_prove_it_but_are_not_the_least_are_refused():
    """One place costs a point more, and those who have it have a point less."""
    for pair in RESULT.pairs:
        mates = [each.mentee for each in RESULT.pairs if each.mentor == pair.mentor]
        prices = RESULT.prices
        higher = with_prices(
            mentees={ref: prices.mentees[ref] - 1 for ref in mates},
            mentors={pair.mentor: prices.mentors[pair.mentor] + 1},
        )
        assert faults(higher) != ()


def test_missing_or_negative_prices_are_refused():
    few = dict(list(RESULT.prices.mentees.items())[1:])
    assert faults(replace(RESULT, prices=replace(RESULT.prices, mentees=few))) == ("prices",)
    assert "prices" in faults(with_prices(mentors={"R5": -1}))


def test_another_weight_of_the_count_is_refused():
    assert "count_weight" in faults(with_prices(count_weight=1))


def test_settings_day_and_version_are_part_of_the_result():
    assert faults(RESULT, floor=31) == ("settings",)
    assert faults(replace(RESULT, version="0")) == ("version",)
    assert faults(replace(RESULT, on=date(2026, 12, 24))) != ()


@pytest.mark.parametrize(
    "changed",
    [
        {"score": 9999},
        {"fit": 9999},
        {"only_for_count": True},
        {"cost_to_others": Cost(0, 1)},
        {"reasons": ()},
        {"difference": None},
        {"parts": ()},
        {"runners_up": ()},
        {"pinned": True},
    ],
)
def test_a_changed_word_about_a_pair_is_refused(changed):
    at = next(n for n, pair in enumerate(RESULT.pairs) if pair.difference)
    pairs = [*RESULT.pairs[:at], replace(RESULT.pairs[at], **changed), *RESULT.pairs[at + 1 :]]
    assert faults(replace(RESULT, pairs=tuple(pairs))) in {("told",), ("people",)}


@pytest.mark.parametrize(
    "changed",
    [
        {"total": 1},
        {"bound": 10**9},
        {"feasible_pairs": 1},
        {"mentees": 3},
        {"held": (("E1", "R1"),)},
    ],
)
def test_a_changed_figure_is_refused(changed):
    assert faults(replace(RESULT, **changed)) == ("told",)


def test_a_cause_that_is_not_so_is_refused():
    first = replace(RESULT.unmatched[0], causes=())
    assert faults(replace(RESULT, unmatched=(first, *RESULT.unmatched[1:]))) == ("told",)


@pytest.mark.parametrize(
    "changed",
    [
        {"form": 0},
        {"matched": 1},
        {"gap": 1},
        {"pairs": [{}]},
        {"on": "today"},
        {"prices": None},
        {"more": 1},
    ],
)
def test_a_record_that_is_none_is_refused_with_a_sentence(changed):
    with pytest.raises(Unusable):
        from_data(to_data(RESULT) | changed)


def test_without_words_only_pairs_and_prices_are_checked():
    silent = replace(RESULT, unmatched=tuple(replace(each, causes=()) for each in RESULT.unmatched))
    assert verify(silent, POOL, settings=Settings(), words=False)
    assert not verify(silent, POOL, settings=Settings())
    worse = with_prices(mentors={RESULT.pairs[0].mentor: 0})
    assert not verify(worse, POOL, settings=Settings(), words=False)
