"""What `cairn init` does once the database stands: an organization, and its first admin invited."""

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import available_timezones

from babel import Locale
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from cairn.config.folder import Trouble
from cairn.core.ids import new_id
from cairn.core.walls import acting_in
from cairn.people import actions, invitations, lookup, queries
from cairn.people.models import Organization, Person
from cairn.people.operators import Operator
from cairn.programs import actions as programs
from cairn.programs.models import StaffRole


@dataclass(frozen=True)
class Wish:
    """What the operator asked for."""

    organization: str
    country: str
    language: str
    time_zone: str
    email: str
    name: str


def found(wish: Wish) -> list[str]:
    """Make the organization unless it is there, invite the admin, and return what to print."""
    _see_that_it_makes_sense(wish)
    organization_id = _known(wish.organization) or new_id()
    with acting_in(organization_id):
        operator = Operator(_organization(organization_id, wish))
        admin = _admin(operator, wish)
        if admin.account_id:
            raise Trouble(
                f"{wish.organization} is there, and its admin has joined: sign in. "
                "Who lost every way in gets a new one by `cairn admin let-in`."
            )
        code = actions.invite(by=operator, person=admin)
    return [
        f"{wish.organization} is ready. Its admin joins here, once, within 14 days:",
        f"  {invitations.link_to(code)}",
        "Start Cairn with `cairn serve`.",
    ]


def _see_that_it_makes_sense(wish: Wish) -> None:
    if wish.country not in Locale("en").territories or not wish.country.isalpha():
        raise Trouble(f"“{wish.country}” is no country: give two letters, such as US or MX.")
    if wish.time_zone not in available_timezones():
        raise Trouble(f"“{wish.time_zone}” is no time zone: give one such as America/Chicago.")
    if not wish.organization or not wish.name:
        raise Trouble("The organization and its admin need names.")
    try:
        validate_email(wish.email)
    except ValidationError as problem:
        raise Trouble(f"“{wish.email}” is no e-mail address.") from problem


def _known(name: str) -> UUID | None:
    """Return the id of the organization of that name, None where there is none."""
    for organization_id in queries.organizations():
        with acting_in(organization_id):
            if Organization.objects.filter(name=name).exists():
                return organization_id
    return None


def _organization(organization_id: UUID, wish: Wish) -> Organization:
    organization, _is_new = Organization.objects.get_or_create(
        pk=organization_id,
        defaults={
            "name": wish.organization,
            "country": wish.country,
            "language": wish.language,
            "time_zone": wish.time_zone,
        },
    )
    return organization


def _admin(operator: Operator, wish: Wish) -> Person:
    """Return the admin, added when missing."""
    known = Person.objects.filter(email_hash=lookup.email_hash(wish.email)).first()
    admin = known or actions.add_person(by=operator, display_name=wish.name, email=wish.email)
    if not admin.staff_roles.active().filter(kind=StaffRole.Kind.ADMIN, program=None).exists():
        programs.give_role(by=operator, person=admin, kind=StaffRole.Kind.ADMIN)
    return admin
