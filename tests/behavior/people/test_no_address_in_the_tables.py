"""That someone has an account here is itself the secret: no byte of the databases holds an address."""

import base64
import binascii
import pickle
from collections.abc import Iterator

from allauth.account.models import EmailAddress
from django.db import connections
from django.test import Client

from cairn.people import actions
from cairn.people.models import Device
from cairn.people.session_store import SessionStore
from tests.cast import PASSWORD, Cast
from tests.conftest import Browser
from tests.factories.people import invited

JOINED = "Ash.Quillfeather@example.org"
INVITED = "Bay.Quillfeather@example.org"
UNKNOWN = "Elm.Quillfeather@example.org"


def _tables(alias: str) -> list[str]:
    with connections[alias].cursor() as cursor:
        return connections[alias].introspection.table_names(cursor)


def _stored(alias: str) -> Iterator[str]:
    """Yield every row of a database as text; bytes come as hex."""
    for table in _tables(alias):
        with connections[alias].cursor() as cursor:
            cursor.execute(f'select t::text from "{table}" t')  # noqa: S608 - our own tables
            yield from (row[0] for row in cursor.fetchall())


def _opened() -> Iterator[str]:
    """Yield what stands folded in rows: sessions, and what the cache keeps."""
    for session in Device.objects.all():
        yield str(SessionStore().decode(session.session_data))
    with connections["default"].cursor() as cursor:
        cursor.execute("select value from cache")
        yield from (str(pickle.loads(base64.b64decode(row[0]))) for row in cursor.fetchall())  # noqa: S301


def _live_through_it(cast: Cast) -> None:
    """Join, be invited by mail, sign in, fail to, ask for a way in: known and unknown."""
    organization = cast.program.organization
    actions.add_person(by=cast.coordinator, display_name="Bay", email=INVITED)
    waiting = actions.add_person(by=cast.coordinator, display_name="Ash", email=JOINED)
    actions.invite_by_mail(by=cast.coordinator, person=waiting)
    _person, code = invited(organization)
    Browser().post(f"/join/{code}/", {"address": JOINED, "password": PASSWORD})
    for address in (JOINED, UNKNOWN):
        for password in (PASSWORD, "something else entirely"):
            Client().post("/sign-in/", {"login": address, "password": password})
        Client().post("/sign-in/help/", {"email": address})


def test_no_table_session_or_cache_entry_holds_an_address(cast: Cast) -> None:
    _live_through_it(cast)
    stored = [*_stored("default"), *_stored("keys"), *_opened()]
    assert len(stored) > 100
    whole = "\n".join(stored).casefold()
    for secret in ("quillfeather", *_spellings("quillfeather"), *_spellings("Quillfeather")):
        assert secret not in whole


def _spellings(text: str) -> list[str]:
    return [binascii.hexlify(text.encode()).decode()]


def test_the_librarys_table_of_addresses_stays_empty(cast: Cast) -> None:
    _live_through_it(cast)
    assert EmailAddress.objects.count() == 0


def test_an_address_is_found_again_however_it_is_written(cast: Cast) -> None:
    _live_through_it(cast)
    for written in (JOINED.upper(), f" {JOINED.lower()} "):
        answer = Client().post("/sign-in/", {"login": written, "password": PASSWORD})
        assert answer.status_code == 302
