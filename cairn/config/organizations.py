"""Which organization the operator means, for commands that act in one."""

from collections.abc import Iterator, Sequence

from cairn.config.folder import Trouble
from cairn.core.walls import acting_in
from cairn.people import queries
from cairn.people.models import Organization


def known() -> list[Organization]:
    """Return all organizations of the installation."""
    return list(_each())


def meant(among: Sequence[Organization], name: str | None) -> Organization:
    """Return the one of a name, or the only one there is."""
    named = [found for found in among if name in (None, found.name)]
    if len(named) != 1:
        names = ", ".join(f"“{found.name}”" for found in among)
        raise Trouble(f"Say which organization with --organization: {names}.")
    return named[0]


def _each() -> Iterator[Organization]:
    for organization_id in queries.organizations():
        with acting_in(organization_id):
            yield Organization.objects.get(pk=organization_id)
