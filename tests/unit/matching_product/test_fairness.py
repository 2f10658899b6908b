"""Groups are compared by figures in which nobody can be found, not even from those beside them."""

import hypothesis.strategies as st
from hypothesis import given

from cairn.matching import fairness
from cairn.matching.fairness import FEWEST, UNTOLD, Figure, Mentee, by_group


def _people(number, code, **days):
    groups = {"language": [code]} if code else {}
    return [Mentee(groups, **days) for _ in range(number)]


def test_a_group_is_told_with_its_number_and_its_middle():
    people = _people(12, "en", waited=10) + _people(11, "es", waited=31)
    english, spanish = by_group(people, "language")
    assert (english.code, english.matched) == ("en", Figure(12, 10))
    assert (spanish.code, spanish.matched) == ("es", Figure(11, 31))


def test_a_small_group_is_hidden_and_the_smallest_beside_it():
    people = _people(40, "en", waits=1) + _people(20, "es", waits=1) + _people(3, "so", waits=1)
    assert [(each.code, each.waiting.people) for each in by_group(people, "language")] == [
        ("en", 40),
        ("es", None),
        ("so", None),
    ]


def test_who_did_not_say_is_a_group_and_the_last():
    people = _people(50, "", waits=2) + _people(11, "en", waits=4)
    assert [each.code for each in by_group(people, "language")] == ["en", UNTOLD]


def test_somebody_of_several_pathways_is_in_each():
    people = [Mentee({"pathway": ["smart", "faith"]}, waits=3) for _ in range(FEWEST)]
    assert [each.code for each in by_group(people, "pathway")] == ["faith", "smart"]


def test_nobody_makes_no_group():
    assert by_group([], "language") == []


@given(st.lists(st.integers(0, 40), max_size=8))
def test_no_hidden_count_follows_from_the_sum(counts):
    untold = fairness.hidden(counts)
    assert {at for at, count in enumerate(counts) if 0 < count < FEWEST} <= untold
    together = sum(counts[at] for at in untold)
    everything = len(untold) == sum(count > 0 for count in counts)
    assert not untold or everything or (len(untold) > 1 and together >= FEWEST)
