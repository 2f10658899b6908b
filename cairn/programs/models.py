"""Programs, enrollments and staff roles."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cairn.core import clock
from cairn.people.apart import kept_from
from cairn.people.encryption import EncryptedText
from cairn.people.models import OrganizationRow, Person


class Setting(models.TextChoices):
    """The kind of place a program lives in."""

    RECOVERY_CENTER = "recovery_center", _("Recovery center")
    SOBER_LIVING = "sober_living", _("Sober living home")
    OUTPATIENT = "outpatient", _("Outpatient program")
    COMMUNITY = "community", _("Community group")
    AFTERCARE = "aftercare", _("Aftercare")
    INFORMAL = "informal", _("Informal")


class ProgramQuerySet(models.QuerySet["Program"]):
    """Programs by who may see them."""

    def served_by(self, person: Person) -> Self:
        """Programs the person coordinates, supervises or administers."""
        return self.filter(pk__in=_served_programs(person))

    def funded_by(self, person: Person) -> Self:
        """Programs whose figures the person reads, and nothing else of them."""
        return self.filter(pk__in=_programs_of(person, StaffRole.objects.funding()))


def _served_programs(person: Person) -> models.QuerySet[Program]:
    return _programs_of(person, StaffRole.objects.serving())


def _programs_of(person: Person, held: StaffRoleQuerySet) -> models.QuerySet[Program]:
    roles = held.filter(person=person)
    everywhere = models.Exists(roles.filter(program=None))
    return Program.objects.filter(
        Q(organization_id=person.organization_id) & (Q(everywhere) | Q(staff__in=roles))
    )


class Program(OrganizationRow):
    """A mentoring program, with the rules it sets for itself.

    `matching` holds the settings of the matching engine by the names of the settings file;
    a name not given has its default.
    """

    name = models.CharField(max_length=120)
    setting = models.CharField(max_length=20, choices=Setting.choices)
    time_zone = models.CharField(max_length=64, default="America/New_York")
    matching = models.JSONField(default=dict)
    hold_days = models.PositiveSmallIntegerField(default=7)
    answer_hours = models.PositiveSmallIntegerField(default=72)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "name"], name="one_program_a_name"),
        ]


class EnrollmentQuerySet(models.QuerySet["Enrollment"]):
    """Enrollments by state and side."""

    def active(self) -> Self:
        """Enrollments that go on."""
        return self.filter(ended_at=None)

    def mentees(self) -> Self:
        """The mentees' side."""
        return self.filter(side=Enrollment.Side.MENTEE)

    def mentors(self) -> Self:
        """The mentors' side."""
        return self.filter(side=Enrollment.Side.MENTOR)

    def visible_to(self, person: Person) -> Self:
        """One's own, and those of programs one serves; of nobody one is kept from."""
        seen = self.filter(Q(person=person) | Q(program__in=_served_programs(person)))
        return seen.exclude(person__in=kept_from(person))


class Enrollment(OrganizationRow):
    """A person's place in a program, as mentee or as mentor (both: two enrollments).

    For mentees `waiting_since` counts the wait. For mentors `capacity` is the number of places
    and `caseload_elsewhere` the places taken outside Cairn; `cleared_at`, `trained_at` and
    `paused_at` say since when each is true.
    """

    class Side(models.TextChoices):
        """Which side of a mentorship."""

        MENTEE = "mentee", _("Mentee")
        MENTOR = "mentor", _("Mentor")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="enrollments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrollments")
    side = models.CharField(max_length=8, choices=Side.choices)
    ref = models.CharField(max_length=64, blank=True)  # the program's own id in its roster
    waiting_since = models.DateField(null=True)
    recovery_since = EncryptedText()  # ISO date, or empty
    capacity = models.PositiveSmallIntegerField(default=1)
    caseload_elsewhere = models.PositiveSmallIntegerField(default=0)
    cleared_at = models.DateTimeField(null=True)
    trained_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "person", "side"],
                condition=Q(ended_at=None),
                name="one_live_enrollment_a_side",
            ),
            models.UniqueConstraint(
                fields=["program", "side", "ref"],
                condition=~Q(ref="") & Q(ended_at=None),
                name="one_live_enrollment_a_ref",
            ),
        ]
        indexes = [models.Index(fields=["program", "side", "waiting_since"])]

    @property
    def is_cleared(self) -> bool:
        """Whether a mentor's clearance stands."""
        return self.cleared_at is not None

    @property
    def is_trained(self) -> bool:
        """Whether a mentor did the training that comes before a match."""
        return self.trained_at is not None

    @property
    def is_paused(self) -> bool:
        """Whether the person asked for a pause."""
        return self.paused_at is not None

    @property
    def is_ready(self) -> bool:
        """Whether a mentor can be matched, as far as clearance, training and pause go."""
        return self.is_cleared and self.is_trained and not self.is_paused

    def places_left(self, taken: int) -> int:
        """Return how many places a mentor has left who walks with so many here."""
        return self.capacity - self.caseload_elsewhere - taken


