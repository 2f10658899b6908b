"""Finding persons from outside the wall, by the few doors through it."""

from uuid import UUID

from django.db import connection

from cairn.people.models import Person


def enter(account_id: UUID, wanted: UUID | None = None) -> Person | None:
    """Name the organization of an account's person for this transaction and return the person.

    With several organizations the wanted person is taken, otherwise the one who joined last.
    None when the account is nobody's.
    """
    with connection.cursor() as cursor:
        cursor.execute("select cairn_enter(%s, %s)", [account_id, wanted])
        row: tuple[UUID | None] = cursor.fetchone()
    if row[0] is None:
        return None
    return Person.objects.select_related("organization", "account").get(pk=row[0])


def organizations() -> list[UUID]:
    """Return the ids of all organizations, for the clock that serves each in turn."""
    with connection.cursor() as cursor:
        cursor.execute("select cairn_organizations()")
        return [row[0] for row in cursor.fetchall()]
