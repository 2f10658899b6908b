"""What one shares, for machines.

The page asks once more who it is; so a token has to be open for what matters. See
docs/adr/0034-a-token-is-opened-for-what-matters.md.
"""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from cairn.consent import actions, looks, queries
from cairn.consent.kinds import Kind
from cairn.consent.models import Consent
from cairn.core.access import DataClass
from cairn.mentorship.models import Mentorship
from cairn.people.endpoints import operation
from cairn.people.policies import signed_in
from cairn.people.requests import PersonRequest
from cairn.programs.policies import is_mentee

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


class SharingIn(Schema):
    """What is shared from now on, and nothing beside it: with your mentor, or whom you ask (null).

    It stops by itself after so many days.
    """

    kinds: list[Kind]
    mentorship_id: UUID | None = None
    days: Literal[365, 90, 30] = 365


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


@operation(
    router,
    "PUT",
    "/consents",
    policy=is_mentee,
    data=DataClass.SENSITIVE,
    answer=list[ConsentOut],
    step_up=True,
)
def share(request: PersonRequest, sharing: SharingIn) -> QuerySet[Consent]:
    """Share these kinds and no others: what is not among them is taken back at once."""
    person, named = request.person, sharing.mentorship_id
    walks = Mentorship.objects.visible_to(person)
    mentorship = get_object_or_404(walks, pk=named) if named else None
    actions.share(by=person, kinds=sharing.kinds, mentorship=mentorship, days=sharing.days)
    return queries.ledger(person)
