"""Reviews beside contacts, a program's own rhythm, one tap, and what staff said they would do."""

from datetime import date, datetime, timedelta

import pytest

from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.mentorship import actions, queries
from cairn.mentorship.models import Errand, Mentorship, Rhythm, SupportContact
from cairn.mentorship.policies import Said
from cairn.notifications.models import Notice
from cairn.people.models import Person
from cairn.programs.models import StaffRole
from tests.cast import Cast, make_person, serve
from tests.factories import doors
from tests.factories import mentorship as mentorships

both_doors = pytest.mark.parametrize("door", doors.DOORS)
SAFE = {"safety": "safe"}
WORDS = "Ask about the heron pass."


@pytest.fixture
def walk(cast: Cast) -> Mentorship:
    return mentorships.begun(cast)


def contact_of(walk: Mentorship, kind: str = "contact") -> SupportContact:
    found = walk.contacts.filter(person=walk.mentee, kind=kind).order_by("due_on").first()
    assert found
    return found


def keep(door: str, by: Person, contact: SupportContact, **said: object) -> int:
    if door == "page":
        return doors.by_page(by, f"/contacts/{contact.pk}/", {**SAFE, **said}).status_code
    words = {"words": said.get("said"), "who_id": said.get("said_who"), "due_on": said["said_by"]}
    sent = {**SAFE, "said": words}
    return doors.by_api(by, f"/contacts/{contact.pk}", sent).status_code


def promised(cast: Cast, walk: Mentorship, days: int = 3) -> Errand:
    due_on = clock.today(cast.coordinator.time_zone) + timedelta(days=days)
    said = Said(WORDS, cast.coordinator, due_on)
    actions.keep_contact(by=cast.coordinator, contact=contact_of(walk), answers=SAFE, said=said)
    return walk.errands.get()


def reviews(walk: Mentorship) -> list[tuple[str, date]]:
    rows = walk.contacts.filter(kind="review").order_by("due_on", "person__display_name")
    return [(row.person.display_name, row.due_on) for row in rows]


def test_reviews_of_both_are_owed_after_thirty_ninety_and_a_hundred_and_eighty_days(walk) -> None:
    begun = walk.begun_on
    assert reviews(walk) == [
        (name, begun + timedelta(days=days))
        for days in (30, 90, 180)
        for name in ("Maple Test", "Rowan Test")
    ]


def test_a_review_stands_in_the_list_and_asks_more(cast, walk, sign_in, act, noon) -> None:
    review = contact_of(walk, "review")
    with clock.pinned(noon + timedelta(days=31)):
        browser = sign_in(cast.coordinator)
        assert "A review" in browser.get("/contacts/").content.decode()
        page = browser.get(f"/contacts/{review.pk}/").content.decode()
        assert "what you set out to do" in page
        assert "Safe, and going well" not in page
        answers = {**SAFE, "goals": "A flat by spring.", "onward": "As it is."}
        assert act(browser, f"/contacts/{review.pk}/", answers).status_code == 303
    review.refresh_from_db()
    assert review.answers == answers


def test_a_review_kept_does_not_bring_another(cast, walk, noon) -> None:
    for review in walk.contacts.filter(kind="review"):
        actions.keep_contact(by=cast.coordinator, contact=review, answers=SAFE)
    assert len(reviews(walk)) == 6


@both_doors
def test_a_program_sets_its_own_rhythm_for_those_who_begin_then(cast, walk, door) -> None:
    before = reviews(walk)
    if door == "page":
        sent = {"contact_days": "14, 3", "review_days": "60"}
        path, send = f"/programs/{cast.program.pk}/rhythm/", doors.by_page
    else:
        sent = {"contact_days": [14, 3], "review_days": [60]}
        path, send = f"/programs/{cast.program.pk}/rhythm", doors.by_api
    assert send(cast.coordinator, path, sent).status_code in (200, 303)
    rhythm = Rhythm.objects.get(program=cast.program)
    assert (rhythm.contact_days, rhythm.review_days) == ([3, 14], [60])
    assert rhythm.set_by == cast.coordinator
    other = mentorships.signed_by_both(mentorships.another(cast, 1))
    days = other.contacts.filter(person=other.mentee, kind="contact").order_by("due_on")
    begun = other.begun_on
    assert [row.due_on for row in days[:2]] == [begun + timedelta(days=n) for n in (3, 14)]
    assert {day for _name, day in reviews(other)} == {begun + timedelta(days=60)}
    assert reviews(walk) == before


@pytest.mark.parametrize(
    ("contact_days", "review_days"),
    [("", "30"), ("40", "30"), ("7, 7", "30"), ("7", "900"), ("7", "x"), ("1,2,3,4,5,6,7", "")],
)
def test_a_rhythm_that_makes_no_sense_is_refused_at_its_field(
    cast, contact_days: str, review_days: str
) -> None:
    sent = {"contact_days": contact_days, "review_days": review_days}
    path = f"/programs/{cast.program.pk}/rhythm/"
    assert doors.by_page(cast.coordinator, path, sent).status_code == 422
    assert not Rhythm.objects.exists()


