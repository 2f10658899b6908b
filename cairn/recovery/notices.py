"""A mentee is told that their mentor has an idea for a plan that is shared."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cairn.notifications import actions as notifications
from cairn.recovery.models import Suggestion

_IDEA = "recovery.idea"
WORDS = {_IDEA: _("Someone you walk with has an idea for you. Take it or leave it.")}


def tell_of_idea(suggestion: Suggestion) -> None:
    """Leave a notice for the mentee."""
    notifications.tell(
        person=suggestion.person,
        kind=_IDEA,
        path=reverse("own_plan", args=[suggestion.kind]),
        about=suggestion.pk,
        other=suggestion.by,
    )


def withdraw_idea(suggestion: Suggestion) -> None:
    """Take the notice away once the mentee has said what becomes of it."""
    notifications.withdraw(person=suggestion.person, kind=_IDEA, about=suggestion.pk)