class StaffRoleQuerySet(models.QuerySet["StaffRole"]):
    """Roles by state."""

    def active(self) -> Self:
        """Roles held now."""
        return self.filter(ended_at=None)

    def serving(self) -> Self:
        """Roles that let one see a program's people: never those of who runs a house too."""
        return self._outside_houses().filter(kind__in=StaffRole.STAFF)

    def funding(self) -> Self:
        """Roles that let one read a program's figures: nor those of who runs a house."""
        return self._outside_houses().filter(kind=StaffRole.Kind.FUNDER)

    def _outside_houses(self) -> Self:
        runs = StaffRole.objects.active().filter(kind__in=StaffRole.HOUSE)
        return self.active().exclude(models.Exists(runs.filter(person=models.OuterRef("person"))))

    def reviewing(self) -> Self:
        """Roles that let one review who is kept apart."""
        return self.active().filter(kind=StaffRole.Kind.SAFETY)


class StaffRole(OrganizationRow):
    """That a person serves: in one program, or (program empty) in all of the organization."""

    class Kind(models.TextChoices):
        """What they serve as."""

        COORDINATOR = "coordinator", _("Coordinator")
        SUPERVISOR = "supervisor", _("Supervisor")
        FACILITATOR = "facilitator", _("Facilitator")
        ADMIN = "admin", _("Organization admin")
        HOUSE_LEAD = "house_lead", _("House lead")
        LANDLORD = "landlord", _("Landlord")
        FUNDER = "funder", _("Funder")
        SAFETY = "safety", _("Safety reviewer")

    STAFF = (Kind.COORDINATOR, Kind.SUPERVISOR, Kind.ADMIN)  # who sees a program's people
    HOUSE = (Kind.HOUSE_LEAD, Kind.LANDLORD)  # who sees nothing of mentoring, other roles or not
    EVERYWHERE = frozenset({Kind.ADMIN, Kind.SAFETY})  # of all the organization, or not at all
    CLOSED_TO_HOUSE = frozenset({*STAFF, Kind.FUNDER, Kind.SAFETY})

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="staff_roles")
    program = models.ForeignKey(
        Program, null=True, blank=True, on_delete=models.PROTECT, related_name="staff"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    ended_at = models.DateTimeField(null=True)

    objects = StaffRoleQuerySet.as_manager()


class AttestationQuerySet(models.QuerySet["Attestation"]):
    """Attestations by state."""

    def visible_to(self, person: Person) -> Self:
        """Those about people one looks after."""
        return self.filter(person__in=Person.objects.visible_to(person)).exclude(person=person)

    def open(self) -> Self:
        """Those that a second person may still confirm."""
        return self.filter(confirmed_at=None, expires_at__gt=clock.now())


class Attestation(OrganizationRow):
    """That one of the staff knows a person who can't sign in; a second one confirms it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="attestations")
    attested_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    objects = AttestationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("attested_by")), name="attested_by_two"
            ),
            models.CheckConstraint(
                condition=~Q(attested_by=F("person")) & ~Q(confirmed_by=F("person")),
                name="attested_by_others",
            ),
        ]
