"""What one person answered can not be reckoned from the figures, however often one looks."""

from collections import defaultdict
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from cairn.mentorship import pulses
from cairn.mentorship.pulses import AT_ONCE, Portion

ANSWERED = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.dictionaries(st.sampled_from(list(pulses.QUESTIONS)), st.integers(1, 5)),
    ),
    max_size=60,
)


def heard(*values: int) -> list[pulses.Told]:
    return [(who, {"heard": value}) for who, value in enumerate(values)]


def test_nothing_is_told_of_ten_and_quarters_of_eleven() -> None:
    few, enough = pulses.figures(heard(*[4] * 6, *[1] * 4)), pulses.figures(heard(*range(1, 12)))
    assert (few[0].answered, few[0].portion) == (None, None)
    assert (enough[0].answered, enough[0].portion) == (11, Portion.MANY)
    assert [figure.answered for figure in enough[1:]] == [None] * 4


def test_many_answers_of_few_people_are_not_many_people() -> None:
    told = [(number % 10, {"heard": 5}) for number in range(60)]
    assert pulses.figures(told)[0].answered is None
    assert pulses.figures([*told, (10, {"heard": 1})])[0].answered == AT_ONCE


@given(ANSWERED, st.data())
def test_a_figure_stands_still_until_eleven_more_people_have_answered(told, data) -> None:
    before = told[: data.draw(st.integers(0, len(told)))]
    pages = zip(pulses.figures(before), pulses.figures(told), strict=True)
    for one, two in pages:
        joined = (two.answered or 0) - (one.answered or 0)
        assert joined % AT_ONCE == 0
        assert one == two or joined


@given(st.lists(st.integers(1, 5), min_size=AT_ONCE, max_size=40), st.data())
def test_two_of_one_eleven_may_change_places_and_no_look_tells(values, data) -> None:
    """So of eleven who did not all say the same, any may have said what another did."""
    block = data.draw(st.integers(0, len(values) // AT_ONCE - 1)) * AT_ONCE
    one, two = (block + data.draw(st.integers(0, AT_ONCE - 1)) for _ in range(2))
    other = [*values]
    other[one], other[two] = values[two], values[one]
    for looked in range(len(values) + 1):
        seen = [pulses.figures(heard(*world[:looked])) for world in (values, other)]
        assert seen[0] == seen[1]


def test_no_run_of_looks_tells_that_all_of_an_eleven_said_the_same() -> None:
    """Whatever was seen, look after look: of no eleven is it sure that all agreed, or none did."""
    worlds = defaultdict(list)
    for agreed in product(range(AT_ONCE + 1), repeat=3):
        said = [value for each in agreed for value in [5] * each + [1] * (AT_ONCE - each)]
        looks = range(AT_ONCE, len(said) + 1, AT_ONCE)
        seen = tuple(pulses.figures(heard(*said[:looked]))[0].portion for looked in looks)
        worlds[seen].append(agreed)
    for possible in worlds.values():
        for block in zip(*possible, strict=True):
            assert len(set(block)) > 1
