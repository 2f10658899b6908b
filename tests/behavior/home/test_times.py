"""Times are told as where the person is who reads them."""

from datetime import UTC, datetime

from cairn.core import clock
from tests.factories import matching as pools

EIGHT_AT_NIGHT_IN_UTC = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)


def test_a_mentor_reads_until_when_to_answer_in_the_hour_of_their_own_zone(cast, sign_in) -> None:
    with clock.pinned(EIGHT_AT_NIGHT_IN_UTC):
        pools.asked(pools.answered(cast))
        page = sign_in(cast.mentor).get("/").content.decode()
    assert "An answer is hoped for by Wednesday, 3:30 p.m.<" in page
