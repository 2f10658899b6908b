"""Endpoints about oneself."""

from uuid import UUID

from ninja import Router, Schema

from cairn.core.access import DataClass
from cairn.people.endpoints import operation
from cairn.people.models import Person
from cairn.people.policies import signed_in
from cairn.people.requests import PersonRequest

router = Router(tags=["Me"])


class MeOut(Schema):
    """Who the token acts as."""

    id: UUID
    display_name: str
    organization: str
    language: str

    @staticmethod
    def resolve_organization(person: Person) -> str:
        """Return the organization's name."""
        return person.organization.name


@operation(router, "GET", "/me", policy=signed_in, answer=MeOut, data=DataClass.PERSONAL)
def me(request: PersonRequest) -> Person:
    """Return who the token acts as."""
    return request.person
