"""Keys for the API, as software holds them."""

from datetime import timedelta

from cairn.api import tokens
from cairn.core import clock
from cairn.people.models import Person

_LONG = timedelta(days=36_500)


def opened(person: Person, name: str = "a script") -> str:
    """Return the secret of a key that its owner opened for what matters, for good."""
    token, secret = tokens.issue(person=person, name=name)
    token.open_until = clock.now() + _LONG
    token.save(update_fields=["open_until"])
    return secret
