"""Who acts at the shell of the machine, where a person acts on a page."""

from dataclasses import dataclass
from uuid import UUID

from cairn.people.models import Organization, Person


@dataclass(frozen=True)
class Operator:
    """Whoever holds the machine's shell, acting in one organization.

    Stands where an acting person stands. No request makes one, so that being signed out is
    never taken for it; its `pk` is None, so that the record names no person.
    """

    organization: Organization
    pk: None = None

    @property
    def organization_id(self) -> UUID:
        """The organization acted in."""
        return self.organization.pk


Actor = Person | Operator
