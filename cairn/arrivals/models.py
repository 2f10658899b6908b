"""Where people may ask, what they asked, and who of the staff got in touch first."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cairn.core import clock
from cairn.people import codes
from cairn.people.apart import kept_from
from cairn.people.encryption import EncryptedJSON, EncryptedText
from cairn.people.models import OrganizationRow, Person
from cairn.programs.models import Program


class Door(OrganizationRow):
    """That people may ask for a mentor of a program, under a code that stands on a card or a link.

    The code is no secret: it hangs on a wall. A closed door answers as if there had been none.
    """

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="doors")
    code = models.CharField(max_length=24, unique=True)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program"], condition=Q(closed_at=None), name="one_open_door_a_program"
            ),
        ]

    @property
    def spoken_code(self) -> str:
        """The code in groups of four, as it is copied from paper."""
        return codes.grouped(self.code)


class AskingQuerySet(models.QuerySet["Asking"]):
    """What people asked, by state and by who may read it."""

    def sent(self) -> Self:
        """Sent, and not taken back."""
        return self.exclude(sent_at=None).filter(withdrawn_at=None)

    def visible_to(self, person: Person) -> Self:
        """Staff of the program, once it is sent, about others from whom they are not kept."""
        served = self.sent().filter(program__in=Program.objects.served_by(person))
        kept = kept_from(person)
        return served.exclude(pk__in=kept).exclude(known__in=kept).exclude(known=person)


class Asking(OrganizationRow):
    """That somebody asks for a mentor, before they are anybody here.

    Until it is sent, `draft` is sealed under the code that only they hold: nobody else can read
    it. From then on the answers stand under a key of their own, whose id, like the row's, becomes
    theirs once staff put them on the waiting list. Taken back, the key is destroyed.

    `known` is somebody who is here already: they were signed in when they asked, or staff took it
    as theirs (`taken_at`). Who holds the code learns nothing of that, and gets in nowhere by it.
    """

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="askings")
    token_hash = models.CharField(max_length=64, unique=True)
    draft = models.BinaryField(null=True)
    answers = EncryptedJSON(key_of="pk")
    kept_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    welcomed_at = models.DateTimeField(null=True)
    welcomed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    known = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    set_aside_at = models.DateTimeField(null=True)
    set_aside_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = AskingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(welcomed_at=None) | Q(set_aside_at=None), name="welcomed_or_set_aside"
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(welcomed_at=None, set_aside_at=None),
                name="taken_as_known_and_nothing_else",
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(known__isnull=False), name="taken_as_somebody"
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(draft=None), name="sent_asking_has_no_draft"
            ),
        ]

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written."""
        return self.sent_at is None and self.withdrawn_at is None

    @property
    def name(self) -> str:
        """What they wish to be called, where they said so."""
        said: str = self.answers.get("name", "")
        return said


class FirstContactQuerySet(models.QuerySet["FirstContact"]):
    """First contacts by state and by who may read them."""

    def open(self) -> Self:
        """Owed still: not kept, and of nobody who took their asking back or was set aside."""
        return self.filter(kept_at=None).exclude(
            Q(asking__withdrawn_at__isnull=False) | Q(asking__set_aside_at__isnull=False)
        )

    def visible_to(self, person: Person) -> Self:
        """Staff of the program; nobody who is kept from whom it is with, nor they themself."""
        kept = kept_from(person)
        served = self.filter(program__in=Program.objects.served_by(person))
        others = served.exclude(Q(person=person) | Q(asking__known=person))
        standing = others.exclude(asking__withdrawn_at__isnull=False)
        return standing.exclude(Q(person__in=kept) | Q(asking__in=kept) | Q(asking__known__in=kept))


class FirstContact(OrganizationRow):
    """The first contact that staff owe whoever arrives: within 24 hours.

    It is with somebody who asked (`asking`), or with somebody enrolled by staff (`person`).
    `words` are what the person reads when they come back with their code.
    """

    class How(models.TextChoices):
        """How staff got in touch."""

        PHONE = "phone", _("By phone")
        TEXT = "text", _("By text message")
        MAIL = "mail", _("By e-mail")
        IN_PERSON = "in_person", _("In person")
        HERE = "here", _("By words they read here")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="first_contacts")
    asking = models.OneToOneField(
        Asking, null=True, on_delete=models.PROTECT, related_name="first_contact"
    )
    person = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="first_contacts"
    )
    due_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    tried_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(null=True)
    kept_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=12, blank=True, choices=How.choices)
    words = EncryptedText(key_of="holder_id")

    objects = FirstContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(asking=None) ^ Q(person=None), name="first_contact_with_one"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(kept_at=None), name="first_contacts_due")
        ]

    @property
    def holder_id(self) -> UUID:
        """The id of whom it is with, under whose key its words stand."""
        return self.person_id or self.asking_id  # type: ignore[return-value] # one of them is set

    @property
    def is_overdue(self) -> bool:
        """Whether its time has passed and nobody got in touch."""
        return self.kept_at is None and self.due_at < clock.now()


class Orientation(OrganizationRow):
    """That a mentee read what a mentor is and is not, and which rights they have."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="orientation")
    version = models.PositiveSmallIntegerField()
    read_at = models.DateTimeField()
