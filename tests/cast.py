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
    person_id = new_id()
    keys.make(person_id)
    return Person.objects.create(
        pk=person_id,
        organization=organization,
        display_name=name,
        account=Account.objects.open() if account else None,
        joined_at=clock.now() - timedelta(days=30),
    )


def make_program(organization: Organization, name: str = "Evening program") -> Program:
    return Program.objects.create(
        organization=organization, name=name, setting=Setting.RECOVERY_CENTER
    )


def enroll(program: Program, person: Person, side: Enrollment.Side, **fields: object) -> Enrollment:
    """Enroll; a mentor comes cleared, trained and with one place, a mentee waits since a week."""
    ready = {"cleared_at": clock.now(), "trained_at": clock.now()}
    waits = {"waiting_since": clock.today(program.time_zone) - timedelta(days=7)}
    defaults = ready if side == Enrollment.Side.MENTOR else waits
    return Enrollment.objects.create(
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


def assemble() -> Cast:
    outsider = _outsider()
    organization = make_organization()
    program = make_program(organization)
    mentee = make_person(organization, "Rowan Test")
    mentor = make_person(organization, "Maple Test")
    coordinator = make_person(organization, "Sage Test")
    supervisor = make_person(organization, "Hazel Test")
    admin = make_person(organization, "Linden Test")
    facilitator = make_person(organization, "Sedge Test")
    house_lead = make_person(organization, "Heath Test")
    funder = make_person(organization, "Teasel Test")
    enroll(program, mentee, Enrollment.Side.MENTEE)
    enroll(program, mentor, Enrollment.Side.MENTOR)
    serve(coordinator, StaffRole.Kind.COORDINATOR)
    serve(supervisor, StaffRole.Kind.SUPERVISOR, program)
    serve(admin, StaffRole.Kind.ADMIN)
    serve(facilitator, StaffRole.Kind.FACILITATOR, program)
    serve(house_lead, StaffRole.Kind.HOUSE_LEAD, program)
    serve(funder, StaffRole.Kind.FUNDER)
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
    organization = make_organization("Far Shore House")
    outsider = make_person(organization, "Bryony Test")
    serve(outsider, StaffRole.Kind.COORDINATOR)
    return outsider
