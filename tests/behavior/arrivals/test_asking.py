"""Asking for a mentor: from a page anybody may open, without an account, kept under a code."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from cairn.arrivals import actions, drafts, policies
from cairn.arrivals.models import Asking, FirstContact
from cairn.core import clock
from cairn.core.crypto import Unreadable
from cairn.core.verdict import Refused
from cairn.core.walls import acting_in
from cairn.notifications.models import Notice
from cairn.people import codes, lookup
from cairn.people.models import Person
from tests.cast import Cast
from tests.conftest import Browser
from tests.factories import arrivals as arriving
from tests.factories import mentorship as mentorships

NAMED = {"name": "Yarrow", "language": "es"}
REACHED = {"reach": "text", "phone": "555 0199", "may_say": "on"}
WISHES = {"wants_gender": "woman", "free": ["evenings"], "words": "I like the heron."}


@pytest.fixture(autouse=True)
def _nobody_tried_before() -> None:
    cache.clear()


def code_of(call, **given: object) -> str:
    with pytest.raises(Refused) as refused:
        call(**given)
    return refused.value.verdict.code


def begun_by(cast: Cast, own: str = "") -> Client:
    """A browser of somebody signed out who pressed the button on the program's page."""
    browser = Browser()
    place = f"/ask/{arriving.door(cast).code}/"
    assert browser.get(place).status_code == 200
    answer = browser.post(place, {"own": own} if own else {})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/asking/")
    return browser


def code_on(page: str) -> str:
    found = re.search(r'<code class="code">([0-9a-z-]{24})</code>', page)
    assert found
    return found[1]


def test_a_person_asks_in_three_short_parts_and_sends_it(cast: Cast) -> None:
    browser = begun_by(cast)
    for step, said in enumerate((NAMED, REACHED, WISHES)):
        answer = browser.post(f"/asking/?step={step}", said)
        assert answer.headers["Location"] == f"/asking/?step={step + 1}"
    text = browser.get("/asking/?step=3").content.decode()
    assert all(word in text for word in ("Yarrow", "555 0199", "heron", "Weekday evenings"))
    assert browser.post("/asking/?step=3").status_code == 303
    (asking,) = Asking.objects.all()
    assert asking.answers == {
        **NAMED,
        "reach": "text",
        "phone": "555 0199",
        "email": "",
        "may_say": True,
        "times": "",
        "wants_gender": "woman",
        "meets": "",
        "free": ["evenings"],
        "words": "I like the heron.",
    }
    assert "We have it" in browser.get("/asking/").content.decode()


def test_every_question_can_be_left_out(cast: Cast) -> None:
    browser = begun_by(cast)
    for step in range(4):
        assert browser.post(f"/asking/?step={step}", {}).status_code == 303
    contact = FirstContact.objects.get()
    assert contact.asking.sent_at
    assert actions.welcome(by=cast.coordinator, asking=contact.asking).display_name == "Someone new"


def test_what_was_typed_is_kept_when_it_is_interrupted_and_goes_on_with_the_code(
    cast: Cast,
) -> None:
    browser = begun_by(cast)
    browser.post("/asking/?step=0", NAMED)
    code = code_on(browser.get("/asking/?step=1").content.decode())
    another = Browser()
    assert another.post("/ask/", {"code": code.upper()}).headers["Location"] == "/asking/"
    assert 'value="Yarrow"' in another.get("/asking/").content.decode()


def test_nobody_can_read_a_draft_without_its_code(cast: Cast) -> None:
    by = arriving.asker(cast)
    asking = arriving.begun(cast, by)
    with connection.cursor() as cursor:
        cursor.execute("select encode(draft, 'escape'), token_hash from arrivals_asking")
        (draft, kept) = cursor.fetchone()
    assert "heron" not in draft
    assert by.code not in kept
    with pytest.raises(Unreadable):
        drafts.opened(asking, codes.new_code())
    assert not Asking.objects.visible_to(cast.coordinator).exists()
    stranger = arriving.asker(cast)
    for act in (actions.send, actions.withdraw):
        assert code_of(act, by=stranger, asking=asking) == "not_yours"


def test_the_session_of_a_browser_holds_the_code_sealed(cast: Cast) -> None:
    browser = begun_by(cast)
    code = code_on(browser.get("/asking/").content.decode())
    assert code not in str(dict(browser.session.items()))
    assert drafts.held(browser.session) == code


def test_quick_exit_leaves_nothing_behind_on_the_device(cast: Cast) -> None:
    browser = begun_by(cast)
    browser.post("/leave/")
    assert browser.get("/asking/").headers["Location"] == "/ask/"


@pytest.mark.parametrize("code", ["0000-0000-0000-0000-0000", "nothing", "é"])
def test_a_code_that_opens_nothing_says_so_at_its_field(cast: Cast, code: str) -> None:
    page = Browser().post("/ask/", {"code": code})
    assert page.status_code == 422
    assert "opens nothing now" in page.content.decode()


def test_a_door_that_is_closed_reads_as_one_that_never_was(cast: Cast) -> None:
    door = arriving.door(cast)
    actions.close_door(by=cast.coordinator, door=door)
    pages = [Browser().get(f"/ask/{code}/") for code in (door.code, "00000000000000000000")]
    assert _plain(pages[0].content) == _plain(pages[1].content)
    assert [page.status_code for page in pages] == [200, 200]
    assert not Asking.objects.exists()


def _plain(page: bytes) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.decode())


