"""A mentorship's own page, for each of the two and for staff; and the reads behind first pages."""

from datetime import datetime, timedelta

import pytest

from cairn.core import clock
from cairn.mentorship import actions, queries
from cairn.mentorship.queries import Step
from tests.factories import doors
from tests.factories import mentorship as mentorships


def steps(cast) -> list[str]:
    return [queries.live_of(person)[0].step for person in (cast.mentee, cast.mentor)]


def test_each_of_the_two_learns_what_is_next_for_them(cast) -> None:
    mentorship = mentorships.matched(cast)
    told = [steps(cast)]
    actions.sign(by=cast.mentee, mentorship=mentorship, language="en")
    told.append(steps(cast))
    actions.sign(by=cast.mentor, mentorship=mentorship, language="en")
    told.append(steps(cast))
    mentorships.first_meeting(mentorship)
    told.append(steps(cast))
    assert told == [
        [Step.SIGN, Step.SIGN],
        [Step.OTHER_SIGNS, Step.SIGN],
        [Step.FIRST_MEETING, Step.FIRST_MEETING],
        [Step.UNDER_WAY, Step.UNDER_WAY],
    ]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("matched", "Read the agreement"),
        ("begun", "Meet for the first time."),
        ("met", "Write down a meeting"),
        ("ended", "This mentorship ended on"),
    ],
)
def test_the_page_offers_the_one_next_thing(cast, sign_in, state: str, words: str) -> None:
    mentorship = getattr(mentorships, state)(cast)
    page = sign_in(cast.mentee).get(f"/walk/{mentorship.pk}/").content.decode()
    assert words in page
    assert page.count('data-kind="main"') <= 1


@pytest.mark.parametrize("state", ["matched", "begun", "met", "ended"])
def test_staff_see_that_a_pair_meets_and_no_way_into_their_words(cast, sign_in, state: str) -> None:
    mentorship = getattr(mentorships, state)(cast)
    page = sign_in(cast.coordinator).get(f"/walk/{mentorship.pk}/").content.decode()
    assert "What they write, they alone read." in page
    assert "/talk/" not in page


def test_the_two_never_see_when_staff_call_the_other(cast, sign_in) -> None:
    mentorship = mentorships.begun(cast)
    page = sign_in(cast.mentor).get(f"/walk/{mentorship.pk}/").content.decode()
    assert "/contacts/" not in page


@pytest.mark.parametrize("page", ["", "agreement/", "first-meeting/", "meeting/", "ending/"])
def test_to_a_stranger_there_is_no_such_page(cast, sign_in, page: str) -> None:
    mentorship = mentorships.begun(cast)
    assert sign_in(cast.outsider).get(f"/walk/{mentorship.pk}/{page}").status_code == 404


@pytest.mark.parametrize("pairs", [1, 3])
def test_ones_mentorships_take_one_query_however_many(
    cast, django_assert_num_queries, pairs: int
) -> None:
    for number in range(pairs):
        mentorships.first_meeting(mentorships.signed_by_both(mentorships.another(cast, number)))
    with django_assert_num_queries(1):
        rows = [(one.other.display_name, one.step) for one in queries.live_of(cast.mentor)]
    assert rows == [(f"Sorrel {number}", Step.UNDER_WAY) for number in range(pairs)]


@pytest.mark.parametrize("pairs", [1, 3])
def test_what_waits_for_staff_takes_one_query_however_many(
    cast, django_assert_num_queries, pairs: int
) -> None:
    for number in range(pairs):
        mentorships.another(cast, number)
    with django_assert_num_queries(1):
        needs = queries.mentorships_needing(cast.coordinator)
        names = [[one.display_name for one in need.unsigned] for need in needs]
    assert names == [[f"Sorrel {number}", "Maple Test"] for number in range(pairs)]


def test_staff_hear_of_signatures_and_first_meetings_that_are_missing(cast) -> None:
    mentorship = mentorships.matched(cast)
    found = [[need.step for need in queries.mentorships_needing(cast.coordinator)]]
    mentorships.signed_by_both(mentorship)
    found.append([need.step for need in queries.mentorships_needing(cast.coordinator)])
    mentorships.first_meeting(mentorship)
    found.append([need.step for need in queries.mentorships_needing(cast.coordinator)])
    assert found == [[Step.SIGN], [Step.FIRST_MEETING], []]


@pytest.mark.parametrize("role", ["mentee", "mentor", "outsider"])
def test_nothing_waits_for_those_who_serve_no_program_here(cast, role: str) -> None:
    mentorships.matched(cast)
    assert queries.mentorships_needing(cast.people[role]) == []


def test_the_api_lists_ones_own_mentorships(cast, noon: datetime) -> None:
    mentorship = mentorships.met(cast)
    assert doors.get_by_api(cast.mentee, "/mentorships").json() == [
        {
            "id": str(mentorship.pk),
            "other": "Maple Test",
            "other_id": str(cast.mentor.pk),
            "is_mentor": False,
            "step": "under_way",
            "matched_at": "2026-11-22T17:00:00Z",
            "begun_at": "2026-11-22T17:00:00Z",
            "latest_meeting_at": "2026-11-22T17:00:00Z",
        }
    ]
    assert doors.get_by_api(cast.coordinator, "/mentorships").json() == []


def test_what_has_ended_is_no_longer_listed(cast) -> None:
    mentorships.ended(cast)
    assert queries.live_of(cast.mentee) == []


def test_the_days_on_the_page_are_the_readers(cast, sign_in, noon: datetime) -> None:
    cast.mentee.time_zone = "Pacific/Kiritimati"
    cast.mentee.save()
    mentorship = mentorships.matched(cast)
    with clock.pinned(noon + timedelta(hours=1)):
        page = sign_in(cast.mentee).get(f"/walk/{mentorship.pk}/").content.decode()
    assert "Matched on Nov. 23, 2026" in page
