"""Whom somebody is never matched with, to themselves alone."""

from http import HTTPStatus
from uuid import UUID

from ninja import Field, Schema

from cairn.core.access import DataClass
from cairn.matching import actions, queries
from cairn.matching.api.router import router
from cairn.people.avoiding import NOT_SAID, Avoided
from cairn.people.endpoints import operation
from cairn.people.policies import signed_in
from cairn.people.requests import PersonRequest


class AvoidedIn(Schema):
    """Somebody by name or e-mail address, and what they are to you.

    `bond` is empty (not said), work, home, family, sponsor, partner or other.
    """

    called: str
    bond: str = NOT_SAID


class AvoidedOut(Schema):
    """Somebody you are never matched with, as you named them."""

    id: UUID = Field(alias="key")
    called: str
    bond: str


class Entry(Schema):
    """One entry of your list."""

    id: UUID


@operation(
    router,
    "GET",
    "/not-with",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=list[AvoidedOut],
)
def list_not_with(request: PersonRequest) -> list[Avoided]:
    """List whom you are never matched with, as you named them. Nobody else reads it."""
    return queries.said_by(request.person)


@operation(
    router,
    "POST",
    "/not-with",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=AvoidedOut,
    status=HTTPStatus.CREATED,
)
def avoid(request: PersonRequest, wanted: AvoidedIn) -> Avoided:
    """Never be matched with whoever goes by a name or holds an address.

    The answer is the same whether anybody does or not.
    """
    return actions.avoid(by=request.person, called=wanted.called, bond=wanted.bond)


@operation(
    router,
    "POST",
    "/not-with/take-back",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=list[AvoidedOut],
)
def take_back(request: PersonRequest, wanted: Entry) -> list[Avoided]:
    """Take an entry off your list; answers what is left."""
    return actions.take_back(by=request.person, key=str(wanted.id))
