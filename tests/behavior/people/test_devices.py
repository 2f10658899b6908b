"""Where one is signed in: seen by oneself alone, ended from anywhere."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client

from cairn.core import clock
from cairn.people import tasks
from cairn.people.models import Device, Person
from cairn.people.session_store import hash_of
from cairn.people.sessions import person_of
from tests.cast import PASSWORD, Cast
from tests.factories.people import ADDRESS, give_address

pytestmark = pytest.mark.usefixtures("contexts")

PHONE = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
LAPTOP = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Safari/605.1.15"
)
SHARED, OWN = timedelta(minutes=15), timedelta(days=90)


@pytest.fixture
def rowan(cast: Cast) -> Person:
    """The mentee, who can sign in."""
    give_address(cast.mentee)
    return cast.mentee


def _signed_in(agent: str = PHONE, **said: str) -> Client:
    client = Client(headers={"user-agent": agent})
    response = client.post("/sign-in/", {"login": ADDRESS, "password": PASSWORD, **said})
    assert response.url == "/"
    return client


def _key(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _device(client: Client) -> Device:
    return Device.objects.get(pk=hash_of(_key(client)))


def _opens(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def test_each_device_is_listed_by_kind_and_browser_with_the_one_at_hand_apart(rowan: Person):
    with clock.pinned(clock.now() - timedelta(days=3)):
        laptop = _signed_in(LAPTOP, own="on")
    phone = _signed_in(own="on")
    page = phone.get("/me/devices/")
    assert page.context["here"].name == "Phone, Firefox"
    assert [device.name for device in page.context["others"]] == ["Computer, Safari"]
    assert page.context["others"][0].since.date() == clock.now().date() - timedelta(days=3)
    assert "Macintosh" not in page.content.decode()
    assert laptop.get("/me/devices/").context["here"].name == "Computer, Safari"


def test_a_device_ended_elsewhere_is_signed_out_and_the_others_are_not(rowan: Person, act):
    lost, here, third = (_signed_in() for _ in range(3))
    assert act(here, f"/me/devices/{_device(lost).pk}/end/").status_code == 303
    assert [_opens(client) for client in (lost, here, third)] == [False, True, True]


def test_nobody_ends_another_persons_device(cast: Cast, rowan: Person, sign_in, act):
    hers = _signed_in()
    path = f"/me/devices/{_device(hers).pk}/end/"
    for other in (cast.mentor, cast.admin, cast.outsider):
        assert act(sign_in(other), path).status_code == 404
    assert _opens(hers)


def test_nothing_said_means_a_shared_device_which_15_minutes_without_use_sign_out(rowan: Person):
    client = _signed_in()
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    with clock.pinned(clock.now() + SHARED - timedelta(seconds=20)):
        assert _opens(client)
    with clock.pinned(clock.now() + SHARED + timedelta(minutes=10)):
        assert _opens(client)  # it was used in between
    with clock.pinned(clock.now() + 3 * SHARED):
        assert not _opens(client)


def test_news_that_a_page_fetches_by_itself_keep_no_session_alive(rowan: Person):
    client = _signed_in()
    with clock.pinned(clock.now() + SHARED - timedelta(seconds=20)):
        client.get("/me/", headers={"HX-Request": "true"})
    with clock.pinned(clock.now() + SHARED + timedelta(minutes=1)):
        assert not _opens(client)


def test_ones_own_device_stays_signed_in_for_90_days_without_use(rowan: Person):
    client = _signed_in(own="on")
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == OWN.total_seconds()
    with clock.pinned(clock.now() + OWN - timedelta(minutes=1)):
        assert _opens(client)
    other = _signed_in(own="on")
    with clock.pinned(clock.now() + OWN + timedelta(minutes=1)):
        assert (_opens(client), _opens(other)) == (True, False)


def test_a_device_can_be_called_ones_own_later_and_shared_again(rowan: Person, act):
    client = _signed_in()
    act(client, "/sign-in/confirm/", {"password": PASSWORD})
    for path, lasts in (("own", OWN), ("shared", SHARED)):
        act(client, f"/me/devices/{path}/")
        left = _device(client).expire_date - clock.now()
        assert lasts - timedelta(minutes=1) < left <= lasts


def test_a_new_password_ends_all_other_devices(rowan: Person, act):
    here, other = _signed_in(), _signed_in()
    new = "a road of nine flat stones"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    act(here, "/me/signing-in/password/", form)
    assert [_opens(client) for client in (here, other)] == [True, False]
    assert Device.objects.filter(account=rowan.account).count() == 1


def test_the_database_holds_no_key_that_opens_a_session_and_no_network_address(rowan: Person):
    client = _signed_in()
    row = vars(_device(client))
    plain = signing.loads(row["session_data"], salt="django.contrib.sessions.SessionStore")
    told = f"{row} {plain}"
    assert _key(client) not in told
    assert "127.0.0.1" not in told
    assert "Mozilla" not in told


def test_sessions_that_are_over_are_forgotten(rowan: Person):
    lost, kept = _signed_in(), _signed_in(own="on")
    with clock.pinned(clock.now() + timedelta(hours=1)):
        tasks.forget_sessions(0)
    assert list(Device.objects.filter(account=rowan.account)) == [_device(kept)]
    assert not _opens(lost)


def test_the_live_stream_knows_whose_session_it_is_in_one_statement(
    rowan: Person, django_assert_num_queries
):
    client = _signed_in()
    with django_assert_num_queries(1):
        assert person_of(_key(client)) == rowan.pk
    assert [person_of(key) for key in ("", "x", _device(client).pk)] == [None] * 3
    client.post("/sign-in/out/")
    assert person_of(_key(client)) is None


def test_a_session_of_a_closed_account_or_an_older_password_is_nobodys_for_the_stream(
    rowan: Person,
):
    client = _signed_in()
    account = rowan.account
    account.set_password("another twelve words or so")
    account.save()
    assert person_of(_key(client)) is None
    client = Client()
    client.force_login(account)
    assert person_of(_key(client)) == rowan.pk
    account.is_active = False
    account.save()
    assert person_of(_key(client)) is None


def test_a_session_of_a_closed_account_or_an_older_password_opens_no_page(rowan: Person):
    client = _signed_in()
    assert client.get("/me/").status_code == 200
    account = rowan.account
    account.set_password("another twelve words or so")
    account.save()
    assert client.get("/me/").headers["Location"].startswith("/sign-in/")
    client = Client()
    client.force_login(account)
    assert client.get("/me/").status_code == 200
    account.is_active = False
    account.save()
    assert client.get("/me/").headers["Location"].startswith("/sign-in/")


# Pages that close by themselves, for who has no scripts


def _refresh(client: Client, path: str = "/plan/", **sent: str) -> list[str]:
    answer = client.post(path, sent) if sent else client.get(path)
    return re.findall(r'http-equiv="refresh" content="([^"]+)"', answer.content.decode())


def test_on_a_shared_device_a_page_closes_once_its_session_is_over_and_says_so(rowan: Person):
    client = _signed_in()
    assert _refresh(client) == ["905;url=?by-itself=1"]
    assert _refresh(client, "/stones/?before=7") == ["905;url=?before=7&amp;by-itself=1"]
    page = client.get("/plan/").content.decode()
    assert "After 15 minutes this page closes" in page
    assert 'href="/me/devices/">Change that' in page


def test_on_ones_own_device_and_signed_out_no_page_closes(rowan: Person):
    assert _refresh(_signed_in(own="on")) == []
    assert _refresh(Client(), "/sign-in/") == []


def test_no_path_of_somebodys_making_leads_a_closing_page_to_another_host(rowan: Person):
    client = _signed_in()
    assert _refresh(client, "//elsewhere.example/") == ["905;url=?by-itself=1"]
    form = {"display_name": "", "form_key": "k" * 24}
    assert _refresh(client, "/me/", **form) == ["905;url=/?by-itself=1"]


def test_a_page_that_closes_is_no_use_of_the_device(rowan: Person):
    client = _signed_in()
    until = _device(client).expire_date
    with clock.pinned(clock.now() + timedelta(minutes=14)):
        assert client.get("/plan/?by-itself=1").status_code == 200
        assert _device(client).expire_date == until
    with clock.pinned(until + timedelta(seconds=5)):
        assert client.get("/plan/?by-itself=1").url.startswith("/sign-in/?next=")
