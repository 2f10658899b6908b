"""When a mentorship has gone quiet."""

from datetime import UTC, datetime, timedelta

import pytest

from cairn.conversations.quiet import is_quiet

NOW = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "quiet"), [(13.99, False), (14, True), (15, True), (0, False), (-1, False)]
)
def test_it_is_quiet_from_the_fourteenth_whole_day_on(days, quiet) -> None:
    assert is_quiet([NOW - timedelta(days=days)], now=NOW) is quiet


def test_the_latest_sign_counts_whichever_it_is() -> None:
    signs = [NOW - timedelta(days=90), None, NOW - timedelta(days=2)]
    assert is_quiet(signs, now=NOW) is False


def test_what_never_began_can_not_be_quiet() -> None:
    assert is_quiet([None, None], now=NOW) is False


def test_a_program_may_wait_longer() -> None:
    assert is_quiet([NOW - timedelta(days=20)], now=NOW, after_days=21) is False
