"""The same door for machines."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import File, Router, Schema, UploadedFile
from ninja.errors import ValidationError

from cairn.core.access import DataClass
from cairn.interop import actions
from cairn.interop.planning import Outcome
from cairn.interop.roster import MOST_BYTES
from cairn.people.endpoints import operation
from cairn.people.requests import PersonRequest
from cairn.programs import queries as programs
from cairn.programs.policies import is_staff

router = Router(tags=["Rosters"])


class RemarkOut(Schema):
    """A cell to look at: the file's line (the header is on line 1), the column, and why."""

    line: int
    column: str
    reason: str

    @staticmethod
    def resolve_reason(remark: object) -> str:
        """Return the reason in the language asked for."""
        return str(getattr(remark, "reason", ""))


class OutcomeOut(Schema):
    """What an import did, or on a dry run would do, in rows."""

    created: int
    updated: int
    unchanged: int
    refused: int
    refusals: list[RemarkOut]
    cautions: list[RemarkOut]


@operation(
    router,
    "POST",
    "/programs/{uuid:pk}/roster",
    policy=is_staff,
    data=DataClass.SENSITIVE,
    answer=OutcomeOut,
)
def import_roster(
    request: PersonRequest,
    pk: UUID,
    file: File[UploadedFile],
    *,
    dry_run: bool = False,
    skip_refused: bool = False,
) -> Outcome:
    """Import a roster file (CSV), all or nothing.

    A refused row stops the whole: each wrong cell is then named in `fields` as `line.column`,
    unless refused rows are to be skipped.
    """
    program = get_object_or_404(programs.served(request.person), pk=pk)
    outcome = actions.import_roster(
        by=request.person,
        program=program,
        data=file.read(MOST_BYTES + 1),
        dry_run=dry_run,
        skip_refused=skip_refused,
    )
    if outcome.is_stopped:
        raise ValidationError(_named(outcome))
    return outcome


def _named(outcome: Outcome) -> list[dict[str, object]]:
    return [
        {"loc": ("file", remark.line, remark.column), "msg": str(remark.reason)}
        for remark in outcome.refusals
    ]
