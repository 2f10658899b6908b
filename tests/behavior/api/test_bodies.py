"""What is too large to read is refused in words that help, and changes nothing."""

import json
from http import HTTPStatus

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cairn.api import tokens
from cairn.config.uploads import MOST_SENT
from cairn.interop.models import RosterDraft
from cairn.interop.roster import MOST_BYTES
from cairn.recovery.models import CheckIn, WrittenPlan

TOO_LARGE = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
TOO_MANY = {f"field_{number}": "x" for number in range(1_001)}


@pytest.fixture
def bearer(cast) -> dict[str, str]:
    _row, secret = tokens.issue(person=cast.coordinator, name="A script")
    return {"Authorization": f"Bearer {secret}", "Idempotency-Key": "k" * 32}


@pytest.mark.parametrize("form", [{"steps": TOO_LARGE}, TOO_MANY], ids=["large", "many"])
def test_a_form_that_is_too_large_is_refused_by_a_page(cast, sign_in, act, form) -> None:
    answer = act(sign_in(cast.mentee), "/plan/hours/3/", form)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "<h1" in answer.content.decode()
    assert WrittenPlan.objects.count() == 0


def test_a_body_that_is_too_large_is_refused_by_a_problem(client, bearer) -> None:
    path = reverse("api:check-ins")
    body = json.dumps({"mood": 2, "words": TOO_LARGE})
    answer = client.post(path, body, content_type="application/json", headers=bearer)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert CheckIn.objects.count() == 0


def test_a_deep_body_is_refused_by_a_problem(client, bearer) -> None:
    body = "[" * 100_000
    answer = client.post(
        reverse("api:check-ins"), body, content_type="application/json", headers=bearer
    )
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_roster_that_is_too_large_is_refused_at_both_doors(
    cast, sign_in, act, client, bearer
) -> None:
    file = b"ref,role,display_name,languages\n" + b"x" * MOST_BYTES
    sent = {"file": SimpleUploadedFile("roster.csv", file)}
    page = act(sign_in(cast.coordinator), reverse("roster", args=[cast.program.pk]), sent)
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    path = reverse("api:programs-pk-roster", args=[cast.program.pk])
    sent = {"file": SimpleUploadedFile("roster.csv", file)}
    assert client.post(path, sent, headers=bearer).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert RosterDraft.objects.count() == 0


def test_what_is_larger_than_any_file_is_not_even_read(client, bearer) -> None:
    told = {"Content-Length": str(MOST_SENT + 1)}
    page = client.post("/plan/hours/3/", headers=told)
    assert page.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "<h1" in page.content.decode()
    answer = client.post(reverse("api:check-ins"), headers=bearer | told)
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert answer.json()["code"] == "too_large"
