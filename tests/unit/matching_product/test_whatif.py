"""How many mentors more it would take is played through, and agrees with what must come out."""

import pytest

from cairn.matching import whatif
from cairn.matching.whatif import MOST_MENTORS, Record

STEADY = Record(
    arrivals=[1, 0, 0, 0, 0, 0, 0] * 26,  # one a week
    endings=26,
    days_walked=26 * 140,  # twenty weeks each
    waiting=0,
    walking=20,
    free_places=5,
)


def with_(**changes):
    return Record(**{**vars(STEADY), **changes})


def test_with_places_enough_nobody_waits():
    assert whatif.outlook(with_(free_places=200), 0).days == 0


def test_with_no_place_that_ever_comes_free_everybody_waits_to_the_end():
    stuck = with_(free_places=0, walking=0)
    found = whatif.outlook(stuck, 0)
    assert 85 <= found.days <= 97  # half of the second half of a year


def test_as_many_places_as_people_need_are_needed():
    """One a week, each for twenty weeks, comes to twenty at a time, and to fewer within a year."""
    alone = with_(free_places=0, walking=0)
    wanted = whatif.needed(alone)
    assert wanted is not None
    assert 14 <= wanted <= 24


def test_a_mentor_with_two_places_counts_twice():
    one, two = (with_(free_places=0, walking=0, places_each=n) for n in (1, 2))
    assert whatif.needed(two) == -(-whatif.needed(one) // 2)


def test_more_mentors_never_make_the_wait_longer():
    short = with_(free_places=0, walking=10, waiting=8)
    days = [whatif.outlook(short, mentors).days for mentors in range(0, 24, 3)]
    assert days == sorted(days, reverse=True)


def test_where_sixty_are_too_few_no_number_is_told():
    crowded = with_(arrivals=[5], endings=3, days_walked=10_000, free_places=0)
    assert whatif.needed(crowded) is None
    assert whatif.outlook(crowded, MOST_MENTORS).days >= whatif.AIM_DAYS


def test_the_same_record_gives_the_same_answer():
    assert whatif.outlook(STEADY, 2) == whatif.outlook(STEADY, 2)


@pytest.mark.parametrize(
    ("changes", "is_enough"),
    [({}, True), ({"arrivals": [1] * 10}, False), ({"endings": 2}, False)],
)
def test_of_too_little_nothing_is_concluded(changes, is_enough):
    assert with_(**changes).is_enough is is_enough
