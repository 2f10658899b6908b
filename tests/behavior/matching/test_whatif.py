"""A coordinator sees how many mentors it would take, or that nothing can be said."""

from datetime import timedelta

from cairn.core import clock
from cairn.matching import queries
from cairn.mentorship.models import Mentorship
from cairn.programs.models import Enrollment
from tests.cast import Cast, enroll, make_person
from tests.factories import matching as factory


def _came(cast: Cast, days_ago: int, language: str, *, ended: bool) -> None:
    """Somebody who came, was matched a week later, and perhaps walked thirty days."""
    person = make_person(cast.program.organization, f"Fern {days_ago}", account=False)
    factory.tell(person, languages=(language,))
    matched_at = clock.now() - timedelta(days=days_ago - 7)
    ended_at = matched_at + timedelta(days=30) if ended else None
    enroll(cast.program, person, Enrollment.Side.MENTEE, waiting_since=None)
    Mentorship.objects.create(
        organization_id=cast.program.organization_id,
        program=cast.program,
        mentee=person,
        mentor=cast.mentor,
        waiting_since=clock.today(cast.program.time_zone) - timedelta(days=days_ago),
        matched_at=matched_at,
        ended_at=ended_at,
    )


def _a_year(cast: Cast) -> None:
    for number in range(24):
        _came(cast, 350 - 14 * number, "es" if number % 2 else "en", ended=number < 20)


def _page(sign_in, cast: Cast) -> str:
    page = sign_in(cast.coordinator).get(f"/matching/{cast.program.pk}/more/").content.decode()
    return " ".join(page.split())


def test_a_young_program_is_told_that_nothing_can_be_said(cast: Cast, sign_in) -> None:
    page = _page(sign_in, cast)
    assert "Too little happened to say" in page
    assert "In a year 1 came and 0 mentorships ended." in page


def test_the_record_is_the_programs_own_year(cast: Cast, noon) -> None:
    _a_year(cast)
    whole = queries.needs_of(cast.program)[0].record
    assert (sum(whole.arrivals), whole.endings, whole.walking, whole.waiting) == (25, 20, 4, 1)
    assert whole.days_walked == 20 * 30 + sum(350 - 14 * number - 7 for number in range(20, 24))


def test_it_is_told_by_language(cast: Cast, sign_in) -> None:
    _a_year(cast)
    needs = {each.code: each for each in queries.needs_of(cast.program)}
    assert (needs["es"].a_month, needs["es"].now is None) == (1, False)
    assert "Spanish" in _page(sign_in, cast)


def test_reading_it_takes_as_many_queries_for_many(cast: Cast, sign_in, count_queries) -> None:
    path = f"/matching/{cast.program.pk}/more/"
    client = sign_in(cast.coordinator)
    before = count_queries(client, path)
    _a_year(cast)
    assert (before, count_queries(client, path)) == (8, 8)
