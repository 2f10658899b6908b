"""Signing in, and being turned away without learning anything."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from tests.cast import PASSWORD, Cast
from tests.factories.people import ADDRESS, CountedHasher, give_address

pytestmark = pytest.mark.usefixtures("contexts")

SIGN_IN = "/sign-in/"
WRONG = "another long password"


def _try(client: Client, address: str, password: str = PASSWORD, **extra: str) -> HttpResponse:
    return client.post(SIGN_IN, {"login": address, "password": password}, **extra)


def _bytes(response: HttpResponse, *masked: str) -> str:
    """Return status and body without the tokens of the moment."""
    body = re.sub(
        r'(csrfmiddlewaretoken|form_key)" value="[^"]+"', r"\1", response.content.decode()
    )
    for text in masked:
        body = body.replace(text, "…")
    return f"{response.status_code} {body}"


def test_address_and_password_lead_to_today_however_the_address_is_written(
    cast: Cast, client: Client
) -> None:
    give_address(cast.mentee)
    response = _try(client, f"  {ADDRESS.upper()} ")
    assert (response.status_code, response.url) == (302, "/")
    assert client.get("/me/").status_code == 200


def test_a_wrong_password_and_an_unknown_address_are_answered_with_the_same_bytes(
    cast: Cast,
) -> None:
    give_address(cast.mentee)
    known = _try(Client(), ADDRESS, WRONG)
    unknown = _try(Client(), "nobody@example.org", WRONG)
    assert _bytes(known, ADDRESS) == _bytes(unknown, "nobody@example.org")
    assert known.status_code == 422
    assert f'value="{ADDRESS}"' in known.content.decode()


def test_an_account_that_was_closed_is_answered_like_an_unknown_one(cast: Cast) -> None:
    account = give_address(cast.mentee)
    account.is_active = False
    account.save()
    closed, unknown = _try(Client(), ADDRESS), _try(Client(), "nobody@example.org")
    assert _bytes(closed, ADDRESS) == _bytes(unknown, "nobody@example.org")


def test_no_one_and_two_accounts_of_an_address_cost_the_same_hashes(
    cast: Cast, settings: Settings
) -> None:
    settings.PASSWORD_HASHERS = ["tests.factories.people.CountedHasher"]
    costs = []
    for person in (None, cast.mentee, cast.outsider):
        if person:
            give_address(person, password=f"{PASSWORD} {person.pk}")
        before = CountedHasher.made
        _try(Client(), ADDRESS, WRONG)
        costs.append(CountedHasher.made - before)
    assert costs == [2, 2, 2]


@pytest.mark.parametrize("address", [ADDRESS, "nobody@example.org"])
def test_after_five_wrong_tries_a_network_waits_and_the_owner_elsewhere_does_not(
    cast: Cast, address: str
) -> None:
    give_address(cast.mentee)
    for _ in range(5):
        _try(Client(), address, WRONG)
    stopped = _try(Client(), address)
    assert "Too many tries" in stopped.content.decode()
    elsewhere = _try(Client(), address, REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == (302 if address == ADDRESS else 422)


def test_signing_out_ends_the_session(cast: Cast, client: Client) -> None:
    give_address(cast.mentee)
    _try(client, ADDRESS)
    assert client.post("/sign-in/out/").url == SIGN_IN
    assert client.get("/me/").url == f"{SIGN_IN}?next=/me/"


def test_signing_out_everywhere_ends_the_sessions_of_all_devices(cast: Cast, sign_in, act) -> None:
    here, there, other = sign_in(cast.mentee), sign_in(cast.mentee), sign_in(cast.mentor)
    assert act(here, "/me/sign-out/").status_code == 303
    assert [c.get("/me/").status_code for c in (here, there, other)] == [302, 302, 200]


def test_a_second_step_is_asked_for_once_it_is_set_up(cast: Cast, act) -> None:
    give_address(cast.mentee)
    client = Client()
    _try(client, ADDRESS)
    assert act(client, "/me/signing-in/app/").url.startswith("/sign-in/confirm/?next=")
    act(client, "/sign-in/confirm/?next=/me/signing-in/app/", {"password": PASSWORD})
    page = client.get("/me/signing-in/app/")
    secret = page.context["form"].secret
    assert act(client, "/me/signing-in/app/", {"code": "000000x"}).status_code == 422
    assert (
        act(client, "/me/signing-in/app/", {"code": _code(secret)}).url == "/me/signing-in/codes/"
    )
    spare = client.get("/me/signing-in/codes/").context["unused_codes"][0]

    client = Client()
    assert _try(client, ADDRESS).url == "/sign-in/code/"
    assert client.get("/me/").status_code == 302
    assert client.post("/sign-in/code/", {"code": "12345678"}).status_code == 422
    assert client.post("/sign-in/code/", {"code": spare}).url == "/"
    assert client.get("/me/").status_code == 200


def test_what_the_second_step_keeps_is_encrypted(cast: Cast, act) -> None:
    test_a_second_step_is_asked_for_once_it_is_set_up(cast, act)
    kept = {row.type: row for row in Authenticator.objects.all()}
    assert len(kept["totp"].data["secret"]) > 100
    assert len(kept["recovery_codes"].data["seed"]) > 150
    assert "@" not in str([row.data for row in kept.values()])


def _code(secret: str) -> str:
    counter = next(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counter))


@pytest.mark.parametrize("name", ["account_signup", "account_email"])
def test_the_librarys_other_doors_do_not_exist(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    "path",
    [
        "/me/",
        "/me/tokens/",
        "/me/signing-in/",
        "/me/signing-in/passkeys/",
        "/me/signing-in/passkeys/add/",
        "/me/signing-in/password/",
        "/me/signing-in/app/",
        "/sign-in/confirm/",
        "/sign-in/confirm/passkey/",
        "/welcome/",
    ],
)
def test_the_pages_about_signing_in_open(cast: Cast, act, path: str) -> None:
    give_address(cast.mentee)
    client = Client()
    _try(client, ADDRESS)
    act(client, "/sign-in/confirm/", {"password": PASSWORD})
    response = client.get(path, follow=True)
    assert response.status_code == 200
    assert "account.invalid" not in response.content.decode()


def test_a_real_installation_has_no_one_click_sign_in(cast: Cast, client: Client) -> None:
    assert [client.get("/demo/").status_code, client.post("/demo/").status_code] == [404, 404]


def test_too_many_requests_of_one_network_get_a_page_that_says_to_wait(
    client: Client, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "2/m/ip"}
    answers = [_try(client, "nobody@example.org", WRONG) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert "Wait a few minutes" in answers[2].content.decode()
