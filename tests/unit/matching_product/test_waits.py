"""How long others waited is told with its number, and never of so few that one could be found."""

from cairn.matching.waits import FEWEST, Past, Typical, typical
from cairn.people.answers import Answers

SPANISH = Answers(languages=("es", "en"), meets="in_person")
ENGLISH = Answers(languages=("en",), meets="online")


def _past(answers, *days):
    return [Past(each, answers) for each in days]


def test_people_alike_come_first():
    past = _past(SPANISH, *range(FEWEST)) + _past(ENGLISH, *[90] * 50)
    assert typical(past, SPANISH) == Typical(days=5, people=FEWEST, is_alike=True)


def test_too_few_alike_are_told_of_among_everybody():
    past = _past(SPANISH, 1, 2) + _past(ENGLISH, *[30] * 9)
    assert typical(past, SPANISH) == Typical(days=30, people=11, is_alike=False)


def test_of_ten_nothing_is_told():
    assert typical(_past(SPANISH, *range(FEWEST - 1)), SPANISH) is None
    assert typical([], SPANISH) is None


def test_who_meets_both_ways_is_like_either():
    both = Answers(languages=("es",), meets="both")
    assert typical(_past(both, *[7] * FEWEST), SPANISH) == Typical(7, FEWEST, is_alike=True)
    assert typical(_past(both, *[7] * FEWEST), ENGLISH) == Typical(7, FEWEST, is_alike=False)


def test_a_region_makes_no_other_language():
    american = Answers(languages=("en-US",), meets="online")
    assert typical(_past(american, *[7] * FEWEST), ENGLISH) == Typical(7, FEWEST, is_alike=True)
