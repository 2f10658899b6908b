"""What matters asks once more who one is; what was typed meanwhile is not lost."""

import re
import time
from html import unescape

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from cairn.api import tokens
from cairn.api.models import Token
from cairn.core import access
from cairn.people import waiting
from cairn.people.models import Device, Person
from cairn.people.session_store import hash_of
from cairn.people.waiting import WaitingForm
from cairn.programs.models import Program
from tests.cast import PASSWORD, Cast
from tests.conftest import Browser
from tests.factories import factors
from tests.factories.people import ADDRESS, give_address

CONFIRM, FIRST = "/sign-in/confirm/", "/me/signing-in/first/"


@pytest.fixture
def rowan(cast: Cast) -> Person:
    """The mentee, who can sign in."""
    give_address(cast.mentee)
    return cast.mentee


@pytest.fixture
def client(rowan: Person) -> Client:
    client = Browser()
    client.post("/sign-in/", {"login": ADDRESS, "password": PASSWORD})
    return client


def _confirm(client: Client, act, place: str = "") -> str:
    query = f"?next={place}" if place else ""
    response = act(client, f"{CONFIRM}{query}", {"password": PASSWORD})
    assert response.status_code == 302
    return response.url


def _fields(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def _long_ago(client: Client) -> None:
    """Let what somebody showed be of more than five minutes ago."""
    session = client.session
    records = session[AUTHENTICATION_METHODS_SESSION_KEY]
    records[-1]["at"] = time.time() - 301
    session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    session.save()


def test_a_form_that_matters_waits_and_is_sent_on_with_every_word(client: Client, act):
    asked = act(client, "/me/tokens/", {"name": "My “script” & more"})
    assert asked.url == f"{CONFIRM}?next=%2Fsign-in%2Fconfirm%2Fon%2F"
    assert Token.objects.count() == 0
    place = _confirm(client, act, "/sign-in/confirm/on/")
    page = client.get(place).content.decode()
    assert 'action="/me/tokens/"' in page
    waiting = _fields(page)
    assert waiting["name"] == "My “script” & more"
    assert client.post("/me/tokens/", waiting).status_code == 200
    assert [token.name for token in Token.objects.all()] == ["My “script” & more"]


def test_a_form_sent_on_twice_acts_once_and_waits_no_longer(client: Client, act):
    act(client, "/me/tokens/", {"name": "Once"})
    page = client.get(_confirm(client, act, "/sign-in/confirm/on/")).content.decode()
    first, second = (client.post("/me/tokens/", _fields(page)) for _ in range(2))
    assert first.content == second.content
    assert Token.objects.count() == 1
    assert client.get("/sign-in/confirm/on/").headers["Location"] == "/"


def test_the_database_can_not_read_a_form_that_waits(client: Client, act):
    act(client, "/me/tokens/", {"name": "Quillfeather"})
    row = Device.objects.get(pk=hash_of(client.cookies[settings.SESSION_COOKIE_NAME].value))
    assert "Quillfeather" not in str(client.session.decode(row.session_data))


def test_a_page_that_matters_opens_once_one_has_shown_who_one_is(client: Client, act):
    place = "/me/signing-in/app/"
    assert client.get(place).url == f"{CONFIRM}?next=%2Fme%2Fsigning-in%2Fapp%2F"
    assert _confirm(client, act, place) == place
    assert client.get(place).status_code == 200


def test_a_wrong_password_opens_nothing(client: Client, act):
    assert act(client, CONFIRM, {"password": "another long password"}).status_code == 422
    assert client.get("/me/signing-in/app/").status_code == 302


def test_having_shown_it_is_forgotten_after_five_minutes(client: Client, act):
    _confirm(client, act)
    _long_ago(client)
    assert client.get("/me/signing-in/app/").status_code == 302


def test_what_another_account_showed_counts_for_nothing(client: Client, cast: Cast, act):
    _confirm(client, act)
    other = give_address(cast.mentor, "maple@example.org")
    session = client.session
    session["_auth_user_id"], session["_auth_user_hash"] = (
        str(other.pk),
        other.get_session_auth_hash(),
    )
    session.save()
    assert client.get("/me/signing-in/app/").status_code == 302


def test_a_script_on_the_page_is_sent_to_the_question_too(client: Client):
    form = {"name": "x", "form_key": "k" * 24}
    asked = client.post("/me/tokens/", form, headers={"HX-Request": "true"})
    assert asked.headers["HX-Redirect"].startswith(CONFIRM)


@pytest.mark.parametrize("method", ["get", "post"])
def test_software_can_not_do_what_a_person_must_show_themselves_for_before_its_token_is_opened(
    rowan: Person, monkeypatch, method: str
):
    name = {"get": ("api:me", "GET"), "post": ("api:check-ins", "POST")}[method]
    row = access.registered()[name]
    monkeypatch.setitem(access._registry, name, access.Access(row.policy, row.data, step_up=True))
    _token, secret = tokens.issue(person=rowan, name="a script")
    path = {"get": "/api/v1/me", "post": "/api/v1/check-ins"}[method]
    answer = getattr(Browser(), method)(path, headers={"Authorization": f"Bearer {secret}"})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_open")


ASKING = {
    "account_set_password",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_add_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "tokens",
    "open_token",
    "add_staff",
    "roles_of",
    "end_role",
    "share_with",
    "api:staff",
    "api:people-pk-roles",
    "api:roles-pk-end",
    "api:consents",
    "call_own",
}


def test_factors_tokens_and_a_longer_stay_ask_once_more():
    asking = {name for (name, _method), row in access.registered().items() if row.step_up}
    assert asking >= ASKING


# Staff and their second factor


def test_staff_without_a_second_factor_find_nothing_of_others_until_they_set_one_up(
    cast: Cast, sign_in, act
):
    for person in (cast.coordinator, cast.supervisor, cast.admin):
        person.account.authenticator_set.all().delete()
        client = sign_in(person)
        for path in ("/", "/people/", "/programs/", "/matching/", "/me/tokens/"):
            assert client.get(path).headers["Location"] == FIRST
        sent = act(client, f"/people/{cast.mentee.pk}/invite/")
        assert sent.headers["Location"] == FIRST
        for path in ("/me/", "/me/devices/", "/me/signing-in/", "/support/"):
            assert client.get(path).status_code == 200
        assert "set up a second step" in client.get(FIRST).content.decode()
        factors.passkey(person.account)
        assert client.get("/people/").status_code == 200


def test_what_staff_sent_before_they_had_a_second_factor_is_sent_on_afterwards(
    cast: Cast, sign_in, act
):
    cast.coordinator.account.authenticator_set.all().delete()
    client = sign_in(cast.coordinator)
    words = {"name": "The “river” group", "setting": "sober_living", "time_zone": "America/Chicago"}
    assert act(client, "/programs/new/", words).headers["Location"] == FIRST
    act(client, "/me/devices/shared/")  # what opens to them before does not drive it out
    assert "What you sent is kept." in client.get(FIRST).content.decode()
    factors.passkey(cast.coordinator.account)
    assert 'href="/sign-in/confirm/on/"' in client.get("/me/signing-in/").content.decode()
    page = client.get("/sign-in/confirm/on/").content.decode()
    assert _fields(page).items() >= words.items()
    assert client.post("/programs/new/", _fields(page)).status_code == 303
    assert Program.objects.filter(name="The “river” group").count() == 1
    assert "What you sent is kept." not in client.get("/me/signing-in/").content.decode()


def test_a_form_on_the_way_to_a_second_factor_does_not_drive_out_the_first(
    cast: Cast, sign_in, act
):
    cast.coordinator.account.authenticator_set.all().delete()
    give_address(cast.coordinator)
    client = sign_in(cast.coordinator)
    act(client, "/programs/new/", {"name": "Kept"})
    _long_ago(client)
    assert act(client, "/me/signing-in/app/", {"code": "1"}).url.startswith(CONFIRM)
    page = client.get(_confirm(client, act, "/sign-in/confirm/on/")).content.decode()
    assert _fields(page)["code"] == "1"
    client.post("/me/signing-in/app/", _fields(page))
    assert _fields(client.get("/sign-in/confirm/on/").content.decode())["name"] == "Kept"


def test_a_form_that_waits_outlives_a_change_of_password(client: Client, act):
    act(client, "/me/tokens/", {"name": "Of before"})
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    new = "three windows and a heron"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert act(client, "/me/signing-in/password/", form).status_code == 302
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    assert act(client, CONFIRM, {"password": new}).status_code == 302
    assert _fields(client.get("/sign-in/confirm/on/").content.decode())["name"] == "Of before"


def test_a_form_that_another_session_sealed_is_not_opened(client: Client, act):
    act(client, "/me/tokens/", {"name": "Elsewhere"})
    held, session = client.session["waiting_forms"], Browser().session
    session["waiting_forms"] = held
    assert waiting.last(session) is None


def test_a_file_is_not_kept_and_its_sender_is_told_and_led_back(cast: Cast, sign_in):
    cast.coordinator.account.authenticator_set.all().delete()
    client = sign_in(cast.coordinator)
    place = f"/programs/{cast.program.pk}/roster/"
    file = SimpleUploadedFile("roster.csv", b"ref,role,display_name\n")
    assert client.post(place, {"file": file, "form_key": "k" * 24}).headers["Location"] == FIRST
    assert "What you sent was too large to be kept." in client.get(FIRST).content.decode()
    factors.passkey(cast.coordinator.account)
    page = client.get("/sign-in/confirm/on/").content.decode()
    assert f'href="{place}"' in page
    assert "<form" not in page.partition("<main")[2].partition("</main")[0]


def test_a_text_too_long_to_be_kept_is_told_of_too(client: Client, act):
    act(client, "/me/tokens/", {"name": "x" * 100_001})
    page = client.get(_confirm(client, act, "/sign-in/confirm/on/")).content.decode()
    assert "can not be kept" in page
    assert 'href="/me/tokens/"' in page
    assert client.session["waiting_forms"][0].count("x") == 0


def test_of_a_place_that_is_no_page_none_is_named():
    form = WaitingForm("/me/devices/shared/?x=1", [], is_whole=False)
    assert waiting.page_of(form) == ""


def test_spare_codes_alone_are_no_second_factor(cast: Cast, sign_in):
    cast.admin.account.authenticator_set.all().delete()
    factors.app(cast.admin.account).delete()
    assert sign_in(cast.admin).get("/people/").status_code == 303


def test_a_role_that_has_ended_and_a_facilitators_ask_for_no_second_factor(cast: Cast, sign_in):
    cast.admin.account.authenticator_set.all().delete()
    cast.admin.staff_roles.update(kind="facilitator")
    assert sign_in(cast.admin).get("/").status_code == 200
    cast.admin.staff_roles.update(kind="admin", ended_at=cast.admin.joined_at)
    assert sign_in(cast.admin).get("/").status_code == 200


def test_staff_without_a_second_factor_get_nothing_by_a_token_either(cast: Cast):
    _token, secret = tokens.issue(person=cast.coordinator, name="a script")
    cast.coordinator.account.authenticator_set.all().delete()
    answer = Browser().get("/api/v1/programs", headers={"Authorization": f"Bearer {secret}"})
    assert (answer.status_code, answer.json()["code"]) == (403, "second_factor")


def test_the_demo_asks_nobody_for_a_second_factor(cast: Cast, sign_in, settings: Settings):
    settings.DEMO = True
    cast.coordinator.account.authenticator_set.all().delete()
    assert sign_in(cast.coordinator).get("/people/").status_code == 200
