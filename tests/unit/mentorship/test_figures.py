"""Nobody is found in a funder's figures, by looking nor by reckoning."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cairn.mentorship import figures
from cairn.mentorship.figures import Counted, Shown

FEW = range(1, 11)


@st.composite
def programs(draw):
    due = draw(st.integers(0, 40))
    waiting, matched = draw(st.integers(0, 40)), draw(st.integers(0, 40))
    return Counted(waiting, matched, due, kept=draw(st.integers(0, due)))


def page(rows):
    shown = [figures.shown(row) for row in rows]
    return shown, figures.total(shown)


def test_what_is_large_enough_is_shown():
    assert figures.shown(Counted(11, 0, 40, 20)) == Shown(11, 0, 40, 20)


def test_few_are_hidden_and_with_them_the_sum():
    rows, total = page([Counted(10, 20, 30, 15), Counted(12, 20, 30, 15)])
    assert [row.waiting for row in rows] == [None, 12]
    assert total == Shown(None, 40, 60, 30)


def test_few_missed_follow_ups_are_not_told_by_those_kept():
    assert figures.shown(Counted(0, 20, 40, 35)) == Shown(0, 20, 40, None)
    assert figures.shown(Counted(0, 20, 40, 40)) == Shown(0, 20, 40, 40)


@given(st.lists(programs(), min_size=1, max_size=4), st.data())
def test_a_page_reads_the_same_whatever_a_hidden_figure_is(rows, data):
    """So it can not be reckoned from the others."""
    at = data.draw(st.integers(0, len(rows) - 1))
    name = data.draw(st.sampled_from(["waiting", "matched"]))
    if getattr(rows[at], name) not in FEW:
        return
    other = [*rows]
    other[at] = replace(rows[at], **{name: data.draw(st.sampled_from(FEW))})
    assert page(other) == page(rows)


@given(st.lists(programs(), min_size=1, max_size=4), st.data())
def test_nor_can_the_few_that_were_missed(rows, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    row = rows[at]
    if row.due - row.kept not in FEW or row.due < figures.FEWEST:
        return
    other = [*rows]
    missed = data.draw(st.sampled_from(FEW))
    other[at] = replace(row, kept=row.due - missed)
    assert page(other) == page(rows)


@given(st.lists(programs(), min_size=1, max_size=4))
def test_no_figure_of_few_is_ever_shown(rows):
    shown, total = page(rows)
    told = [figure for row in [*shown, total] for figure in vars(row).values()]
    assert [figure for figure in told if figure in FEW] == []
