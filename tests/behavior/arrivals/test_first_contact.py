"""The first contact that staff owe whoever comes, and how they come onto the waiting list."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpResponse

from cairn.arrivals import actions
from cairn.arrivals.models import FirstContact
from cairn.audit.models import Event
from cairn.consent import looks
from cairn.core import clock
from cairn.core.verdict import Refused
from cairn.people import invitations
from cairn.people.models import Person
from tests.cast import Cast, make_program, serve
from tests.conftest import Browser
from tests.factories import arrivals as arriving
from tests.factories import doors

KEPT = {"how": "phone", "words": "Ask for Sage at six."}
both_doors = pytest.mark.parametrize("door", doors.DOORS)


def do(door: str, by: Person, contact: FirstContact, what: str) -> HttpResponse:
    said = KEPT if what == "kept" else {}
    if door == "page":
        path = f"/arrivals/{contact.pk}/" + ("" if what == "kept" else f"{what}/")
        return doors.by_page(by, path, said)
    return doors.by_api(by, f"/first-contacts/{contact.pk}/{what}", said)


def code_of(call, **given: object) -> str:
    with pytest.raises(Refused) as refused:
        call(**given)
    return refused.value.verdict.code


@both_doors
def test_staff_write_down_that_they_got_in_touch(cast: Cast, door: str, noon: datetime) -> None:
    contact = arriving.sent(cast)
    assert do(door, cast.coordinator, contact, "kept").status_code in (200, 303)
    contact.refresh_from_db()
    kept = (contact.kept_at, contact.kept_by, contact.how, contact.words)
    assert kept == (noon, cast.coordinator, "phone", KEPT["words"])
    assert do(door, cast.coordinator, contact, "kept").status_code == 403


@both_doors
def test_a_try_that_reached_nobody_is_written_down_and_still_owed(cast: Cast, door: str) -> None:
    contact = arriving.sent(cast)
    assert do(door, cast.coordinator, contact, "tried").status_code in (200, 303)
    contact.refresh_from_db()
    assert (contact.tried_by, contact.kept_at) == (cast.coordinator, None)
    assert FirstContact.objects.open().get() == contact


@both_doors
def test_who_asked_waits_from_the_day_they_asked(cast: Cast, door: str, noon: datetime) -> None:
    contact = arriving.sent(cast, language="es", free=["weekends"], wants_gender="woman")
    with clock.pinned(noon + timedelta(days=3)):
        assert do(door, cast.coordinator, contact, "welcome").status_code in (200, 303)
    place = cast.program.enrollments.get(person=contact.asking_id)
    person = place.person
    assert (place.side, place.waiting_since) == ("mentee", date(2026, 11, 22))
    assert (person.display_name, person.language, person.phone) == ("Yarrow", "es", "555 0100")
    assert person.profile.answers.wants_gender == "woman"
    assert len(person.profile.answers.availability) == 2
    assert do(door, cast.coordinator, contact, "welcome").status_code == 403


def test_with_the_code_they_hold_they_choose_what_they_sign_in_with(cast: Cast) -> None:
    by = arriving.asker(cast)
    contact = arriving.sent(cast, by)
    actions.welcome(by=cast.coordinator, asking=contact.asking)
    browser = Browser()
    browser.post("/ask/", {"code": by.code})
    path = f"/join/{invitations.path_of(by.code)}/"
    assert path in browser.get("/asking/").content.decode()
    assert "Welcome" in browser.get(path).content.decode()
    assert browser.post(f"{path}paper/").status_code == 200
    assert Person.objects.get(pk=contact.asking_id).account_id


def test_an_address_that_somebody_here_has_already_is_neither_refused_nor_told(cast: Cast) -> None:
    there = arriving.sent(cast, email="known@example.org")
    first = actions.welcome(by=cast.coordinator, asking=there.asking)
    again = arriving.sent(cast, email="known@example.org")
    second = actions.welcome(by=cast.coordinator, asking=again.asking)
    assert (first.email, second.email) == ("known@example.org", "known@example.org")
    assert (first.email_hash != "", second.email_hash) == (True, "")


@both_doors
def test_what_is_no_asking_is_set_aside_quietly(cast: Cast, door: str) -> None:
    by = arriving.asker(cast)
    contact = arriving.sent(cast, by)
    browser = Browser()
    browser.post("/ask/", {"code": by.code})
    before = browser.get("/asking/").content
    assert do(door, cast.coordinator, contact, "aside").status_code in (200, 303)
    after = browser.get("/asking/").content
    assert _plain(before) == _plain(after)
    assert not FirstContact.objects.open().exists()
    assert do(door, cast.coordinator, contact, "welcome").status_code == 403


def _plain(page: bytes) -> str:
    return "\n".join(line for line in page.decode().splitlines() if "csrf" not in line)


@both_doors
@pytest.mark.parametrize("what", ["kept", "tried", "welcome", "aside"])
@pytest.mark.parametrize("role", ["mentee", "mentor", "facilitator", "house_lead", "outsider"])
def test_to_everybody_else_there_is_nothing(cast: Cast, door: str, what: str, role: str) -> None:
    contact = arriving.sent(cast)
    assert do(door, cast.people[role], contact, what).status_code == 404


def test_staff_of_another_program_alone_read_nothing_of_it(cast: Cast, sign_in) -> None:
    contact = arriving.sent(cast)
    cast.facilitator.staff_roles.all().delete()
    serve(cast.facilitator, "coordinator", make_program(cast.program.organization, "Dawn"))
    assert sign_in(cast.facilitator).get(f"/arrivals/{contact.pk}/").status_code == 404


def test_they_read_later_who_opened_what_they_asked(cast: Cast, sign_in) -> None:
    contact = arriving.sent(cast)
    text = sign_in(cast.coordinator).get(f"/arrivals/{contact.pk}/").content.decode()
    assert "heron" in text
    person = actions.welcome(by=cast.coordinator, asking=contact.asking)
    (look,) = looks.looks_at(person).looks
    assert (look.what, look.who) == ("asking", "Sage Test")
    acts = Event.objects.filter(person_id=person.pk).order_by("pk").values_list("act", flat=True)
    assert list(acts)[:4] == ["arrivals.begin", "arrivals.keep", "arrivals.send", "look.asking"]


def test_today_names_who_came_and_says_overdue_in_words(
    cast: Cast, sign_in, noon: datetime
) -> None:
    arriving.sent(cast)
    browser = sign_in(cast.coordinator)
    assert "due Monday" in browser.get("/").content.decode()
    with clock.pinned(noon + timedelta(hours=26)):
        text = browser.get("/").content.decode()
    assert "1 first contact is overdue." in text
    assert '<span class="tag" data-kind="late">overdue by 2 hours</span>' in text


@both_doors
def test_staff_enroll_somebody_before_they_leave_where_they_are(
    cast: Cast, door: str, noon: datetime
) -> None:
    where = cast.program
    said = {"display_name": "Yarrow", "language": "en", "phone": "555 0100"}
    if door == "page":
        answer = doors.by_page(
            cast.coordinator,
            f"/programs/{where.pk}/enroll/",
            {**said, "leaves_on": "2027-03-13", "leaves_at": "17:00"},
        )
        assert answer.status_code == 303
    else:
        leaves = "2027-03-13T17:00:00-05:00"
        answer = doors.by_api(
            cast.coordinator, f"/programs/{where.pk}/arrivals", {**said, "leaves_at": leaves}
        )
        assert answer.status_code == 201
    contact = FirstContact.objects.get()
    left = datetime(2027, 3, 13, 17, tzinfo=ZoneInfo("America/New_York"))
    assert contact.due_at - left.astimezone(ZoneInfo("UTC")) == timedelta(hours=24)
    place = where.enrollments.get(person=contact.person)
    assert (place.side, place.waiting_since) == ("mentee", date(2026, 11, 22))


def test_the_api_lists_what_is_owed_the_longest_overdue_first(cast: Cast, noon: datetime) -> None:
    with clock.pinned(noon - timedelta(hours=30)):
        late = arriving.sent(cast)
    fresh = actions.enroll(by=cast.coordinator, program=cast.program, display_name="Teasel")
    listed = doors.get_by_api(cast.coordinator, "/first-contacts").json()
    told = [(row["id"], row["name"], row["has_asked"], row["is_overdue"]) for row in listed]
    assert told == [
        (str(late.pk), "Yarrow", True, True),
        (str(fresh.pk), "Teasel", False, False),
    ]


def test_nobody_keeps_the_first_contact_with_themself(cast: Cast) -> None:
    contact = FirstContact.objects.create(
        organization=cast.program.organization,
        program=cast.program,
        person=cast.coordinator,
        due_at=clock.now(),
    )
    given = {"by": cast.coordinator, "contact": contact, "how": "phone"}
    assert code_of(actions.keep_first_contact, **given) == "own_contact"
    assert not FirstContact.objects.visible_to(cast.coordinator).exists()


@both_doors
def test_a_page_for_asking_is_opened_and_closed_by_staff(cast: Cast, door: str) -> None:
    base = f"/programs/{cast.program.pk}/"
    send = doors.by_page if door == "page" else doors.by_api
    places = ("ask/", "ask/close/") if door == "page" else ("door", "door/close")
    done = [send(cast.coordinator, base + place, {}).status_code for place in places]
    assert done == ([303, 303] if door == "page" else [200, 200])
    (row,) = cast.program.doors.all()
    assert (row.opened_by, row.closed_by) == (cast.coordinator, cast.coordinator)
    send(cast.coordinator, base + places[0], {})
    assert cast.program.doors.filter(closed_at=None).get().code != row.code


def test_the_card_carries_the_code_in_both_languages(cast: Cast, sign_in) -> None:
    code = arriving.door(cast).spoken_code
    path = f"/programs/{cast.program.pk}/ask/card/"
    assert code in sign_in(cast.coordinator).get(path).content.decode()
    cast.coordinator.account.language = "es"
    cast.coordinator.account.save()
    assert "¿Alguien con quien caminar?" in sign_in(cast.coordinator).get(path).content.decode()


@both_doors
def test_a_mentee_reads_their_orientation_once(cast: Cast, door: str, noon: datetime) -> None:
    def read() -> int:
        if door == "page":
            return doors.by_page(cast.mentee, "/orientation/", {}).status_code
        return doors.by_api(cast.mentee, "/orientation", {}).status_code

    assert read() in (200, 303)
    with clock.pinned(noon + timedelta(days=1)):
        assert read() in (200, 303)
    assert cast.mentee.orientation.read_at == noon


def test_a_mentee_who_waits_finds_their_orientation_on_today(cast: Cast, sign_in) -> None:
    assert "/orientation/" in sign_in(cast.mentee).get("/").content.decode()
    text = sign_in(cast.mentee).get("/orientation/").content.decode()
    assert all(said in text for said in ("What a mentor is not", "Your rights", "change or leave"))
