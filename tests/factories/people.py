"""People who can sign in with an address, and invitations to join."""

from typing import Any, ClassVar

from cairn.people import actions, lookup
from cairn.people.hashing import Argon2id
from cairn.people.models import Account, Address, Organization, Person
from cairn.people.operators import Operator
from tests.cast import PASSWORD, make_person

ADDRESS = "Rowan.Quist@example.org"


def give_address(person: Person, address: str = ADDRESS, password: str = PASSWORD) -> Account:
    """Let a person's account be opened with an address and a password."""
    account = person.account
    account.email = lookup.alias_of(address)
    account.set_password(password)
    account.save()
    Address.objects.create(account=account, address=address)
    return account


def invited(organization: Organization, name: str = "Wren Test") -> tuple[Person, str]:
    """Return someone who has not joined, and the code of their invitation."""
    person = make_person(organization, name, account=False)
    return person, actions.invite(by=Operator(organization), person=person)


class CountedHasher(Argon2id):
    """The hasher of the house, counting how often it works."""

    made: ClassVar[int] = 0

    def encode(self, *args: Any, **kwargs: Any) -> str:
        CountedHasher.made += 1
        return super().encode(*args, **kwargs)

    def verify(self, *args: Any, **kwargs: Any) -> bool:
        CountedHasher.made += 1
        return super().verify(*args, **kwargs)
