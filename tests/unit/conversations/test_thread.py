"""Messages by day, with the time under the last of those sent together."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from cairn.conversations.thread import Line, by_day
from cairn.core.ids import new_id

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("America/New_York"))


def line(minutes: int, *, own: bool = True, body: str = "words") -> Line:
    return Line(new_id(), body, NOON + timedelta(minutes=minutes), is_own=own)


def test_messages_are_grouped_by_the_readers_days() -> None:
    days = by_day([line(-24 * 60), line(0), line(1)], today=TODAY)
    assert [(day.on, day.days_ago, len(day.lines)) for day in days] == [
        (date(2026, 11, 21), 1, 1),
        (TODAY, 0, 2),
    ]


def test_the_time_stands_under_the_last_of_those_sent_together() -> None:
    (day,) = by_day([line(0), line(5), line(6, own=False), line(30, own=False)], today=TODAY)
    assert [one.timed_at is not None for one in day.lines] == [False, True, True, True]


def test_a_day_the_page_has_named_is_not_named_again() -> None:
    (day,) = by_day([line(0)], today=TODAY, after=TODAY)
    assert day.is_named is False


def test_a_message_without_words_is_one_whose_key_is_gone() -> None:
    assert [line(0, body="").is_gone, line(0).is_gone] == [True, False]


def test_nothing_gives_no_day() -> None:
    assert by_day([], today=TODAY) == ()
