"""The relationship of a mentee and a mentor, and the record of how it is kept."""

from __future__ import annotations

from datetime import date
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from cairn.people.apart import kept_from
from cairn.people.encryption import EncryptedJSON, EncryptedText
from cairn.people.models import OrganizationRow, Person
from cairn.programs.models import Program


class MentorshipQuerySet(models.QuerySet["Mentorship"]):
    """Mentorships by state and by who may see that they exist."""

    def live(self) -> Self:
        """Matched and not ended, signed or not yet."""
        return self.filter(ended_at=None)

    def begun(self) -> Self:
        """Signed by both."""
        return self.exclude(begun_at=None)

    def of(self, person: Person) -> Self:
        """Those the person is one of the two in; none whose other they are kept from."""
        return self.filter(Q(mentee=person) | Q(mentor=person), parted_at=None).apart_from(person)

    def apart_from(self, person: Person) -> Self:
        """Those in which nobody is kept from the person."""
        kept = kept_from(person)
        return self.exclude(Q(mentee__in=kept) | Q(mentor__in=kept))

    def served_by(self, person: Person) -> Self:
        """Those of others in the programs a person serves; none in which they are kept from one."""
        served = self.filter(program__in=Program.objects.served_by(person))
        return served.exclude(Q(mentee=person) | Q(mentor=person)).apart_from(person)

    def between(self, one: Person, other: Person) -> Self:
        """Those of these two, whichever way round."""
        return self.filter(Q(mentee=one, mentor=other) | Q(mentee=other, mentor=one))

    def visible_to(self, person: Person) -> Self:
        """The two; and staff of the program, who see that a pair meets, not what it says."""
        served = Program.objects.served_by(person)
        is_own = Q(mentee=person) | Q(mentor=person)
        is_served = Q(program__in=served) & ~is_own
        return self.filter(Q(is_own, parted_at=None) | is_served).apart_from(person)


class Mentorship(OrganizationRow):
    """One mentee and one mentor in a program. It begins when both have signed.

    `waiting_since` is the day the mentee's wait began that this match ended, where it was known.
    From `parted_at` on it is closed to both, without a fault of either: they are kept apart.
    """

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="mentorships")
    mentee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="as_mentee")
    mentor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="as_mentor")
    waiting_since = models.DateField(null=True)
    matched_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    parted_at = models.DateTimeField(null=True)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Least("mentee", "mentor"),
                Greatest("mentee", "mentor"),
                condition=Q(ended_at=None),
                name="one_live_mentorship_a_pair",  # whichever of them is the mentor
            ),
            models.CheckConstraint(
                condition=~Q(mentee=models.F("mentor")), name="nobody_mentors_themselves"
            ),
        ]
        indexes = [models.Index(fields=["program", "ended_at"])]

    @property
    def pair(self) -> tuple[Person, Person]:
        """The two: mentee, then mentor."""
        return self.mentee, self.mentor

    @property
    def begun_on(self) -> date | None:
        """The day it began, in the program's time zone."""
        zone = ZoneInfo(self.program.time_zone)
        return self.begun_at.astimezone(zone).date() if self.begun_at else None

    def other(self, person: Person) -> Person:
        """Return the other of the two."""
        return self.mentor if person.pk == self.mentee_id else self.mentee

    def has(self, person: Person) -> bool:
        """Whether the person is one of the two."""
        return person.pk in (self.mentee_id, self.mentor_id)


class AgreementText(OrganizationRow):
    """The words two people sign, one row a version and language; the database changes none.

    `adopted_by` is who gave them to the program; nobody for those that Cairn brings. Pairs that
    have signed keep what they signed, unless a version `asks_again`.
    """

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=8)
    body = models.TextField()
    adopted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    asks_again = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "version", "language"], name="one_agreement_a_version"
            ),
        ]


class Signature(OrganizationRow):
    """That one of the two agreed, to which words and when."""

    mentorship = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey(AgreementText, on_delete=models.PROTECT)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "person", "text"], name="one_signature_a_text"
            ),
        ]


class SupportContactQuerySet(models.QuerySet["SupportContact"]):
    """Contacts of staff by state."""

    def open(self) -> Self:
        """Due, and of a mentorship that goes on."""
        return self.filter(kept_at=None, mentorship__ended_at=None)

    def visible_to(self, person: Person) -> Self:
        """Staff of the program, about two others from whom they are not kept.

        Neither of a pair reads what the other said.
        """
        kept = kept_from(person)
        others = self.exclude(mentorship__mentee=person).exclude(mentorship__mentor=person)
        seen = others.filter(mentorship__program__in=Program.objects.served_by(person))
        return seen.exclude(Q(mentorship__mentee__in=kept) | Q(mentorship__mentor__in=kept))


class SupportContact(OrganizationRow):
    """A contact the staff owes one of the two: twice in month one, then monthly.

    A review, after 30, 90 and 180 days, is one that asks more.
    """

    class Kind(models.TextChoices):
        """What it is for."""

        CONTACT = "contact", _("Contact")
        REVIEW = "review", _("Review")

    mentorship = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="contacts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.CONTACT)
    kept_at = models.DateTimeField(null=True)
    kept_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answers = EncryptedJSON()  # the standard questions, by code

    objects = SupportContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "person", "due_on", "kind"], name="one_contact_a_day"
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(kept_at=None), name="contacts_due")]

    @property
    def is_review(self) -> bool:
        """Whether it asks more: what was set out to do, and whether it shall go on as it is."""
        return self.kind == self.Kind.REVIEW


class Ending(OrganizationRow):
    """That a mentorship ended: who said so, when, and (in their words, encrypted) why."""

    mentorship = models.OneToOneField(Mentorship, on_delete=models.PROTECT, related_name="ending")
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = EncryptedText(key_of="ended_by_id")
    is_change = models.BooleanField(default=False)  # the mentee asked for another mentor
    is_planned = models.BooleanField(default=False)  # a last meeting had been planned


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Commitments by state and by who may read them."""

    def open(self) -> Self:
        """Neither kept nor let go."""
        return self.filter(kept_at=None, let_go_at=None)

    def visible_to(self, person: Person) -> Self:
        """The two of the mentorship, and nobody else; neither once they are kept apart."""
        return self.filter(mentorship__in=Mentorship.objects.of(person))


class Commitment(OrganizationRow):
    """Something small that one of the two means to do, in their own words, under their own key.

    It is kept, or let go, or simply open: a day that has passed changes nothing.
    """

    mentorship = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="commitments")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = EncryptedText(key_of="made_by_id")
    due_on = models.DateField(null=True)
    kept_at = models.DateTimeField(null=True)
    let_go_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kept_at=None) | Q(let_go_at=None), name="kept_or_let_go"
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it is neither kept nor let go."""
        return self.kept_at is None and self.let_go_at is None


class Thought(OrganizationRow):
    """The last day on which one of the two let the other know that they think of them.

    One row a direction, so that there is nothing to count.
    """

    mentorship = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="thoughts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    latest_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "person"], name="one_thought_a_direction"
            ),
        ]
