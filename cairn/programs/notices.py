"""Who is told what. The words are shown inside alone; outside, every notice is one sentence."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cairn.notifications import actions as notifications
from cairn.people.models import Person

WORDS = {
    "programs.attested": _("Someone of the staff said that you can not sign in."),
    "programs.let_in": _("Two of the staff gave you a new way in. The old one is closed."),
    "programs.let_in_by_operator": _(
        "Whoever runs the server gave you a new way in. The old one is closed."
    ),
}


def tell_of(what: str, person: Person) -> None:
    """Tell a person of what staff did about their way in."""
    notifications.tell(person=person, kind=f"programs.{what}", path=reverse("devices"))