@pytest.mark.parametrize("role", ["mentee", "mentor", "facilitator", "outsider"])
def test_only_staff_set_it(cast, role: str) -> None:
    path = f"/programs/{cast.program.pk}/rhythm"
    sent = {"contact_days": [7], "review_days": []}
    assert doors.by_api(cast.people[role], path, sent).status_code == 404


def test_one_tap_writes_a_contact_down(cast, walk, noon: datetime) -> None:
    contact = contact_of(walk)
    path = f"/contacts/{contact.pk}/fine/"
    assert doors.by_page(cast.coordinator, path, {}).status_code == 303
    contact.refresh_from_db()
    assert (contact.kept_at, contact.kept_by) == (noon, cast.coordinator)
    assert contact.answers == {"safety": "safe", "between": "well"}
    assert doors.by_page(cast.mentor, path, {}).status_code == 404


@both_doors
def test_what_staff_said_is_an_errand_with_somebody_and_a_day(cast, walk, door) -> None:
    day = clock.today(cast.coordinator.time_zone) + timedelta(days=3)
    said = {"said": WORDS, "said_who": str(cast.coordinator.pk), "said_by": day.isoformat()}
    assert keep(door, cast.coordinator, contact_of(walk), **said) in (200, 303)
    errand = walk.errands.get()
    assert (errand.words, errand.who, errand.due_on) == (WORDS, cast.coordinator, day)
    assert (errand.person, errand.done_at) == (cast.mentee, None)


@both_doors
@pytest.mark.parametrize("wrong", ["day", "who"])
def test_nothing_is_kept_where_the_day_has_passed_or_nobody_of_the_staff_does_it(
    cast, walk, door, wrong
) -> None:
    days, who = (-2, cast.coordinator) if wrong == "day" else (2, cast.mentor)
    day = clock.today(cast.coordinator.time_zone) + timedelta(days=days)
    said = {"said": WORDS, "said_who": str(who.pk), "said_by": day.isoformat()}
    assert keep(door, cast.coordinator, contact_of(walk), **said) == (
        422 if door == "page" else 403
    )
    assert not walk.errands.exists()
    assert contact_of(walk).kept_at is None


def test_another_of_the_staff_is_told(cast, walk) -> None:
    other = make_person(cast.program.organization, "Fern Test")
    serve(other, StaffRole.Kind.COORDINATOR, cast.program)
    said = Said(WORDS, other, clock.today(other.time_zone))
    actions.keep_contact(by=cast.coordinator, contact=contact_of(walk), answers=SAFE, said=said)
    told = Notice.objects.filter(kind="mentorship.errand", seen_at=None)
    assert [notice.person for notice in told] == [other]
    actions.do_errand(by=cast.coordinator, errand=walk.errands.get())
    assert not told.all()


def test_it_is_on_today_from_its_day_on_the_longest_overdue_in_words(
    cast, walk, sign_in, noon
) -> None:
    promised(cast, walk)
    browser = sign_in(cast.coordinator)
    said = "What staff said they would do"
    assert said not in browser.get("/").content.decode()
    assert WORDS in browser.get("/contacts/").content.decode()
    with clock.pinned(noon + timedelta(days=3)):
        assert said in browser.get("/").content.decode()
    with clock.pinned(noon + timedelta(days=5)):
        assert [due.days_late for due in queries.due_errands(cast.coordinator)] == [2]
        assert "2 days overdue" in browser.get("/").content.decode()


@both_doors
def test_it_is_done_once_and_says_by_whom_and_when(cast, walk, sign_in, door, noon) -> None:
    errand = promised(cast, walk)
    path = f"/errands/{errand.pk}/done" + "/" * (door == "page")
    send = doors.by_page if door == "page" else doors.by_api
    done = [send(cast.supervisor, path, {}).status_code for _ in range(2)]
    assert done == [303 if door == "page" else 200, 403]
    errand.refresh_from_db()
    assert (errand.done_at, errand.done_by) == (noon, cast.supervisor)
    page = sign_in(cast.coordinator).get("/contacts/").content.decode()
    assert "Done on" in page


@both_doors
@pytest.mark.parametrize("role", ["mentee", "mentor", "facilitator", "outsider"])
def test_nobody_else_finds_it(cast, walk, sign_in, door, role) -> None:
    errand, person = promised(cast, walk, days=0), cast.people[role]
    path = f"/errands/{errand.pk}/done" + "/" * (door == "page")
    send = doors.by_page if door == "page" else doors.by_api
    assert send(person, path, {}).status_code == 404
    assert queries.due_errands(person) == []
    assert WORDS not in sign_in(person).get(f"/walk/{walk.pk}/").content.decode()


def test_nothing_is_due_of_a_mentorship_that_ended(cast, walk) -> None:
    errand = promised(cast, walk, days=0)
    assert len(queries.due_errands(cast.coordinator)) == 1
    actions.end(by=cast.mentee, mentorship=walk, reason="")
    assert queries.due_errands(cast.coordinator) == []
    with pytest.raises(Refused) as refused:
        actions.do_errand(by=cast.coordinator, errand=errand)
    assert refused.value.verdict.code == "ended"


def test_the_api_lists_what_is_due(cast, walk) -> None:
    errand = promised(cast, walk, days=0)
    (listed,) = doors.get_by_api(cast.coordinator, "/errands").json()
    assert (listed["id"], listed["words"]) == (str(errand.pk), WORDS)
