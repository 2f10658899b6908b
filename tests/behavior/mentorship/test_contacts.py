"""The contacts staff owe: listed with the longest overdue first, written down in one form."""

from datetime import datetime, timedelta

import pytest

from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.mentorship import actions, queries
from cairn.mentorship.models import Mentorship, SupportContact
from cairn.programs.models import StaffRole
from tests.cast import serve
from tests.factories import doors
from tests.factories import mentorship as mentorships

ANSWERS = {"safety": "safe", "between": "well", "activities": "A walk by the river."}


def contact_of(mentorship: Mentorship, number: int = 0) -> SupportContact:
    planned = mentorship.contacts.filter(person=mentorship.mentee, kind="contact")
    return planned.order_by("due_on")[number]


def test_overdue_contacts_come_first_and_say_so_in_words(cast, sign_in, noon: datetime) -> None:
    mentorships.begun(cast)
    with clock.pinned(noon + timedelta(days=20)):
        rows = queries.due_contacts(cast.coordinator)
        page = sign_in(cast.coordinator).get("/contacts/").content.decode()
    assert [(row.days_late, row.is_overdue) for row in rows] == [
        (13, True),
        (13, True),
        (-1, False),
        (-1, False),
    ]
    assert page.index("overdue by 13 days") < page.index("due Sunday")


def test_what_is_due_in_more_than_a_week_is_not_listed_yet(cast, noon: datetime) -> None:
    mentorships.begun(cast)
    with clock.pinned(noon - timedelta(days=1)):
        assert queries.due_contacts(cast.coordinator) == []


@pytest.mark.parametrize("pairs", [1, 3])
def test_the_list_takes_one_query_however_long_it_is(
    cast, noon: datetime, django_assert_num_queries, pairs: int
) -> None:
    for number in range(pairs):
        mentorships.signed_by_both(mentorships.another(cast, number))
    with clock.pinned(noon + timedelta(days=8)), django_assert_num_queries(1):
        names = [
            (row.person.display_name, row.other.display_name)
            for row in queries.due_contacts(cast.coordinator)
        ]
    assert len(names) == 2 * pairs


@pytest.mark.parametrize("pairs", [1, 3])
def test_the_page_takes_as_many_queries_with_three_pairs_as_with_one(
    cast, sign_in, noon: datetime, django_assert_max_num_queries, pairs: int
) -> None:
    for number in range(pairs):
        mentorships.signed_by_both(mentorships.another(cast, number))
    browser = sign_in(cast.coordinator)
    with clock.pinned(noon + timedelta(days=8)), django_assert_max_num_queries(14):
        assert browser.get("/contacts/").status_code == 200


@pytest.mark.parametrize(("door", "done"), [("page", 303), ("api", 200)])
def test_a_contact_is_written_down_with_its_answers(cast, door, done, noon: datetime) -> None:
    contact = contact_of(mentorships.begun(cast))
    if door == "page":
        answer = doors.by_page(cast.coordinator, f"/contacts/{contact.pk}/", ANSWERS)
    else:
        answer = doors.by_api(cast.coordinator, f"/contacts/{contact.pk}", ANSWERS)
    assert answer.status_code == done
    contact.refresh_from_db()
    assert (contact.kept_at, contact.kept_by, contact.answers) == (noon, cast.coordinator, ANSWERS)


def test_what_was_written_down_is_read_in_words(cast, sign_in, noon: datetime) -> None:
    contact = contact_of(mentorships.begun(cast))
    actions.keep_contact(by=cast.coordinator, contact=contact, answers=ANSWERS)
    page = sign_in(cast.supervisor).get(f"/contacts/{contact.pk}/").content.decode()
    assert "A walk by the river." in page
    assert "Written down on Nov. 22, 2026 by <bdi>Sage Test</bdi>" in page


def test_a_kept_contact_leaves_the_list(cast, noon: datetime) -> None:
    mentorship = mentorships.begun(cast)
    actions.keep_contact(by=cast.coordinator, contact=contact_of(mentorship), answers=ANSWERS)
    with clock.pinned(noon + timedelta(days=8)):
        rows = queries.due_contacts(cast.coordinator)
    assert [row.person for row in rows] == [cast.mentor]


def test_whether_they_feel_safe_is_never_skipped(cast, sign_in, act, noon: datetime) -> None:
    contact = contact_of(mentorships.begun(cast))
    page = act(sign_in(cast.coordinator), f"/contacts/{contact.pk}/", {"activities": "A walk."})
    assert page.status_code == 422
    assert "A walk." in page.content.decode()
    with pytest.raises(Refused) as refused:
        actions.keep_contact(by=cast.coordinator, contact=contact, answers={"activities": "x"})
    assert refused.value.verdict.code == "safety_not_asked"


