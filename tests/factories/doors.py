"""The two doors of an act: the page a person uses, and the API a machine uses."""

import secrets
from typing import Any

from django.http import HttpResponse

from cairn.core.walls import acting_in
from cairn.people.models import Person
from tests.conftest import Browser
from tests.factories import factors, tokens

DOORS = ("page", "api")


def by_page(person: Person, path: str, data: dict[str, Any]) -> HttpResponse:
    """Send a form as somebody who just showed who they are."""
    browser = Browser()
    browser.force_login(person.account)
    session = browser.session
    factors.shown(session, person.account)
    session.save()
    return browser.post(path, {**data, "form_key": secrets.token_urlsafe(24)})


def by_api(
    person: Person, path: str, data: dict[str, Any], *, method: str = "post"
) -> HttpResponse:
    headers = {
        "Authorization": _bearer(person),
        "Idempotency-Key": secrets.token_urlsafe(24),
    }
    send = getattr(Browser(), method)
    answer: HttpResponse = send(
        f"/api/v1{path}", data, content_type="application/json", headers=headers
    )
    return answer


def get_by_api(person: Person, path: str) -> HttpResponse:
    return Browser().get(f"/api/v1{path}", headers={"Authorization": _bearer(person)})


def _bearer(person: Person) -> str:
    with acting_in(person.organization_id):
        secret = tokens.opened(person)
    return f"Bearer {secret}"
