"""The four places where somebody outside might ask whether an address is known here."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from django.http import HttpResponse

from cairn.people import actions
from tests import cast as casting
from tests.cast import PASSWORD, Cast
from tests.conftest import Browser
from tests.factories.people import ADDRESS, give_address, invited
from tests.trust import doors

KNOWN, UNKNOWN = ADDRESS, "Willa.Quist@example.org"
WRONG = "another twelve words or so"
_networks = count()


@dataclass(frozen=True)
class Question:
    """A way to ask: given an address, how the request is sent, and what of it is masked."""

    name: str
    prepared: Callable[[Cast, str], Callable[[], HttpResponse]]
    masks: Callable[[str], tuple[str, ...]]


def _network() -> str:
    """Return an address of the network nobody came from before, so that nobody has to wait."""
    number = next(_networks)
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def _sign_in(_cast: Cast, address: str) -> Callable[[], HttpResponse]:
    browser, network = Browser(), _network()
    form = {"login": address, "password": WRONG}
    return lambda: browser.post("/sign-in/", form, REMOTE_ADDR=network)


def _way_in(_cast: Cast, address: str) -> Callable[[], HttpResponse]:
    browser, network = Browser(), _network()
    return lambda: browser.post("/sign-in/help/", {"email": address}, REMOTE_ADDR=network)


def _join(cast: Cast, address: str) -> Callable[[], HttpResponse]:
    """Join where the owner of a known address is not the one who joins."""
    browser, network = Browser(), _network()
    _person, code = invited(cast.program.organization)
    form = {"address": address, "password": WRONG}
    return lambda: browser.post(f"/join/{code}/", form, REMOTE_ADDR=network)


def _invite(cast: Cast, address: str) -> Callable[[], HttpResponse]:
    """Invite by mail somebody whose address opens an account of another organization."""
    browser = Browser()
    browser.force_login(cast.coordinator.account)
    someone = actions.add_person(by=cast.coordinator, display_name="Wren", email=address)
    path, form = f"/people/{someone.pk}/invite/mail/", doors.keyed({})
    return lambda: browser.post(path, form)


def _address(address: str) -> tuple[str, ...]:
    return (address,)


QUESTIONS = [
    Question("sign-in", _sign_in, _address),
    Question("reset", _way_in, _address),
    Question("join", _join, _address),
    Question("invite", _invite, _address),
]


def make_known(cast: Cast) -> None:
    """Let the known address open an account, in another organization than those who ask."""
    elsewhere = casting.make_organization("Hill Country Recovery")
    owner = casting.make_person(elsewhere, "Rowan Quist")
    give_address(owner, KNOWN, PASSWORD)
    casting.name_organization(str(cast.program.organization_id))
