"""A way in on paper: for who has no e-mail, found by its hash, shown once."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from cairn.people.models import Account, Address, Person
from tests.cast import Cast
from tests.conftest import Browser
from tests.factories import factors
from tests.factories.people import invited

pytestmark = pytest.mark.usefixtures("contexts")

SIGN_IN, CONFIRM = "/sign-in/paper/", "/sign-in/confirm/paper/"
CODE = re.compile(r'<code class="code">([0-9a-z-]{24})</code>')


@pytest.fixture
def code(cast: Cast, sign_in, act) -> str:
    """The mentee's paper code."""
    return _shown(act(sign_in(cast.mentee), "/me/signing-in/paper/"))


def _shown(response) -> str:
    [found] = CODE.findall(response.content.decode())
    return found


def _opens(client: Client) -> bool:
    return client.get("/me/").status_code == 200


@pytest.mark.parametrize("spelled", [str, str.upper, lambda code: code.replace("-", " ")])
def test_a_paper_code_opens_the_account_again_and_again_however_it_is_typed(
    cast: Cast, code: str, spelled
):
    for _ in range(2):
        client = Browser()
        assert client.post(SIGN_IN, {"code": spelled(code)}).url == "/"
        assert _opens(client)


def test_a_new_code_voids_the_one_before(cast: Cast, code: str, act):
    client = Browser()
    client.force_login(cast.mentee.account)
    assert act(client, "/me/signing-in/paper/").url.startswith(CONFIRM)
    assert act(client, f"{CONFIRM}?next=/me/", {"code": "0000-1111-2222"}).status_code == 422
    assert act(client, f"{CONFIRM}?next=/me/", {"code": code}).url == "/me/"
    newer = _shown(act(client, "/me/signing-in/paper/"))
    answers = [Browser().post(SIGN_IN, {"code": each}).status_code for each in (code, newer)]
    assert answers == [422, 302]


def test_the_database_holds_a_hash_and_no_page_shows_the_code_again(cast: Cast, code: str, sign_in):
    account = Account.objects.get(pk=cast.mentee.account_id)
    assert code.replace("-", "") not in str(vars(account)).replace("-", "")
    client = Browser()
    client.post(SIGN_IN, {"code": code})
    assert CODE.findall(client.get("/me/signing-in/").content.decode()) == []


def test_with_a_second_factor_the_code_is_the_first_step_only(cast: Cast, code: str):
    factors.app(cast.mentee.account)
    client = Browser()
    assert client.post(SIGN_IN, {"code": code}).url == "/sign-in/code/"
    assert not _opens(client)


def test_a_wrong_code_and_the_code_of_a_closed_account_get_the_same_answer(cast: Cast, code: str):
    Account.objects.filter(pk=cast.mentee.account_id).update(is_active=False)
    answers = {
        re.sub(r'value="[^"]*"', "", Browser().post(SIGN_IN, {"code": each}).content.decode())
        for each in (code, "0000-1111-2222-3333-4444", "")[:2]
    }
    assert len(answers) == 1


def test_guessing_codes_has_to_wait(cast: Cast, code: str, settings: Settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "paper_code": "2/m/ip"}
    for _ in range(2):
        assert Browser().post(SIGN_IN, {"code": "0000-1111"}).status_code == 422
    assert "Too many tries" in Browser().post(SIGN_IN, {"code": code}).content.decode()
    elsewhere = Browser().post(SIGN_IN, {"code": code}, REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 302


def test_somebody_without_e_mail_joins_and_comes_back_by_paper_alone(cast: Cast):
    person, invitation = invited(cast.program.organization)
    client = Browser()
    assert "Join without e-mail" in client.get(f"/join/{invitation}/").content.decode()
    joined = client.post(f"/join/{invitation}/paper/")
    code = _shown(joined)
    assert _opens(client)
    joiner = Person.objects.get(pk=person.pk)
    assert joiner.account
    assert joiner.account.email == ""
    assert Address.objects.filter(account=joiner.account).count() == 0
    again = Browser()
    assert again.post(SIGN_IN, {"code": code}).url == "/"
    assert again.get("/me/").context["person"].pk == person.pk
    assert Browser().post(f"/join/{invitation}/paper/").status_code == 303


def test_who_has_paper_alone_shows_with_it_who_they_are(cast: Cast, code: str, act):
    client = Browser()
    client.post(SIGN_IN, {"code": code})
    place = "/me/signing-in/app/"
    assert client.get(place).url.startswith(CONFIRM)
    act(client, f"{CONFIRM}?next={place}", {"code": code})
    assert client.get(place).status_code == 200


def test_nobody_shows_who_they_are_with_another_persons_paper(cast: Cast, code: str, sign_in, act):
    theirs = _shown(act(sign_in(cast.mentor), "/me/signing-in/paper/"))
    client = Browser()
    client.post(SIGN_IN, {"code": code})
    assert act(client, CONFIRM, {"code": theirs}).status_code == 422
