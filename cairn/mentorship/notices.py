"""Who is told what. The words are shown inside alone; outside, every notice is one sentence."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cairn.mentorship.models import Mentorship
from cairn.notifications import actions as notifications
from cairn.people.models import Person

WORDS = {
    "mentorship.matched": _("You have a mentor. Read your agreement first."),
    "mentorship.signed": _("The agreement is signed on the other side. Your turn."),
    "mentorship.begun": _("You have both signed. You can write to each other."),
    "mentorship.met": _("A meeting of you two was written down."),
    "mentorship.ended": _("A mentorship has ended."),
}


def tell_of(what: str, mentorship: Mentorship, people: Iterable[Person], by: Person) -> None:
    """Tell people, the one who acted left out, of what happened in a mentorship."""
    path = reverse("mentorship", args=[mentorship.pk])
    for person in people:
        if person.pk != by.pk:
            notifications.tell(
                person=person, kind=f"mentorship.{what}", path=path, about=mentorship.pk
            )
