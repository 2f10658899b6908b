"""A mentor is told that something new is shared, and told no longer once it is taken back."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cairn.mentorship.models import Mentorship
from cairn.notifications import actions as notifications
from cairn.notifications import queries
from cairn.people.models import Person

_SHARED = "consent.shared"
WORDS = {_SHARED: _("Someone you walk with shared something with you.")}


def tell_of_shared(mentorship: Mentorship) -> None:
    """Leave a notice for the mentor, unless one waits already."""
    if not queries.waiting(mentorship.mentor, _SHARED, mentorship.pk).exists():
        path = reverse("shared", args=[mentorship.pk])
        notifications.tell(person=mentorship.mentor, kind=_SHARED, path=path, about=mentorship.pk)


def looked(mentorship: Mentorship, by: Person) -> None:
    """Take the notice away from a mentor who has the page open: the record has that they look."""
    if by.pk == mentorship.mentor_id:
        withdraw(mentorship)


def withdraw(mentorship: Mentorship) -> None:
    """Take the notice away from a mentor with whom nothing is shared any more."""
    notifications.withdraw(person=mentorship.mentor, kind=_SHARED, about=mentorship.pk)
