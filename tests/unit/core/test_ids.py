"""Ids of one thread sort in the order they were made, whatever the clock does."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from cairn.core import clock, ids

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_ids_of_one_millisecond_sort_in_the_order_they_were_made():
    with clock.pinned(NOON):
        made = [ids.new_id() for _ in range(5_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_nobody_can_count_on_to_the_next_id():
    with clock.pinned(NOON):
        made = [ids.new_id().int for _ in range(50)]
    assert len({later - earlier for earlier, later in pairwise(made)}) == len(made) - 1


def test_an_id_says_its_moment_and_that_it_is_of_version_seven():
    for moment in (NOON, NOON + timedelta(milliseconds=1), NOON - timedelta(days=400)):
        with clock.pinned(moment):
            made = ids.new_id()
        assert made.int >> 80 == int(moment.timestamp() * 1000)
        assert (made.version, made.variant) == (7, "specified in RFC 4122")
