"""Who waits is told for what, for how long, and how long others did."""

from datetime import timedelta

import pytest
from django.utils import translation

from cairn.core import clock
from cairn.matching import queries, words
from cairn.matching.waits import FEWEST, Typical
from cairn.mentorship.models import Mentorship
from cairn.people.models import Avoidance
from cairn.programs.models import Enrollment
from tests.cast import Cast, enroll, make_person
from tests.factories import matching as factory


def _page(cast: Cast, sign_in, person) -> str:
    return " ".join(sign_in(person).get("/choose/").content.decode().split())


def _matched_after(cast: Cast, days: int, number: int) -> None:
    person = make_person(cast.program.organization, f"Fern {number}", account=False)
    factory.tell(person, languages=("en",))
    matched_at = clock.now() - timedelta(days=10)
    enroll(cast.program, person, Enrollment.Side.MENTEE, waiting_since=None)
    Mentorship.objects.create(
        organization_id=cast.program.organization_id,
        program=cast.program,
        mentee=person,
        mentor=cast.mentor,
        waiting_since=matched_at.date() - timedelta(days=days),
        matched_at=matched_at,
    )


def test_it_says_what_is_waited_for(cast: Cast, sign_in) -> None:
    factory.answered(cast)
    sol = factory.waits(cast.program, "Sol Test", languages=("so",))
    factory.ran(cast)
    page = _page(cast, sign_in, sol.person)
    assert "Someone who speaks Somali." in page
    assert "You have waited 7 days" in page
    assert "Too few people found a mentor here" in page


def test_how_long_others_waited_comes_with_their_number(cast: Cast, sign_in) -> None:
    factory.tell(cast.mentee, languages=("en",))
    for number in range(FEWEST):
        _matched_after(cast, days=number, number=number)
    mentee = factory.enrollment(cast, cast.mentee)
    assert queries.wait_of(mentee).others == Typical(days=5, people=FEWEST, is_alike=True)
    assert "Of 11 people with your language" in _page(cast, sign_in, cast.mentee)


def test_whoever_is_kept_away_reads_as_someone_without_a_place(cast: Cast) -> None:
    factory.answered(cast)
    avoided = {"persons": [str(cast.mentor.pk)]}
    Avoidance.objects.create(
        organization_id=cast.mentee.organization_id, person=cast.mentee, avoided=avoided
    )
    factory.ran(cast)
    wait = queries.wait_of(factory.enrollment(cast, cast.mentee))
    told = words.waited_for([cause["code"] for cause in wait.causes], wait.languages)
    assert told == ["Someone who has a place free."]


@pytest.mark.parametrize("matched", [1, 12])
def test_waiting_takes_as_many_queries_whoever_was_matched(
    cast: Cast, sign_in, count_queries, matched: int
) -> None:
    for number in range(matched):
        _matched_after(cast, days=number, number=number)
    assert count_queries(sign_in(cast.mentee), "/choose/") == 9


def test_it_is_said_in_spanish_too() -> None:
    with translation.override("es"):
        assert words.waited_for(["language"], ["so"]) == ["Alguien que hable somalí."]
