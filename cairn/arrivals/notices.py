"""Who is told what. The words are shown inside alone; outside, every notice is one sentence."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cairn.arrivals.models import Asking, FirstContact
from cairn.notifications import actions as notifications
from cairn.people.models import Person
from cairn.programs.queries import coordinators_of

WORDS = {
    "arrivals.asked": _("Someone asks for a mentor. Get in touch within 24 hours."),
    "arrivals.taken": _("You asked for a mentor. If it was not you, tell a coordinator."),
}


def tell_of_asking(what: str, contact: FirstContact) -> None:
    """Tell the coordinators of a program that somebody asked."""
    path, known = reverse("arrival", args=[contact.pk]), contact.asking and contact.asking.known
    for person in coordinators_of(contact.program, [known] if known else ()):
        if person != known:
            notifications.tell(person=person, kind=f"arrivals.{what}", path=path, about=contact.pk)


def tell_whose_it_is(asking: Asking, by: Person) -> None:
    """Tell somebody that what was asked counts as theirs."""
    if asking.known:
        notifications.tell(
            person=asking.known,
            kind="arrivals.taken",
            path=reverse("today"),
            about=asking.pk,
            other=by,
        )


def forget(contact: FirstContact) -> None:
    """Take back what coordinators were told of an asking that was taken back."""
    for person in coordinators_of(contact.program):
        notifications.withdraw(person=person, kind="arrivals.asked", about=contact.pk)
