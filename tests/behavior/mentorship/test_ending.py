"""Ending a mentorship: by either of the two at any time, or by staff."""

import pytest
from django.db import connection

from cairn.core.verdict import Refused
from cairn.mentorship import actions
from cairn.mentorship.models import Ending, Mentorship
from cairn.notifications.models import Notice
from cairn.people.models import Person
from tests.factories import doors
from tests.factories import mentorship as mentorships


def end(door: str, person: Person, mentorship: Mentorship) -> int:
    if door == "page":
        path = f"/walk/{mentorship.pk}/ending/"
        return doors.by_page(person, path, {"reason": ""}).status_code
    return doors.by_api(person, f"/mentorships/{mentorship.pk}/ending", {}).status_code


@pytest.mark.parametrize(("door", "done"), [("page", 303), ("api", 201)])
@pytest.mark.parametrize("role", ["mentee", "mentor", "coordinator"])
def test_each_of_the_two_and_staff_end_it(cast, door, done, role) -> None:
    mentorship = mentorships.begun(cast)
    assert end(door, cast.people[role], mentorship) == done
    ending = Ending.objects.get()
    mentorship.refresh_from_db()
    assert (ending.ended_by, mentorship.ended_at is None) == (cast.people[role], False)


def test_what_staff_read_of_it_then_takes_no_more_than_ten_queries(
    cast, sign_in, count_queries
) -> None:
    mentorship = mentorships.met(cast)
    actions.end(by=cast.mentee, mentorship=mentorship, reason="We had said what there was.")
    assert count_queries(sign_in(cast.coordinator), f"/walk/{mentorship.pk}/") <= 10


def test_it_can_end_before_it_begins(cast) -> None:
    mentorship = mentorships.matched(cast)
    actions.end(by=cast.mentee, mentorship=mentorship, reason="")
    assert mentorship.begun_at is None


def test_it_ends_once(cast) -> None:
    mentorship = mentorships.ended(cast)
    with pytest.raises(Refused) as refused:
        actions.end(by=cast.mentor, mentorship=mentorship, reason="")
    assert refused.value.verdict.code == "ended"


def test_a_stranger_ends_nothing_and_finds_nothing(cast, sign_in, act) -> None:
    mentorship = mentorships.begun(cast)
    browser = sign_in(cast.outsider)
    path = f"/walk/{mentorship.pk}/ending/"
    assert [browser.get(path).status_code, act(browser, path).status_code] == [404, 404]


def test_the_other_and_the_coordinators_are_told(cast) -> None:
    mentorship = mentorships.begun(cast)
    Notice.objects.all().delete()
    actions.end(by=cast.mentee, mentorship=mentorship, reason="")
    told = Notice.objects.filter(kind="mentorship.ended")
    assert {notice.person for notice in told} == {cast.mentor, cast.coordinator}


def test_the_reason_is_read_by_staff_and_stands_nowhere_in_plain_text(cast, sign_in) -> None:
    mentorship = mentorships.begun(cast)
    actions.end(by=cast.mentee, mentorship=mentorship, reason="heron canary")
    path = f"/walk/{mentorship.pk}/"
    pages = {
        role: "heron canary" in sign_in(cast.people[role]).get(path).content.decode()
        for role in ("coordinator", "mentor", "mentee")
    }
    assert pages == {"coordinator": True, "mentor": False, "mentee": False}
    with connection.cursor() as cursor:
        cursor.execute("select encode(reason, 'escape') from mentorship_ending")
        assert "heron" not in cursor.fetchone()[0]
