"""Which two people staff keep apart, for those who know of it."""

from django.db.models import QuerySet

from cairn.people.models import NoContact, Person
from cairn.programs.models import StaffRole


def orders_known_to(person: Person) -> list[NoContact]:
    """Return the orders that stand and a person knows of, the latest first."""
    known = NoContact.objects.visible_to(person).standing()
    return list(known.select_related("person", "other", "set_by").order_by("-created_at", "-pk"))


def people_called(name: str, by: Person) -> QuerySet[Person]:
    """Return the people of a name whom somebody of the staff sees."""
    return Person.objects.visible_to(by).filter(display_name__iexact=name.strip())


def reviewer_role(person: Person) -> StaffRole | None:
    """Return the role by which a person reviews, if they do."""
    return person.staff_roles.reviewing().first()
