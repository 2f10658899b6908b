"""Which places a person finds, from what they are enrolled and serve as."""

from cairn.people.models import Person
from cairn.programs import queries as programs

_STAFF = ("today", "matching", "people", "me")
_MENTOR = ("today", "talk", "people", "me")
_MENTEE = ("today", "talk", "plan", "me")


def places_of(person: Person) -> tuple[str, ...]:
    """Return the names of a person's places, at most five, in the order they are shown.

    Someone who is both mentor and mentee finds the mentee's places and the mentor's Today
    on theirs; staff find the boards.
    """
    sides = programs.sides_of(person)
    if sides.staff:
        return _STAFF
    return _MENTEE if sides.mentee or not sides.mentor else _MENTOR
