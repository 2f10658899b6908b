"""Who is told what. The words are shown inside alone; outside, every notice is one sentence."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cairn.notifications import actions as notifications
from cairn.notifications.models import Notice
from cairn.people.models import Person
from cairn.people.operators import Actor
from cairn.programs.models import StaffRole

WORDS = {
    "programs.attested": _("Someone of the staff said that you can not sign in."),
    "programs.let_in": _("Two of the staff gave you a new way in. The old one is closed."),
    "programs.let_in_by_operator": _(
        "Whoever runs the server gave you a new way in. The old one is closed."
    ),
    "programs.role_given": _("You were given a role here."),
    "programs.role_ended": _("A role of yours here has ended."),
}
_OF_ROLES = ("programs.role_given", "programs.role_ended")


def tell_of(what: str, person: Person) -> None:
    """Tell a person of what staff did about their way in."""
    notifications.tell(person=person, kind=f"programs.{what}", path=reverse("devices"))


def tell_of_role(what: str, role: StaffRole, by: Actor) -> None:
    """Tell a person that they serve as something, or no more; not of what they did themselves.

    Who has not joined reads it when they do, from the page they then see.
    """
    if role.person.account_id and role.person_id != by.pk:
        kind = f"programs.{what}"
        path = reverse("own_roles")
        notifications.tell(person=role.person, kind=kind, path=path, about=role.pk)


def looked_at_roles(by: Person) -> None:
    """Take away what told somebody of their roles, once they read which they hold."""
    for notice in Notice.objects.visible_to(by).unseen().filter(kind__in=_OF_ROLES):
        notifications.see(by=by, notice=notice)
