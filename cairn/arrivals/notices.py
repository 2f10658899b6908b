"""Who is told what. The words are shown inside alone; outside, every notice is one sentence."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cairn.arrivals.models import FirstContact
from cairn.notifications import actions as notifications
from cairn.programs.queries import coordinators_of

WORDS = {
    "arrivals.asked": _("Someone asks for a mentor. Get in touch within 24 hours."),
}


def tell_of_asking(what: str, contact: FirstContact) -> None:
    """Tell the coordinators of a program that somebody asked."""
    path = reverse("arrival", args=[contact.pk])
    for person in coordinators_of(contact.program):
        notifications.tell(person=person, kind=f"arrivals.{what}", path=path, about=contact.pk)


def forget(contact: FirstContact) -> None:
    """Take back what coordinators were told of an asking that was taken back."""
    for person in coordinators_of(contact.program):
        notifications.withdraw(person=person, kind="arrivals.asked", about=contact.pk)
