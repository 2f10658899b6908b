"""The Me page and its endpoint: one's name, language and brightness; one parametrized door."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cairn.api import tokens
from cairn.audit.models import Event
from cairn.people.models import Person
from tests.cast import Cast

CHOSEN = {"display_name": "Row", "language": "es", "theme": "dark"}
Door = Callable[[Person, dict[str, Any]], int]


@pytest.fixture(params=["page", "api"])
def change(request: pytest.FixtureRequest, sign_in, act) -> Door:
    def by_page(person: Person, data: dict[str, Any]) -> int:
        return act(sign_in(person), "/me/", data).status_code

    def by_api(person: Person, data: dict[str, Any]) -> int:
        _token, secret = tokens.issue(person=person, name="test")
        return (
            Client()
            .put(
                "/api/v1/me",
                data,
                content_type="application/json",
                headers={
                    "Authorization": f"Bearer {secret}",
                    "Idempotency-Key": secrets.token_urlsafe(24),
                },
            )
            .status_code
        )

    return by_page if request.param == "page" else by_api


def test_one_chooses_name_language_and_brightness(cast: Cast, change: Door) -> None:
    assert change(cast.mentee, CHOSEN) in {200, 303}
    person = Person.objects.select_related("account").get(pk=cast.mentee.pk)
    chosen = (person.display_name, person.language, person.account.language, person.account.theme)
    assert chosen == ("Row", "es", "es", "dark")
    assert Event.objects.filter(act="people.change_own", actor_id=person.pk).count() == 1


@pytest.mark.parametrize("wrong", [{"display_name": ""}, {"language": "xx"}, {"theme": "neon"}])
def test_what_does_not_fit_is_named_and_changes_nothing(
    cast: Cast, change: Door, wrong: dict[str, str]
) -> None:
    assert change(cast.mentee, CHOSEN | wrong) == 422
    cast.mentee.refresh_from_db()
    assert cast.mentee.display_name == "Rowan Test"


def test_pages_speak_the_chosen_language(cast: Cast, sign_in, act) -> None:
    client = sign_in(cast.mentee)
    act(client, "/me/", CHOSEN)
    assert client.get("/me/")["Content-Language"] == "es"


def test_nobody_signed_out_sees_a_me_page(client: Client) -> None:
    assert client.get("/me/").url == "/sign-in/?next=/me/"
