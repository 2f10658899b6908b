"""Which rows the code read from the tables, whatever it then did with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock
from uuid import UUID

from django.db.models import Model

from cairn.people.models import Organization

Read = list[Model]


@contextmanager
def noted() -> Iterator[Read]:
    """Note every row made of a query's answer inside the block, in any thread."""
    read: Read = []
    plain = Model.from_db.__func__

    def noting(kind: type[Model], *given: Any) -> Model:
        row: Model = plain(kind, *given)
        read.append(row)
        return row

    with mock.patch.object(Model, "from_db", classmethod(noting)):
        yield read


def of(read: Read, organization_id: UUID) -> list[str]:
    """Return the tables of the rows read that are an organization's."""
    return sorted({type(row).__name__ for row in read if _organization_of(row) == organization_id})


def _organization_of(row: Model) -> UUID | None:
    """Read no further: a column that was left out stays out."""
    name = "id" if isinstance(row, Organization) else "organization_id"
    found: UUID | None = vars(row).get(name)
    return found
