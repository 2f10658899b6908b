"""Organizations, the accounts that sign in, and the persons those accounts are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, ClassVar, Self
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cairn.core import clock
from cairn.core.ids import new_id
from cairn.core.models import Row
from cairn.people.answers import Answers
from cairn.people.apart import kept_from
from cairn.people.avoiding import Avoided
from cairn.people.encryption import EncryptedJSON, EncryptedText
from cairn.people.keys import store as keys


class Language(models.TextChoices):
    """The languages Cairn speaks."""

    ENGLISH = "en", "English"
    SPANISH = "es", "Español"


class Theme(models.TextChoices):
    """How bright the pages are."""

    DEVICE = "", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


_KINDS = {"phone": _("Phone"), "tablet": _("Tablet"), "computer": _("Computer")}


class Organization(Row):
    """A recovery organization: the unit of the wall between people who must not see each other."""

    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2, default="US")  # ISO 3166-1
    language = models.CharField(max_length=8, choices=Language.choices, default=Language.ENGLISH)
    time_zone = models.CharField(max_length=64, default="America/New_York")


class OrganizationRow(Row):
    """A row that lives inside one organization, behind the wall."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts, each with a key of its own."""

    def open(self, *, email: str = "", **fields: object) -> Account:
        """Open an account under an address's alias (empty for someone without e-mail)."""
        account = self.model(email=email, **fields)
        account.username = account.username or f"a{account.pk.hex}"
        account.set_unusable_password()
        keys.make(account.pk)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """What signs in. Holds an alias, never an address: that someone is here is itself the secret.

    `email` is `<keyed hash>@account.invalid`; the address itself is an `Address`, encrypted.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True, db_index=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=8, blank=True, choices=Language.choices)
    theme = models.CharField(max_length=8, blank=True, choices=Theme.choices)
    session_round = models.PositiveIntegerField(default=0)
    paper_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - null: none
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def get_session_auth_hash(self) -> str:
        """Return what a session must carry to be this account's: a new round ends all others."""
        return f"{super().get_session_auth_hash()}.{self.session_round}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Yield the same under older secret keys that are still accepted."""
        for older in super().get_session_auth_fallback_hash():
            yield f"{older}.{self.session_round}"


class Address(Row):
    """An account's e-mail address, under the account's key. Looked up by its alias alone."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="address")
    address = EncryptedText(key_of="account_id")


class DeviceQuerySet(models.QuerySet["Device"]):
    """Devices by whose they are."""

    def visible_to(self, person: Person) -> Self:
        """Where one is signed in oneself."""
        return self.filter(account_id=person.account_id, expire_date__gt=clock.now())


class Device(AbstractBaseSession):
    """A session in somebody's browser; before they sign in, nobody's.

    The key is a hash of the one in the cookie. No network address is kept, and of what the
    browser calls itself only its kind and name.
    """

    session_key = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="devices"
    )
    acting_as = models.UUIDField(null=True)  # which of the account's persons was chosen, if any
    is_own = models.BooleanField(default=False)
    kind = models.CharField(max_length=20, blank=True)
    browser = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField()
    used_on = models.DateField()

    objects = DeviceQuerySet.as_manager()  # type: ignore[misc,assignment] # Django's saves sessions

    @property
    def name(self) -> str:
        """What its holder knows it by: "Phone, Firefox"."""
        kind = _KINDS.get(self.kind, _("Device"))
        return f"{kind}, {self.browser}" if self.browser else str(kind)


class PersonQuerySet(models.QuerySet["Person"]):
    """Persons by what is true of them."""

    def active(self) -> Self:
        """Persons who have not left."""
        return self.filter(left_at=None)

    def visible_to(self, person: Person) -> Self:
        """Oneself, and those of the programs one serves; everybody for who serves everywhere.

        Nobody one is kept from.
        """
        roles = person.staff_roles.serving()
        served = Q(enrollments__program__staff__in=roles, enrollments__ended_at=None)
        enrolled = Person.objects.filter(served).values("pk")
        everywhere = models.Exists(roles.filter(program=None))
        return self.filter(
            Q(pk=person.pk) | Q(pk__in=enrolled) | Q(everywhere),
            organization_id=person.organization_id,
        ).exclude(pk__in=kept_from(person))


class Person(OrganizationRow):
    """Someone in one organization, under the name they wish to be called by.

    `account` is empty until they join. The legal name and the contact address are encrypted;
    `email_hash` finds a person again when a roster comes twice.
    """

    account = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="persons"
    )
    display_name = models.CharField(max_length=80)
    time_zone = models.CharField(max_length=64, default="America/New_York")
    language = models.CharField(max_length=8, choices=Language.choices, default=Language.ENGLISH)
    legal_name = EncryptedText(key_of="pk")
    email = EncryptedText(key_of="pk")
    email_hash = models.CharField(max_length=64, blank=True)
    phone = EncryptedText(key_of="pk")
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "account"], name="one_person_an_account"
            ),
            models.UniqueConstraint(
                fields=["organization", "email_hash"],
                condition=~Q(email_hash=""),
                name="one_person_an_address",
            ),
        ]

    @property
    def joined_account(self) -> Account:
        """The account of somebody who has joined."""
        if self.account is None:
            raise ValueError(f"{self.pk} has not joined")
        return self.account


class Profile(OrganizationRow):
    """What a person tells about themselves: for matching, and as a story for the other side."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="profile")
    answers_block = EncryptedJSON()
    story = EncryptedText()
    shares = EncryptedJSON()  # what a mentor shows mentees before a yes: {"pathways": true}

    @property
    def answers(self) -> Answers:
        """The matching answers as a value."""
        return Answers.from_json(self.answers_block)


