"""The people every promise is tested with, and the outsider who must see nothing."""

from dataclasses import dataclass
from datetime import timedelta

from cairn.core import clock
from cairn.core.ids import new_id
from cairn.core.walls import name_organization
from cairn.people.keys import store as keys
from cairn.people.models import Account, Organization, Person
from cairn.programs.models import Enrollment, Program, Setting, StaffRole
from tests.factories import factors

PASSWORD = "seven gray stones by the river"


@dataclass(frozen=True)
class Cast:
    """One program with everybody in it, and a stranger from another organization."""

    program: Program
    mentee: Person
    mentor: Person
    coordinator: Person
    supervisor: Person
    admin: Person
    facilitator: Person
    house_lead: Person
    funder: Person
    outsider: Person

    @property
    def people(self) -> dict[str, Person]:
        return {
            "mentee": self.mentee,
            "mentor": self.mentor,
            "coordinator": self.coordinator,
            "supervisor": self.supervisor,
            "admin": self.admin,
            "facilitator": self.facilitator,
            "house_lead": self.house_lead,
            "funder": self.funder,
            "outsider": self.outsider,
        }


def make_organization(name: str = "Harbor Street Recovery") -> Organization:
    """Make an organization and stand inside its walls for the rest of the transaction."""
    organization_id = new_id()
    name_organization(str(organization_id))
    return Organization.objects.create(pk=organization_id, name=name)


def make_person(organization: Organization, name: str, *, account: bool = True) -> Person:
    (person,) = make_people(organization, name, accounts=account)
    return person


def make_people(organization: Organization, *names: str, accounts: bool = True) -> list[Person]:
    """Make people of an organization, in as few statements as one takes."""
    opened = [_account() if accounts else None for _name in names]
    made = [
        Person(
            organization=organization,
            display_name=name,
            account=account,
            joined_at=clock.now() - timedelta(days=30),
        )
        for name, account in zip(names, opened, strict=True)
    ]
    holders = [row.pk for row in [*made, *filter(None, opened)]]
    keys.make(*holders)
    keys.warm(holders)
    Account.objects.bulk_create(filter(None, opened))
    return Person.objects.bulk_create(made)


def _account() -> Account:
    account = Account()
    account.username = f"a{account.pk.hex}"
    account.set_unusable_password()
    return account


def make_program(organization: Organization, name: str = "Evening program") -> Program:
    return Program.objects.create(
        organization=organization, name=name, setting=Setting.RECOVERY_CENTER
    )


def enroll(program: Program, person: Person, side: Enrollment.Side, **fields: object) -> Enrollment:
    """Enroll; a mentor comes cleared, trained and with one place, a mentee waits since a week."""
    place = _place(program, person, side, **fields)
    place.save(force_insert=True)
    return place


def _place(program: Program, person: Person, side: Enrollment.Side, **fields: object) -> Enrollment:
    ready = {"cleared_at": clock.now(), "trained_at": clock.now()}
    waits = {"waiting_since": clock.today(program.time_zone) - timedelta(days=7)}
    defaults = ready if side == Enrollment.Side.MENTOR else waits
    return Enrollment(
        organization_id=program.organization_id,
        program=program,
        person=person,
        side=side,
        **(defaults | fields),
    )


def serve(person: Person, kind: StaffRole.Kind, program: Program | None = None) -> StaffRole:
    """Give a staff role, and the second factor that staff need before a page opens to them."""
    if person.account:
        factors.second_step(person.account)
    return StaffRole.objects.create(
        organization_id=person.organization_id, person=person, kind=kind, program=program
    )


def _serve(*roles: tuple[Person, StaffRole.Kind, Program | None]) -> None:
    """Give people who were made just now a role each, and their second factor."""
    factors.second_steps([person.account for person, _kind, _program in roles])
    StaffRole.objects.bulk_create(
        StaffRole(organization_id=person.organization_id, person=person, kind=kind, program=program)
        for person, kind, program in roles
    )


def assemble() -> Cast:
    outsider = _outsider()
    organization = make_organization()
    program = make_program(organization)
    mentee, mentor, coordinator, supervisor, admin, facilitator, house_lead, funder = make_people(
        organization,
        *("Rowan Test", "Maple Test", "Sage Test", "Hazel Test"),
        *("Linden Test", "Sedge Test", "Heath Test", "Teasel Test"),
    )
    Enrollment.objects.bulk_create(
        [
            _place(program, mentee, Enrollment.Side.MENTEE),
            _place(program, mentor, Enrollment.Side.MENTOR),
        ]
    )
    _serve(
        (coordinator, StaffRole.Kind.COORDINATOR, None),
        (supervisor, StaffRole.Kind.SUPERVISOR, program),
        (admin, StaffRole.Kind.ADMIN, None),
        (facilitator, StaffRole.Kind.FACILITATOR, program),
        (house_lead, StaffRole.Kind.HOUSE_LEAD, program),
        (funder, StaffRole.Kind.FUNDER, None),
    )
    return Cast(
        program=program,
        mentee=mentee,
        mentor=mentor,
        coordinator=coordinator,
        supervisor=supervisor,
        admin=admin,
        facilitator=facilitator,
        house_lead=house_lead,
        funder=funder,
        outsider=outsider,
    )


def _outsider() -> Person:
    """A coordinator of another organization: the most a stranger can be."""
    outsider = make_person(make_organization("Far Shore House"), "Bryony Test")
    _serve((outsider, StaffRole.Kind.COORDINATOR, None))
    return outsider
