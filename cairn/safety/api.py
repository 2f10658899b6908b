"""The same doors for machines."""

from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from cairn.core.access import DataClass
from cairn.people.endpoints import operation
from cairn.people.models import Block, NoContact, Person
from cairn.people.policies import signed_in
from cairn.people.requests import PersonRequest
from cairn.programs.policies import is_staff, reviews, serves_or_reviews
from cairn.safety import actions, apart, blocking

router = Router(tags=["Safety"])


class BlockIn(Schema):
    """Whom you keep away, by their id."""

    person_id: UUID


class BlockOut(Schema):
    """A person you keep away, under the name they had when you did so."""

    id: UUID
    known_as: str
    created_at: datetime
    lifted_at: datetime | None


class ApartIn(Schema):
    """The other of two people, by their id or by an address, and why."""

    other_id: UUID | None = None
    address: str = Field("", max_length=254)
    reason: str


class ApartOut(Schema):
    """That two people are kept apart; `other` is a name, or the address that was given."""

    id: UUID
    person: str = Field(alias="person.display_name")
    other: str = Field(alias="other_name")
    reason: str
    created_at: datetime
    lifted_at: datetime | None


@operation(
    router,
    "GET",
    "/blocks",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=list[BlockOut],
)
def list_blocks(request: PersonRequest) -> list[Block]:
    """List whom you keep away, the latest first."""
    return blocking.blocks_of(request.person)


@operation(
    router,
    "POST",
    "/blocks",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=BlockOut,
    status=HTTPStatus.CREATED,
)
def block(request: PersonRequest, wanted: BlockIn) -> Block:
    """Keep somebody you meet here away: neither sees the other from then on."""
    found = get_object_or_404(blocking.people_met(request.person), pk=wanted.person_id)
    return actions.block(by=request.person, person=found)


@operation(
    router,
    "POST",
    "/blocks/{uuid:pk}/undo",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=BlockOut,
)
def unblock(request: PersonRequest, pk: UUID) -> Block:
    """Undo a block. What ended does not come back by itself."""
    found = get_object_or_404(Block.objects.visible_to(request.person), pk=pk)
    return actions.unblock(by=request.person, block=found)


@operation(
    router,
    "GET",
    "/apart",
    policy=serves_or_reviews,
    data=DataClass.SENSITIVE,
    answer=list[ApartOut],
)
def list_apart(request: PersonRequest) -> list[NoContact]:
    """List the people kept apart whom you know of: those you set, or all for the reviewer."""
    return apart.orders_known_to(request.person)


@operation(
    router,
    "POST",
    "/people/{uuid:pk}/apart",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=ApartOut,
    status=HTTPStatus.CREATED,
)
def keep_apart(request: PersonRequest, pk: UUID, wanted: ApartIn) -> NoContact:
    """Keep a person apart from another, in every program and organization."""
    seen = Person.objects.visible_to(request.person)
    found = get_object_or_404(seen, pk=pk)
    other = get_object_or_404(seen, pk=wanted.other_id) if wanted.other_id else None
    return actions.keep_apart(
        by=request.person, person=found, other=other, address=wanted.address, reason=wanted.reason
    )


@operation(
    router,
    "POST",
    "/apart/{uuid:pk}/lift",
    policy=reviews,
    data=DataClass.SENSITIVE,
    answer=ApartOut,
)
def lift_apart(request: PersonRequest, pk: UUID) -> NoContact:
    """Take a no-contact order back."""
    found = get_object_or_404(NoContact.objects.visible_to(request.person), pk=pk)
    return actions.lift(by=request.person, order=found)