class Avoidance(OrganizationRow):
    """Whom a person is never to be matched with, either way. Never shown, never a reason.

    One block a person: `{"persons": [ids], "rosters": {program id: {"persons": [ids],
    "household": "…"}}, "own": [{"key": "…", "called": "…", "bond": "…"}]}`. What one program's
    roster says, another's does not take back; what the person says themself, no roster does.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="avoidance")
    avoided = EncryptedJSON()

    @property
    def persons(self) -> frozenset[str]:
        """The ids of everybody avoided by staff's word or a roster's."""
        said = [self.avoided, *self.avoided.get("rosters", {}).values()]
        return frozenset(found for each in said for found in each.get("persons", ()))

    def in_roster(self, program_id: UUID) -> dict[str, Any]:
        """Return what one program's roster says: `persons` and `household`, if anything."""
        found: dict[str, Any] = self.avoided.get("rosters", {}).get(str(program_id), {})
        return found

    @property
    def own(self) -> list[Avoided]:
        """Whom the person named themself, in the order they did."""
        return [Avoided.from_json(each) for each in self.avoided.get("own", ())]

    @own.setter
    def own(self, said: Iterable[Avoided]) -> None:
        self.avoided = {**self.avoided, "own": [asdict(each) for each in said]}


class BlockQuerySet(models.QuerySet["Block"]):
    """Blocks by state and by whose they are."""

    def standing(self) -> Self:
        """Those not undone."""
        return self.filter(lifted_at=None)

    def visible_to(self, person: Person) -> Self:
        """One's own, and never the other's."""
        return self.filter(blocker=person)


class Block(OrganizationRow):
    """That a person wants nothing to do with another: neither sees the other from then on.

    `known_as` is the other's name when it was made, so that the list tells nothing of now.
    """

    blocker = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    known_as = EncryptedText(key_of="blocker_id")
    lifted_at = models.DateTimeField(null=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["blocker", "blocked"],
                condition=Q(lifted_at=None),
                name="one_standing_block_a_pair",
            ),
            models.CheckConstraint(
                condition=~Q(blocker=models.F("blocked")), name="nobody_blocks_themselves"
            ),
        ]


class NoContactQuerySet(models.QuerySet["NoContact"]):
    """No-contact orders by state and by who knows of them."""

    def standing(self) -> Self:
        """Those not lifted."""
        return self.filter(lifted_at=None)

    def visible_to(self, person: Person) -> Self:
        """Those one set oneself; all to a safety reviewer.

        None that names oneself, standing or lifted, or somebody one is kept from.
        """
        reviews = models.Exists(person.staff_roles.reviewing())
        serves = models.Exists(person.staff_roles.serving())
        known = self.filter(
            Q(reviews) | Q(Q(set_by=person) & serves), organization_id=person.organization_id
        )
        kept, own = kept_from(person), Q(person=person) | Q(other=person)
        return known.exclude(own | Q(person__in=kept) | Q(other__in=kept))


class NoContact(OrganizationRow):
    """That two people are to be kept apart everywhere, other organizations included.

    The second is a person of this organization, or whoever holds an address, here or elsewhere:
    `other_hash` is the beginning of its keyed hash, as in the alias that people sign in by.
    """

    HASH_LENGTH = 48

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    other_hash = models.CharField(max_length=HASH_LENGTH, blank=True)
    other_address = EncryptedText(key_of="set_by_id")
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = EncryptedText(key_of="set_by_id")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = NoContactQuerySet.as_manager()

    @property
    def other_name(self) -> str:
        """The other, as whoever set it named them."""
        return self.other.display_name if self.other else self.other_address

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(other=None) ^ Q(other_hash=""), name="no_contact_names_one_other"
            ),
            models.CheckConstraint(
                condition=~Q(person=models.F("other")), name="no_contact_is_about_two"
            ),
        ]


class Invitation(OrganizationRow):
    """An invitation to join by link or on paper. Only a hash of its token is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by_id = models.UUIDField(null=True)  # None: the operator
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    @property
    def is_open(self) -> bool:
        """Whether it can still be accepted."""
        return self.accepted_at is None and self.expires_at > clock.now()
