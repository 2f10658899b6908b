"""The board of pairs for machines."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Router, Schema

from cairn.core.access import DataClass
from cairn.home import pairs
from cairn.people.endpoints import operation
from cairn.people.requests import PersonRequest
from cairn.programs.policies import is_staff

router = Router(tags=["Mentorships"])


class PairOut(Schema):
    """A mentorship that goes on, and what it needs."""

    id: UUID = Field(alias="mentorship.pk")
    mentee: str = Field(alias="mentorship.mentee.display_name")
    mentor: str = Field(alias="mentorship.mentor.display_name")
    program_id: UUID = Field(alias="mentorship.program_id")
    matched_at: datetime = Field(alias="mentorship.matched_at")
    needs: str = Field(alias="needs.code")


@operation(
    router,
    "GET",
    "/pairs",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=list[PairOut],
)
def list_pairs(
    request: PersonRequest, need: str = "", after: UUID | None = None
) -> list[pairs.Pair]:
    """List the pairs of your programs, what needs you most first, 50 at a time.

    `need` is one of contact, reaching, missed, signing, meeting, quiet, nothing; `after` the last
    pair you have.
    """
    return pairs.board_of(request.person, pairs.needs_called(need), after).pairs
