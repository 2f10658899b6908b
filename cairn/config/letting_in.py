"""What `cairn admin let-in` does once the database stands: an admin gets a new way in."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse

from cairn.config import organizations
from cairn.config.folder import Trouble
from cairn.core.walls import acting_in
from cairn.people.models import Person
from cairn.people.operators import Operator
from cairn.programs import actions, queries


def let_in(organization: str | None, admin: str | None) -> list[str]:
    """Close an admin's old ways in, make a paper code, and return what to print."""
    known = organizations.known()
    if not known:
        raise Trouble("There is no organization yet: `cairn init` makes one.")
    here = organizations.meant(known, organization)
    with acting_in(here.pk):
        person = _meant(list(queries.joined_admins(here)), admin)
        code = actions.let_in(by=Operator(here), person=person)
    return [
        f"{person.display_name} signs in with this code, shown this once:",
        f"  {code}",
        f"  {settings.PUBLIC_URL}{reverse('sign_in_on_paper')}",
        "Hand it over yourself. Their old ways in are closed, and they are told of it.",
    ]


def _meant(admins: Sequence[Person], name: str | None) -> Person:
    """Return the admin of a name or an address, or the only one there is."""
    named = [each for each in admins if name in (None, each.display_name, each.email)]
    if len(named) == 1:
        return named[0]
    if not admins:
        raise Trouble("No admin has joined yet: `cairn init` prints a new link for the first.")
    names = ", ".join(f"“{each.display_name}”" for each in admins)
    raise Trouble(f"Say which admin with --admin, by name or e-mail address: {names}.")
