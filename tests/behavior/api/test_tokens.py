"""Tokens: made under Me, shown once, kept as a hash, opened for what matters, taken back."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.test import Client

from cairn.api import actions, tokens
from cairn.api.models import Token
from cairn.api.policies import MOST, can_open_token
from cairn.audit.models import Event
from cairn.core import clock
from cairn.core.walls import acting_in
from cairn.people.models import Person
from tests.cast import Cast
from tests.conftest import Browser
from tests.factories import tokens as opened_token


def _me(secret: str) -> int:
    return Client().get("/api/v1/me", headers={"Authorization": f"bearer {secret}"}).status_code


def _made(response) -> str:
    return re.findall(r"<code[^>]*>([\w-]{43})</code>", response.content.decode())[0]


def test_a_token_is_shown_once_and_kept_as_a_hash(cast: Cast, sign_in, act) -> None:
    client = sign_in(cast.mentee)
    secret = _made(act(client, "/me/tokens/", {"name": "Weekly export"}))
    assert _me(secret) == 200
    assert secret not in client.get("/me/tokens/").content.decode()
    token = Token.objects.get()
    assert token.token_hash == hashlib.sha256(secret.encode()).hexdigest()
    assert Event.objects.get(act="api.make_token").about == token.pk


def test_a_token_taken_back_opens_nothing(cast: Cast, sign_in, act) -> None:
    client = sign_in(cast.mentee)
    secret = _made(act(client, "/me/tokens/", {"name": "Weekly export"}))
    assert act(client, f"/me/tokens/{Token.objects.get().pk}/remove/").status_code == 303
    assert _me(secret) == 401


def test_nobody_sees_or_takes_back_another_persons_token(cast: Cast, sign_in, act) -> None:
    act(sign_in(cast.mentee), "/me/tokens/", {"name": "Weekly export"})
    token = Token.objects.get()
    for other in (cast.mentor, cast.coordinator, cast.admin, cast.outsider):
        client = sign_in(other)
        assert "Weekly export" not in client.get("/me/tokens/").content.decode()
        assert act(client, f"/me/tokens/{token.pk}/remove/").status_code == 404


def test_a_token_acts_in_its_own_organization_alone(cast: Cast, sign_in, act) -> None:
    secret = _made(act(sign_in(cast.outsider), "/me/tokens/", {"name": "Elsewhere"}))
    answer = Client().get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).json()
    assert answer["organization"] == "Far Shore House"
    with acting_in(cast.outsider.organization_id):
        assert Token.objects.count() == 1


def test_a_token_needs_a_name_and_there_are_only_so_many(cast: Cast, sign_in, act) -> None:
    client = sign_in(cast.mentee)
    assert act(client, "/me/tokens/", {"name": ""}).status_code == 422
    answers = [act(client, "/me/tokens/", {"name": str(n)}).status_code for n in range(MOST + 1)]
    assert answers == [200] * MOST + [403]


# What a page asks once more for


def _give(secret: str, person: Person) -> HttpResponse:
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": secrets.token_urlsafe(24)}
    path, role = f"/api/v1/people/{person.pk}/roles", {"kind": "facilitator"}
    return Browser().post(path, role, content_type="application/json", headers=headers)


def test_a_token_does_what_matters_only_while_its_owner_has_opened_it(
    cast: Cast, sign_in, act, noon: datetime
) -> None:
    browser = sign_in(cast.admin)
    secret = _made(act(browser, "/me/tokens/", {"name": "Roles"}))
    path = f"/me/tokens/{Token.objects.get().pk}/open/"
    closed = _give(secret, cast.mentor)
    assert (closed.status_code, closed.json()["code"]) == (403, "not_open")
    assert act(browser, path).status_code == 303
    assert "Open for what matters until" in browser.get("/me/tokens/").content.decode()
    assert _give(secret, cast.mentor).status_code == 201
    with clock.pinned(noon + timedelta(minutes=15)):
        assert _give(secret, cast.mentee).status_code == 403
    assert Event.objects.filter(act="api.open_token", actor_id=cast.admin.pk).count() == 1


def test_to_open_a_token_one_shows_once_more_who_one_is(cast: Cast, act) -> None:
    token, _secret = tokens.issue(person=cast.admin, name="Roles")
    browser = Browser()
    browser.force_login(cast.admin.account)
    sent = act(browser, f"/me/tokens/{token.pk}/open/")
    assert sent.url.startswith("/sign-in/confirm/")
    token.refresh_from_db()
    assert not token.is_open


def test_nobody_opens_a_token_of_another_or_one_taken_back(cast: Cast, sign_in, act) -> None:
    token, secret = tokens.issue(person=cast.admin, name="Roles")
    path = f"/me/tokens/{token.pk}/open/"
    for other in (cast.mentee, cast.coordinator, cast.outsider):
        assert act(sign_in(other), path).status_code == 404
    actions.revoke_token(by=cast.admin, token=token)
    assert act(sign_in(cast.admin), path).status_code == 404
    token.refresh_from_db()
    assert not can_open_token(cast.admin, token)
    assert _give(secret, cast.mentor).status_code == 401


def test_one_open_token_opens_no_other(cast: Cast) -> None:
    opened_token.opened(cast.admin)
    _token, secret = tokens.issue(person=cast.admin, name="Another")
    assert _give(secret, cast.mentor).status_code == 403
