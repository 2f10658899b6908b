"""What `cairn roster import` does once the database stands: the operator's door to the import."""

from collections.abc import Iterator
from dataclasses import dataclass

from cairn.config import organizations
from cairn.core.walls import acting_in
from cairn.interop import actions
from cairn.interop.planning import Outcome
from cairn.people.models import Organization
from cairn.people.operators import Operator
from cairn.programs import actions as programs
from cairn.programs.models import Program, Setting
from cairn.programs.queries import programs_named


@dataclass(frozen=True)
class Wish:
    """What the operator asked for."""

    program: str
    setting: str
    organization: str | None
    dry_run: bool
    skip_refused: bool


@dataclass(frozen=True)
class Report:
    """The lines to print, how many rows were refused, the organization made (or nothing)."""

    lines: list[str]
    refused: int
    made: str


class _Undone(Exception):  # noqa: N818 - it is how a transaction is taken back
    """Takes back what was made for an import that refused rows stopped."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


def import_roster(data: bytes, wish: Wish) -> Report:
    """Import a file; make a missing program, and an organization where there is none."""
    organization, is_new = _organization(wish)
    lines = []
    try:
        with acting_in(organization.pk):
            if is_new and not wish.dry_run:
                organization.save(force_insert=True)
            _wait_for_others(organization)
            program, is_missing = _program(Operator(organization), wish)
            lines = [_missing(program)] if is_missing else []
            outcome = _imported(data, wish, Operator(organization), program)
    except _Undone as undone:
        outcome = undone.outcome
    is_made = is_new and not (wish.dry_run or outcome.is_stopped)
    return Report([*lines, *_told(outcome)], outcome.refused, organization.name if is_made else "")


def _organization(wish: Wish) -> tuple[Organization, bool]:
    """Return the organization meant, and whether it is one that nobody made yet."""
    known = organizations.known()
    if not known:
        return Organization(name=wish.organization or wish.program), True
    return organizations.meant(known, wish.organization), False


def _wait_for_others(organization: Organization) -> None:
    """Lock the organization, so that two imports at once do not both make the program."""
    Organization.objects.select_for_update(no_key=True).filter(pk=organization.pk).first()


def _program(operator: Operator, wish: Wish) -> tuple[Program, bool]:
    """Return the program meant, made when missing; on a dry run it is made up and missing."""
    organization, setting = operator.organization, Setting(wish.setting)
    if found := programs_named(organization.pk, wish.program).first():
        return found, False
    if not wish.dry_run:
        return programs.create_program(by=operator, name=wish.program, setting=setting), False
    return Program(organization=organization, name=wish.program, setting=setting), True


def _imported(data: bytes, wish: Wish, operator: Operator, program: Program) -> Outcome:
    outcome = actions.import_roster(
        by=operator,
        program=program,
        data=data,
        dry_run=wish.dry_run,
        skip_refused=wish.skip_refused,
    )
    if outcome.is_stopped:
        raise _Undone(outcome)
    return outcome


def _missing(program: Program) -> str:
    return f"The program “{program.name}” is not there yet: the import makes it."


def _told(outcome: Outcome) -> Iterator[str]:
    yield from map(str, outcome.refusals)
    yield from map(str, outcome.cautions)
    yield (
        f"created {outcome.created} updated {outcome.updated}"
        f" unchanged {outcome.unchanged} refused {outcome.refused}"
    )
