"""Times at which both are free."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from cairn.mentorship.free_times import Week, merged, overlaps, suggested

NOW = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)  # a Sunday, noon in New York
HOUR = timedelta(hours=1)
NEW_YORK, DENVER = "America/New_York", "America/Denver"
MONDAY_EVENING = ((18 * 60, 21 * 60),)


def found(weeks, busy=(), zone=NEW_YORK, now=NOW, length=HOUR):
    return suggested(weeks, busy, zone=zone, now=now, length=length)


def local(moment: datetime, zone: str = NEW_YORK) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%a %d %H:%M}"


def test_only_hours_at_which_both_are_free_are_offered() -> None:
    weeks = [Week(NEW_YORK, MONDAY_EVENING), Week(NEW_YORK, ((19 * 60, 24 * 60),))]
    assert [local(one) for one in found(weeks)] == ["Mon 23 19:00", "Mon 30 19:00"]


def test_each_ones_hours_are_those_of_their_own_zone() -> None:
    weeks = [Week(NEW_YORK, MONDAY_EVENING), Week(DENVER, MONDAY_EVENING)]
    assert [local(one) for one in found(weeks)] == ["Mon 23 20:00", "Mon 30 20:00"]


def test_who_said_no_hours_is_asked_while_people_are_awake() -> None:
    hours = {one.astimezone(ZoneInfo(NEW_YORK)).hour for one in found([Week(NEW_YORK)] * 2)}
    assert hours <= set(range(8, 21))
    assert len(found([Week(NEW_YORK)] * 2)) == 8


def test_a_time_that_is_taken_is_left_out_and_one_that_touches_is_not() -> None:
    evening = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)  # Monday, 19:00 in New York
    weeks = [Week(NEW_YORK, ((18 * 60, 20 * 60),))] * 2
    busy = [(evening, evening + HOUR)]
    assert [local(one) for one in found(weeks, busy)] == ["Mon 23 18:00", "Mon 30 18:00"]


def test_nobody_is_asked_to_come_within_three_hours() -> None:
    assert min(found([Week(NEW_YORK)])) >= NOW + timedelta(hours=3)


def test_the_hour_on_the_clock_stays_when_the_clocks_go_forward() -> None:
    before = datetime(2026, 3, 7, 17, 0, tzinfo=UTC)
    sunday = ((6 * 1440 + 9 * 60, 6 * 1440 + 12 * 60),)
    times = found([Week(NEW_YORK, sunday)], now=before)
    assert [local(one) for one in times] == ["Sun 08 09:00", "Sun 15 09:00"]


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 40)), max_size=30), st.integers(0, 300)
)
def test_looking_up_merged_spans_says_what_asking_each_would(spans, hour) -> None:
    busy = [(NOW + a * HOUR, NOW + (a + length) * HOUR) for a, length in spans]
    start, end = NOW + hour * HOUR, NOW + (hour + 2) * HOUR
    assert overlaps(merged(busy), start, end) == any(a < end and b > start for a, b in busy)
