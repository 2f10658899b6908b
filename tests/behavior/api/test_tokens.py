"""Tokens: made under Me, shown once, kept as a hash, taken back at once."""

import hashlib
import re

from django.test import Client

from cairn.api.models import Token
from cairn.api.policies import MOST
from cairn.audit.models import Event
from cairn.core.walls import acting_in
from tests.cast import Cast


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
