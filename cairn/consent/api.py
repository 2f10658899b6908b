"""What one shares, for machines: to read. Giving and taking back asks who it is, on the page."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from ninja import Field, Router, Schema

from cairn.consent import looks, queries
from cairn.consent.kinds import Kind
from cairn.consent.models import Consent
from cairn.core.access import DataClass
from cairn.people.endpoints import operation
from cairn.people.policies import signed_in
from cairn.people.requests import PersonRequest

router = Router(tags=["Consent"])


class ConsentOut(Schema):
    """One kind of your data, to whom (null: whichever mentor you ask), since and until when."""

    id: UUID
    kind: Kind
    to: str | None = Field(None, alias="to.display_name")
    why: Consent.Why
    since: datetime
    until: datetime
    revoked_at: datetime | None
    is_live: bool


class LookOut(Schema):
    """Somebody read something sensitive of you, so many times that day."""

    what: str
    who: str
    role: str
    on: date
    times: int


class LooksOut(Schema):
    """A page of looks; `more` is null on the last."""

    looks: list[LookOut]
    more: UUID | None


@operation(router, "GET", "/looks", policy=signed_in, data=DataClass.SENSITIVE, answer=LooksOut)
def list_looks(request: PersonRequest, before: UUID | None = None) -> looks.Page:
    """List who looked at you, the newest day first; `before` is the `more` of the page before."""
    return looks.looks_at(request.person, before)


@operation(
    router,
    "GET",
    "/consents",
    policy=signed_in,
    data=DataClass.SENSITIVE,
    answer=list[ConsentOut],
)
def list_consents(request: PersonRequest) -> QuerySet[Consent]:
    """List all you ever let somebody see, the newest first."""
    return queries.ledger(request.person)
