"""Who is kept from whom: by a block of either's, or by a no-contact order about the two.

One expression leaves them out of every way to a row. Which of the reasons it was, and whose it
was, no caller can tell. See docs/adr/0050-a-block-reads-as-not-available.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import F, Func, QuerySet, UUIDField, Value

if TYPE_CHECKING:
    from cairn.people.models import Person

_OF_ONE = "select cairn_kept_from(%s)"
_ARE_TWO = "select %s in (select cairn_kept_from(%s))"
_AMONG = "select one, other from cairn_kept_apart(%s)"


class _KeptFrom(Func):
    """The ids of a function of the database, to stand behind `__in`."""

    function = "cairn_kept_from"
    template = "(select %(function)s(%(expressions)s))"
    output_field = UUIDField()


def kept_from(person: Person) -> Func:
    """Return whom a person is kept from, to leave out: `.exclude(mentor__in=kept_from(me))`."""
    return _KeptFrom(Value(person.pk, UUIDField()))


def ids_kept_from(person: Person) -> frozenset[UUID]:
    """Return the ids of whom a person is kept from, in one query; remembered on the person."""
    known: frozenset[UUID] | None = vars(person).get("kept_from")
    if known is None:
        with connection.cursor() as cursor:
            cursor.execute(_OF_ONE, [person.pk])
            known = vars(person)["kept_from"] = frozenset(pk for (pk,) in cursor.fetchall())
    return known


class _KeptFromAmong(Func):
    """Of some people, given as an array, those that the person of a row is kept from, as one too.

    The database works the pairs out once, and looks through them for each row.
    """

    function = "cairn_kept_apart"
    template = "array(select pair.other from %(function)s(%(expressions)s)"
    arg_joiner = ") pair where pair.one = "
    output_field = ArrayField(UUIDField())


def kept_from_among(people: QuerySet[Any, Any], person: str) -> Func:
    """Return whom of some people the person in a column is kept from, read along with its row."""
    return _KeptFromAmong(ArraySubquery(people), F(person))


def are_apart(one: Person, other: Person) -> bool:
    """Whether two people of the organization acted in are kept from each other."""
    with connection.cursor() as cursor:
        cursor.execute(_ARE_TWO, [other.pk, one.pk])
        row: tuple[bool] = cursor.fetchone()
    return row[0]


def pairs_among(people: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """Return each two of some people of this organization who are kept apart, both ways round."""
    with connection.cursor() as cursor:
        cursor.execute(_AMONG, [list(people)])
        return set(cursor.fetchall())
