"""Endpoints about oneself, and inviting."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Literal
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from cairn.core.access import DataClass
from cairn.people import actions, invitations, queries
from cairn.people.endpoints import operation
from cairn.people.models import Person
from cairn.people.policies import signed_in
from cairn.people.requests import PersonRequest

router = Router(tags=["People"])


class OwnChoices(Schema):
    """How one is called, and how Cairn speaks."""

    display_name: Annotated[str, Field(min_length=1, max_length=80)]
    language: Literal["en", "es"]
    theme: Literal["", "light", "dark"]


class MeOut(Schema):
    """Who the token acts as."""

    id: UUID
    organization: str
    display_name: str
    language: Literal["en", "es"]
    theme: Literal["", "light", "dark"]


class InvitationOut(Schema):
    """An invitation; its code is shown this once."""

    code: str
    link: str
    expires_at: datetime


@operation(router, "GET", "/me", policy=signed_in, answer=MeOut, data=DataClass.PERSONAL)
def me(request: PersonRequest) -> dict[str, object]:
    """Return who the token acts as."""
    person = request.person
    own = queries.own_choices(person)
    return {"id": person.pk, "organization": person.organization.name, **own}


@operation(router, "PUT", "/me", policy=signed_in, answer=MeOut, data=DataClass.PERSONAL)
def change_me(request: PersonRequest, choices: OwnChoices) -> dict[str, object]:
    """Choose one's name, language and brightness."""
    actions.change_own(by=request.person, **choices.dict())
    person = request.person
    return {"id": person.pk, "organization": person.organization.name, **choices.dict()}


@operation(
    router,
    "POST",
    "/people/{uuid:pk}/invitation",
    policy=signed_in,
    answer=InvitationOut,
    data=DataClass.PERSONAL,
    status=HTTPStatus.CREATED,
)
def invite(request: PersonRequest, pk: UUID) -> dict[str, object]:
    """Invite a person; an earlier open invitation of theirs is closed."""
    person = get_object_or_404(Person.objects.visible_to(request.person), pk=pk)
    code = actions.invite(by=request.person, person=person)
    return {
        "code": code,
        "link": invitations.link_to(code),
        "expires_at": invitations.expiry(),
    }
