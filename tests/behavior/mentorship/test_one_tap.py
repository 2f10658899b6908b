"""A contact written down in one tap from Today, and taken back where that was a mistake."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from cairn.audit.models import Event
from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.mentorship import actions
from cairn.mentorship.models import Mentorship, SupportContact
from cairn.mentorship.policies import TAKE_BACK
from cairn.programs.models import StaffRole
from tests.cast import Cast, serve
from tests.factories import doors
from tests.factories import mentorship as mentorships

both_doors = pytest.mark.parametrize("door", doors.DOORS)
TAP = "Safe, and going well"
LATELY = "can take back within a day"


@pytest.fixture
def walk(cast: Cast) -> Mentorship:
    return mentorships.begun(cast)


@pytest.fixture
def contact(walk: Mentorship) -> SupportContact:
    """The first that is due, with the mentee."""
    found = walk.contacts.filter(person=walk.mentee).order_by("due_on").first()
    assert found
    return found


def take_back(door: str, by, contact: SupportContact) -> int:
    if door == "page":
        return doors.by_page(by, f"/contacts/{contact.pk}/take-back/", {}).status_code
    return doors.by_api(by, f"/contacts/{contact.pk}/take-back", {}).status_code


def kept(contact: SupportContact, by) -> SupportContact:
    answers = {"safety": "safe", "activities": "A walk by the river."}
    return actions.keep_contact(by=by, contact=contact, answers=answers)


def today(browser: Client) -> str:
    return browser.get("/").content.decode()


def test_a_contact_that_is_due_is_written_down_from_its_row_on_today(
    cast, contact, sign_in, act, noon: datetime
) -> None:
    with clock.pinned(noon + timedelta(days=8)):
        browser = sign_in(cast.coordinator)
        assert today(browser).count(TAP) == 2
        answer = act(browser, f"/contacts/{contact.pk}/fine/", {"today": ""})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/")
        page = today(browser)
        assert (page.count(TAP), LATELY in page) == (1, True)
        contact.refresh_from_db()
        assert (contact.kept_at, contact.kept_by) == (clock.now(), cast.coordinator)
    assert contact.answers == {"safety": "safe", "between": "well"}


def test_the_same_form_sent_twice_writes_it_down_once(cast, contact, sign_in, noon) -> None:
    browser = sign_in(cast.coordinator)
    sent = {"form_key": "a" * 32, "today": ""}
    answers = [browser.post(f"/contacts/{contact.pk}/fine/", sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert Event.objects.filter(act="mentorship.keep_contact", about=contact.pk).count() == 1


def test_a_review_has_no_such_tap(cast, walk, sign_in, noon: datetime) -> None:
    walk.contacts.filter(kind="contact").delete()
    with clock.pinned(noon + timedelta(days=31)):
        page = today(sign_in(cast.coordinator))
    assert "Review with" in page
    assert TAP not in page


@both_doors
def test_what_was_written_down_is_taken_back_and_is_owed_again(cast, contact, door) -> None:
    kept(contact, cast.coordinator)
    assert take_back(door, cast.coordinator, contact) == (303 if door == "page" else 200)
    contact.refresh_from_db()
    assert (contact.kept_at, contact.kept_by, contact.answers) == (None, None, {})
    acts = Event.objects.filter(about=contact.pk).order_by("pk").values_list("act", flat=True)
    assert list(acts)[-2:] == ["mentorship.keep_contact", "mentorship.take_back_contact"]
    assert kept(contact, cast.supervisor).kept_by == cast.supervisor


def test_its_page_offers_that_for_a_day(cast, contact, sign_in, noon: datetime) -> None:
    kept(contact, cast.coordinator)
    browser = sign_in(cast.coordinator)
    offered = []
    for later in (timedelta(), TAKE_BACK, TAKE_BACK + timedelta(seconds=1)):
        with clock.pinned(noon + later):
            page = browser.get(f"/contacts/{contact.pk}/").content.decode()
            offered.append(("Take it back" in page, LATELY in today(browser)))
    assert offered == [(True, True), (True, True), (False, False)]


@both_doors
def test_not_after_a_day_nor_twice_nor_after_the_end(cast, walk, contact, door, noon) -> None:
    assert take_back(door, cast.coordinator, contact) == 403
    kept(contact, cast.coordinator)
    with clock.pinned(noon + TAKE_BACK + timedelta(seconds=1)):
        assert take_back(door, cast.coordinator, contact) == 403
    actions.end(by=cast.mentee, mentorship=walk, reason="")
    contact.refresh_from_db()
    with pytest.raises(Refused) as refused:
        actions.take_back_contact(by=cast.coordinator, contact=contact)
    assert refused.value.verdict.code == "ended"
    assert contact.kept_at


@both_doors
@pytest.mark.parametrize("role", ["mentee", "mentor", "facilitator", "outsider"])
def test_nobody_but_staff_takes_it_back(cast, contact, door, role) -> None:
    kept(contact, cast.coordinator)
    assert take_back(door, cast.people[role], contact) == 404


def test_nor_one_of_the_two_who_serves_the_program(cast, contact) -> None:
    kept(contact, cast.coordinator)
    serve(cast.mentor, StaffRole.Kind.COORDINATOR, cast.program)
    assert take_back("page", cast.mentor, contact) == 404
    with pytest.raises(Refused) as refused:
        actions.take_back_contact(by=cast.mentor, contact=contact)
    assert refused.value.verdict.code == "of_the_two"


def test_the_rhythm_plans_no_second_contact_when_the_last_one_is_kept_again(
    cast, walk, contact
) -> None:
    walk.contacts.filter(person=cast.mentee).exclude(pk=contact.pk).delete()
    for _ in range(2):
        kept(contact, cast.coordinator)
        actions.take_back_contact(by=cast.coordinator, contact=contact)
    assert walk.contacts.filter(person=cast.mentee, kind="contact").count() == 2
