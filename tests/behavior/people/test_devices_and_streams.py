"""A device that was signed out hears nothing more, whichever process its pages listen to."""

import asyncio
import secrets
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connections, transaction
from django.test import Client

from cairn.people.keys import store as keys
from cairn.people.models import Person
from cairn.people.session_store import hash_of
from cairn.realtime import signals
from cairn.realtime.stream import Live
from tests import cast as casting
from tests.streams import opened, until

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def people() -> dict[str, Person]:
    with keys.keep_in_mind(), transaction.atomic():
        return casting.assemble().people


def _signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.account)
    return client


def _key(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _post(client: Client, path: str) -> int:
    try:
        return client.post(path, {"form_key": secrets.token_urlsafe(24)}).status_code
    finally:
        connections.close_all()


def _end_the_phone(laptop: Client, phone: Client) -> int:
    return _post(laptop, f"/me/devices/{hash_of(_key(phone))}/end/")


def _sign_out_here(_laptop: Client, phone: Client) -> int:
    return _post(phone, "/sign-in/out/")


def _leave_quickly(_laptop: Client, phone: Client) -> int:
    return _post(phone, "/leave/")


@pytest.mark.parametrize("ending", [_end_the_phone, _sign_out_here, _leave_quickly])
def test_ending_one_device_ends_its_streams_and_no_others(
    people: dict[str, Person], ending: Callable[[Client, Client], int]
):
    laptop, phone = _signed_in(people["mentee"]), _signed_in(people["mentee"])

    async def story():
        one, other = Live(), Live()
        (here,), (there,) = await opened(one, _key(laptop)), await opened(other, _key(phone))
        assert await asyncio.to_thread(ending, laptop, phone) < 400
        await until(lambda: there.is_over)
        await asyncio.to_thread(_told, people["mentee"])
        await until(lambda: here.names == ["ready", "notices"])
        assert not here.is_over
        await asyncio.gather(one.end(), other.end())

    asyncio.run(story())


def test_signing_out_everywhere_ends_the_streams_of_all_devices_in_all_processes(
    people: dict[str, Person],
):
    laptop, phone = _signed_in(people["mentee"]), _signed_in(people["mentee"])
    mentors = _signed_in(people["mentor"])

    async def story():
        one, other = Live(), Live()
        hers = [*await opened(one, _key(laptop)), *await opened(other, _key(phone))]
        (his,) = await opened(other, _key(mentors))
        assert await asyncio.to_thread(_post, laptop, "/me/sign-out/") == 303
        await until(lambda: all(page.is_over for page in hers))
        assert not his.is_over
        await asyncio.gather(one.end(), other.end())

    asyncio.run(story())


def _told(person: Person) -> None:
    signals.signal(person.pk, "notices")
    connections.close_all()