def test_who_has_begun_goes_on_after_the_door_was_closed(cast: Cast) -> None:
    by = arriving.asker(cast)
    asking = arriving.begun(cast, by)
    actions.close_door(by=cast.coordinator, door=arriving.door(cast))
    assert actions.send(by=by, asking=asking).asking == asking


def test_an_asking_reads_the_same_whether_the_address_is_a_members_or_not(cast: Cast) -> None:
    Person.objects.filter(pk=cast.mentee.pk).update(email_hash="")
    known = _with_address(cast.mentee, "known@example.org")
    pages = [_asked_with(cast, address) for address in (known, "other@example.org")]
    assert pages[0] == pages[1]


def _with_address(person: Person, address: str) -> str:
    person.email, person.email_hash = address, lookup.email_hash(address)
    person.save(update_fields=["email", "email_hash"])
    return address


def _asked_with(cast: Cast, address: str) -> list[str]:
    """All that somebody reads who asks with an address, what is theirs alone left out."""
    browser = begun_by(cast)
    answers = [browser.post("/asking/?step=1", {"reach": "mail", "email": address})]
    answers += [browser.get("/asking/?step=3"), browser.post("/asking/?step=3")]
    answers.append(browser.get("/asking/"))
    contact = FirstContact.objects.order_by("-created_at").first()
    assert contact
    actions.welcome(by=cast.coordinator, asking=contact.asking)
    answers.append(browser.get("/asking/"))
    code = drafts.held(browser.session) or ""
    pages = [f"{each.status_code} {each.content.decode()}" for each in answers]
    masked = [_plain(page.encode()) for page in pages]
    return [
        page.replace(address, "").replace(code, "").replace(codes.plain(code), "")
        for page in masked
    ]


def test_coordinators_are_told_and_owe_a_first_contact_within_a_day(cast: Cast, noon) -> None:
    contact = arriving.sent(cast)
    assert contact.due_at == noon + timedelta(hours=24)
    told = Notice.objects.filter(kind="arrivals.asked")
    assert {notice.person for notice in told} == {cast.coordinator}
    assert {notice.path for notice in told} == {f"/arrivals/{contact.pk}/"}


def test_what_is_taken_back_can_be_read_by_nobody(cast: Cast, sign_in) -> None:
    browser = begun_by(cast)
    browser.post("/asking/?step=0", NAMED)
    browser.post("/asking/?step=3")
    contact = FirstContact.objects.get()
    page = browser.post("/asking/back/").content.decode()
    assert "It is taken back" in page
    assert Asking.objects.get().answers == {}
    assert sign_in(cast.coordinator).get(f"/arrivals/{contact.pk}/").status_code == 404
    assert not Notice.objects.filter(kind="arrivals.asked").unseen().exists()
    assert browser.get("/asking/").headers["Location"] == "/ask/"


def test_it_can_be_taken_back_from_the_waiting_list_until_they_join(cast: Cast) -> None:
    by = arriving.asker(cast)
    contact = arriving.sent(cast, by)
    person = actions.welcome(by=cast.coordinator, asking=contact.asking)
    actions.withdraw(by=by, asking=contact.asking)
    person.refresh_from_db()
    assert (person.display_name, person.phone, person.left_at is None) == (
        "Someone who left",
        "",
        False,
    )
    assert not cast.program.enrollments.active().filter(person=person).exists()


def test_a_flood_from_one_network_is_bounded_and_says_so_kindly(cast: Cast) -> None:
    place = f"/ask/{arriving.door(cast).code}/"
    statuses = [Browser().post(place).status_code for _ in range(32)]
    assert statuses == [303] * 30 + [429] * 2
    assert Asking.objects.count() == 30


def test_a_flood_from_everywhere_ends_before_staff_drown(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(policies, "MOST_UNREAD", 2)
    for _ in range(2):
        arriving.sent(cast)
    given = {"by": arriving.asker(cast), "door": arriving.door(cast)}
    assert code_of(actions.begin, **given) == "too_many"


def test_a_draft_that_was_left_is_let_go_of(cast: Cast) -> None:
    by = arriving.asker(cast)
    asking = arriving.begun(cast, by)
    with clock.pinned(clock.now() + timedelta(days=15)):
        assert code_of(actions.keep, by=by, asking=asking, answers={}) == "draft_over"
        actions.begin(by=arriving.asker(cast), door=arriving.door(cast))
    assert not Asking.objects.filter(pk=asking.pk).exists()


def test_somebody_of_another_organization_asks_here_and_stays_who_they_are(
    cast: Cast, sign_in, act
) -> None:
    place = f"/ask/{arriving.door(cast).code}/"
    outsider = sign_in(cast.outsider)
    assert act(outsider, place).headers["Location"] == "/asking/"
    assert act(outsider, "/asking/?step=3").status_code == 303
    assert Asking.objects.get().organization_id == cast.program.organization_id
    with acting_in(cast.outsider.organization_id):
        assert not Asking.objects.exists()


def test_once_they_walk_with_somebody_it_is_not_taken_back(cast: Cast) -> None:
    by = arriving.asker(cast)
    contact = arriving.sent(cast, by)
    person = actions.welcome(by=cast.coordinator, asking=contact.asking)
    mentorships.pair(cast.program, person, cast.mentor)
    assert policies.can_withdraw(by, contact.asking).code == "not_waiting"
    with pytest.raises(Refused):
        actions.withdraw(by=by, asking=contact.asking)
    assert contact.asking.withdrawn_at is None
