"""The words of a program's agreement, for its staff."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Field, Schema
from pydantic import StringConstraints

from cairn.core.access import DataClass
from cairn.mentorship import actions, queries
from cairn.mentorship.api.router import router
from cairn.mentorship.models import AgreementText
from cairn.people.endpoints import operation
from cairn.people.requests import PersonRequest
from cairn.programs import queries as programs
from cairn.programs.policies import is_staff

Body = Annotated[str, StringConstraints(max_length=20_000)]


class AgreementTextOut(Schema):
    """One version in one language; `adopted_by_id` is null for the words that Cairn brings."""

    version: int
    language: str
    body: str
    adopted_by_id: UUID | None
    adopted_at: datetime = Field(alias="created_at")
    asks_again: bool


class AgreementTextsIn(Schema):
    """New words by language; each begins with the limits of confidentiality."""

    words: dict[str, Body]
    asks_again: bool = False


@operation(
    router,
    "GET",
    "/programs/{uuid:pk}/agreement",
    policy=is_staff,
    data=DataClass.PERSONAL,
    answer=list[AgreementTextOut],
)
def list_agreement_texts(request: PersonRequest, pk: UUID) -> list[AgreementText]:
    """List a program's own words, the newest version first."""
    program = get_object_or_404(programs.served(request.person), pk=pk)
    return queries.agreement_versions(program)


@operation(
    router,
    "POST",
    "/programs/{uuid:pk}/agreement",
    policy=is_staff,
    data=DataClass.PERSONAL,
    answer=list[AgreementTextOut],
    status=HTTPStatus.CREATED,
)
def adopt_agreement(
    request: PersonRequest, pk: UUID, said: AgreementTextsIn
) -> list[AgreementText]:
    """Give a program new words to sign."""
    program = get_object_or_404(programs.served(request.person), pk=pk)
    return actions.adopt_agreement(by=request.person, program=program, **said.dict())