def test_a_contact_is_written_down_once(cast) -> None:
    contact = contact_of(mentorships.begun(cast))
    actions.keep_contact(by=cast.coordinator, contact=contact, answers=ANSWERS)
    with pytest.raises(Refused) as refused:
        actions.keep_contact(by=cast.supervisor, contact=contact, answers=ANSWERS)
    assert refused.value.verdict.code == "kept_already"


@pytest.mark.parametrize("role", ["mentee", "mentor", "outsider"])
def test_nobody_but_staff_of_the_program_finds_or_keeps_a_contact(cast, sign_in, act, role) -> None:
    contact = contact_of(mentorships.begun(cast))
    person = cast.people[role]
    answers = [
        sign_in(person).get(f"/contacts/{contact.pk}/").status_code,
        act(sign_in(person), f"/contacts/{contact.pk}/", ANSWERS).status_code,
    ]
    assert answers == [404, 404]
    with pytest.raises(Refused) as refused:
        actions.keep_contact(by=person, contact=contact, answers=ANSWERS)
    assert refused.value.verdict.code == "not_staff_here"


def test_a_mentor_who_serves_the_program_reads_nothing_of_what_staff_heard_of_their_own_pair(
    cast, sign_in, noon: datetime
) -> None:
    contact = contact_of(mentorships.begun(cast))
    actions.keep_contact(
        by=cast.coordinator, contact=contact, answers=ANSWERS | {"effect": "I dread our talks."}
    )
    serve(cast.mentor, StaffRole.Kind.COORDINATOR, cast.program)
    assert sign_in(cast.mentor).get(f"/contacts/{contact.pk}/").status_code == 404
    assert queries.due_contacts(cast.mentor) == []
    open_one = SupportContact.objects.open().first()
    with pytest.raises(Refused) as refused:
        actions.keep_contact(by=cast.mentor, contact=open_one, answers=ANSWERS)
    assert refused.value.verdict.code == "of_the_two"


def test_the_rhythm_goes_on_when_the_last_contact_planned_is_kept(cast, noon: datetime) -> None:
    mentorship = mentorships.begun(cast)
    for number in range(7):
        contact = contact_of(mentorship, number)
        actions.keep_contact(by=cast.coordinator, contact=contact, answers=ANSWERS)
    days = mentorship.contacts.filter(person=cast.mentee, kind="contact").order_by("due_on")
    assert [str(one.due_on) for one in days][-2:] == ["2027-05-13", "2027-06-13"]


def test_nobody_is_called_about_a_mentorship_that_ended(cast, noon: datetime) -> None:
    mentorship = mentorships.ended(cast)
    with clock.pinned(noon + timedelta(days=8)):
        assert queries.due_contacts(cast.coordinator) == []
    with pytest.raises(Refused) as refused:
        actions.keep_contact(by=cast.coordinator, contact=contact_of(mentorship), answers=ANSWERS)
    assert refused.value.verdict.code == "ended"


def test_a_long_list_comes_in_pages_without_gap_or_repetition(
    cast, noon: datetime, monkeypatch
) -> None:
    monkeypatch.setattr(queries.walks, "PAGE", 3)
    for number in range(4):
        mentorships.signed_by_both(mentorships.another(cast, number))
    with clock.pinned(noon + timedelta(days=8)):
        whole = [row.contact.pk for row in queries.due_contacts(cast.coordinator, most=50)]
        paged, key = [], None
        for _ in range(3):
            page = queries.contact_page(cast.coordinator, key)
            paged += [row.contact.pk for row in page.rows]
            key = page.after
    assert (paged, key) == (whole, None)


def test_an_empty_list_says_what_will_be_here(cast, sign_in) -> None:
    assert (
        "Nobody is waiting for your call."
        in sign_in(cast.coordinator).get("/contacts/").content.decode()
    )


def test_a_broken_key_in_the_address_shows_the_first_page(cast, sign_in) -> None:
    assert sign_in(cast.coordinator).get("/contacts/?after=x").status_code == 200


def test_the_api_lists_the_same_contacts_in_the_same_order(cast, noon: datetime) -> None:
    mentorships.begun(cast)
    with clock.pinned(noon + timedelta(days=8)):
        rows = queries.due_contacts(cast.coordinator)
        listed = doors.get_by_api(cast.coordinator, "/contacts").json()
        rest = doors.get_by_api(cast.coordinator, f"/contacts?after={listed[0]['id']}").json()
    assert [one["id"] for one in listed] == [str(row.contact.pk) for row in rows]
    assert (listed[0]["days_late"], rest) == (1, listed[1:])


def test_ahead_of_its_week_a_contact_is_named_and_not_asked_for(cast, sign_in, noon) -> None:
    mentorship = mentorships.begun(cast)
    page = sign_in(cast.coordinator).get(f"/walk/{mentorship.pk}/").content.decode()
    assert (page.count("Write it down"), page.count("later")) == (2, 18)
