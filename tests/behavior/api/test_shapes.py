"""The API's answers to what goes wrong have one shape, and its description says so."""

import secrets
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from ninja.openapi.schema import OpenAPISchema

from cairn.api import throttle, tokens
from cairn.api.urls import api
from cairn.core import access, clock
from tests.cast import Cast, make_person

PROBLEM = "application/problem+json"
CHOICES = {"display_name": "Row", "language": "en", "theme": ""}


@pytest.fixture
def secret(cast: Cast) -> str:
    return tokens.issue(person=cast.mentee, name="test")[1]


def _put(secret: str, body: Any, **headers: str) -> Any:
    sent = {"Authorization": f"Bearer {secret}", "Idempotency-Key": secrets.token_urlsafe(24)}
    return Client().put("/api/v1/me", body, content_type="application/json", headers=sent | headers)


def _problem(response: Any) -> tuple[int, str, str]:
    body = response.json()
    assert set(body) == {"type", "title", "status", "code", "detail", "fields"}
    assert (body["status"], body["type"]) == (response.status_code, f"urn:cairn:{body['code']}")
    return response.status_code, body["code"], response["Content-Type"]


def test_without_a_token_the_answer_is_401_and_says_how_to_sign_in(client: Client) -> None:
    response = client.get("/api/v1/me")
    assert _problem(response) == (401, "signed_out", PROBLEM)
    assert response["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("header", ["Bearer nonsense", "Basic Zm9vOmJhcg==", "Bearer ", "x"])
def test_a_token_that_is_not_valid_is_no_token(client: Client, header: str) -> None:
    response = client.get("/api/v1/me", headers={"Authorization": header})
    assert _problem(response) == (401, "signed_out", PROBLEM)


def test_what_is_not_there_and_what_one_may_not_see_are_the_same_404(
    cast: Cast, secret: str
) -> None:
    person = make_person(cast.program.organization, "Wren Test", account=False)
    missing = "01890000-0000-7000-8000-000000000000"
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": secrets.token_urlsafe(24)}
    answers = {
        Client().post(path, headers=headers).content
        for path in (
            f"/api/v1/people/{person.pk}/invitation",
            f"/api/v1/people/{missing}/invitation",
            "/api/v1/nowhere",
        )
    }
    assert len(answers) == 1
    assert _problem(Client().get("/api/v1/nowhere", headers=headers)) == (404, "not_found", PROBLEM)


def test_a_refusal_is_403_with_its_code_and_its_reason(cast: Cast) -> None:
    _token, secret = tokens.issue(person=cast.coordinator, name="test")
    response = Client().post(
        f"/api/v1/people/{cast.mentee.pk}/invitation",
        headers={"Authorization": f"Bearer {secret}", "Idempotency-Key": secrets.token_urlsafe(24)},
    )
    assert _problem(response) == (403, "joined", PROBLEM)
    assert response.json()["detail"] == "This person has joined already."


def test_fields_that_do_not_fit_are_named_with_a_reason(secret: str) -> None:
    response = _put(secret, {"display_name": "", "language": "xx"})
    assert _problem(response) == (422, "invalid", PROBLEM)
    named = {found["field"] for found in response.json()["fields"]}
    assert named == {"display_name", "language", "theme"}
    assert all(found["reason"] for found in response.json()["fields"])


def test_a_body_that_is_no_json_is_400(secret: str) -> None:
    assert _problem(_put(secret, "{no json")) == (400, "bad_request", PROBLEM)


def test_a_change_without_a_key_is_400_and_changes_nothing(cast: Cast, secret: str) -> None:
    response = _put(secret, CHOICES, **{"Idempotency-Key": ""})
    assert _problem(response) == (400, "idempotency_key_missing", PROBLEM)
    cast.mentee.refresh_from_db()
    assert cast.mentee.display_name == "Rowan Test"


def test_a_retry_under_one_key_gets_the_first_answer_and_does_nothing_twice(secret: str) -> None:
    key = {"Idempotency-Key": "a-key-of-the-sender-1"}
    first = _put(secret, CHOICES, **key)
    second = _put(secret, CHOICES | {"display_name": "Other"}, **key)
    assert (second.status_code, second.content) == (200, first.content)
    assert _put(secret, CHOICES).json()["display_name"] == "Row"


def test_too_many_changes_in_a_minute_are_429_until_the_next(
    noon: Any, cast: Cast, secret: str
) -> None:
    cache.set(throttle.counter(cast.mentee.pk), throttle.MOST - 2)
    answers = [_put(secret, CHOICES) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert _problem(answers[2]) == (429, "too_many_requests", PROBLEM)
    assert answers[2]["Retry-After"] == "60"
    with clock.pinned(noon.replace(minute=1)):
        assert _put(secret, CHOICES).status_code == 200


def test_every_operation_stands_in_the_registry_and_declares_every_error(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert (described["openapi"], described["info"]["version"]) == ("3.1.0", "v1")
    operations = [
        (method.upper(), operation)
        for methods in described["paths"].values()
        for method, operation in methods.items()
    ]
    rows = [row for row in access.registered() if row[0].startswith("api:")]
    assert len(operations) + 1 == len(rows)  # the description itself is the one more
    for method, operation in operations:
        errors = {s: a["content"] for s, a in operation["responses"].items() if s >= "400"}
        assert set(errors) == {"400", "401", "403", "404", "413", "422", "429"}
        assert {media for content in errors.values() for media in content} == {PROBLEM}
        needs_key = any(p["name"] == "Idempotency-Key" for p in operation["parameters"])
        assert needs_key == (method != "GET"), operation["operationId"]


def test_operation_ids_are_unique(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    ids = [o["operationId"] for methods in described["paths"].values() for o in methods.values()]
    assert sorted(ids) == sorted(set(ids))


def test_no_two_shapes_have_one_name_in_the_description(monkeypatch) -> None:
    """Of two the later would stand for both, and one operation's answers would be wrong."""
    sharing: set[str] = set()

    def adding(self: OpenAPISchema, definitions: dict[str, Any]) -> None:
        known = self.schemas
        sharing.update(
            name for name, shape in definitions.items() if known.get(name, shape) != shape
        )
        known.update(definitions)

    monkeypatch.setattr(OpenAPISchema, "add_schema_definitions", adding)
    OpenAPISchema(api, "")
    assert sharing == set()
