"""Finding persons from outside the wall, by the few doors through it."""

from dataclasses import dataclass
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from cairn.core.ids import new_id
from cairn.core.prepared import Prepared
from cairn.people.models import Account, Device, Person

_DEMO = "demo-"
_NEED_FACTOR = ("coordinator", "supervisor", "admin")
_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class Membership:
    """An organization an account is in, and who it is there."""

    person_id: UUID
    organization: str


def enter(account_id: UUID, wanted: UUID | None = None) -> Person | None:
    """Name the organization of an account's person for this transaction and return the person.

    With several organizations the wanted person is taken, otherwise the one who joined last.
    None when the account is nobody's. Staff without a second factor are marked.
    """
    with connection.cursor() as cursor:
        cursor.execute("select cairn_enter(%s, %s)", [account_id, wanted])
        row: tuple[UUID | None] = cursor.fetchone()
    if row[0] is None:
        return None
    (person,) = (_ENTERING_DEMO if settings.DEMO else _ENTERING).rows(pk=row[0])
    return person


def _entering(pk: UUID) -> QuerySet[Person]:
    """Find a person with organization and account, and whether they lack the factor staff need."""
    roles = Person.objects.filter(
        pk=OuterRef("pk"), staff_roles__ended_at=None, staff_roles__kind__in=_NEED_FACTOR
    )
    factors = Authenticator.objects.filter(user_id=OuterRef("account_id"), type__in=_FACTORS)
    return _entering_demo(pk).annotate(lacks_factor=Exists(roles) & ~Exists(factors))


def _entering_demo(pk: UUID) -> QuerySet[Person]:
    """Find them where none is needed: the demo signs anybody in, on one machine alone."""
    return Person.objects.select_related("organization", "account").filter(pk=pk)


_ENTERING = Prepared(_entering, pk=new_id())
_ENTERING_DEMO = Prepared(_entering_demo, pk=new_id())


def organizations() -> list[UUID]:
    """Return the ids of all organizations, for the clock that serves each in turn."""
    with connection.cursor() as cursor:
        cursor.execute("select cairn_organizations()")
        return [row[0] for row in cursor.fetchall()]


def memberships(person: Person) -> list[Membership]:
    """Return all organizations the person's account is in, by name."""
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_memberships(%s)", [person.account_id])
        return [Membership(*row) for row in cursor.fetchall()]


def persons_of(account_id: UUID) -> list[UUID]:
    """Return the ids of all persons an account is."""
    with connection.cursor() as cursor:
        cursor.execute("select person from cairn_memberships(%s)", [account_id])
        return [row[0] for row in cursor.fetchall()]


def devices(person: Person) -> list[Device]:
    """Return where somebody is signed in, the newest first."""
    return list(Device.objects.visible_to(person).order_by("-since"))


def own_choices(person: Person) -> dict[str, str]:
    """Return what a person chose about names and pages."""
    theme = person.account.theme if person.account else ""
    return {"display_name": person.display_name, "language": person.language, "theme": theme}


def demo_accounts() -> dict[str, Account]:
    """Return the demo's accounts by role: those named `demo-<role>`."""
    found = Account.objects.filter(username__startswith=_DEMO).order_by("created_at")
    return {account.username.removeprefix(_DEMO): account for account in found}
