"""When staff owe a contact."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.mentorship import rhythm

days = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


def test_two_contacts_lie_in_month_one_and_then_one_a_month() -> None:
    assert rhythm.due_days(date(2026, 11, 22)) == (
        date(2026, 11, 29),
        date(2026, 12, 13),
        date(2027, 1, 13),
        date(2027, 2, 13),
        date(2027, 3, 13),
        date(2027, 4, 13),
        date(2027, 5, 13),
    )


def test_a_month_without_that_day_takes_its_last_and_the_next_takes_the_day_again() -> None:
    assert rhythm.due_days(date(2026, 1, 10))[1:5] == (
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    )


@given(days)
def test_whenever_it_begins_the_first_thirty_days_have_two_and_no_gap_passes_31_days(
    begun_on: date,
) -> None:
    due = rhythm.due_days(begun_on)
    gaps = [later - earlier for earlier, later in pairwise(due)]
    assert sum(day < begun_on + timedelta(days=30) for day in due) == 2
    assert max(gaps) <= timedelta(days=31)


@given(days, st.integers(min_value=1, max_value=36))
def test_the_rhythm_goes_on_as_it_began(begun_on: date, months: int) -> None:
    ahead = rhythm.due_days(begun_on, months + 1)
    assert rhythm.next_after(begun_on, ahead[-2]) == ahead[-1]


@pytest.mark.parametrize("last", [date(2026, 11, 28), date(2026, 11, 22)])
def test_before_the_first_contact_the_first_is_next(last: date) -> None:
    assert rhythm.next_after(date(2026, 11, 22), last) == date(2026, 11, 29)
