"""Who is told of a message: the other of the two, once until they have looked."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cairn.conversations.models import Conversation
from cairn.notifications import actions as notifications
from cairn.notifications.models import Notice
from cairn.people.models import Person

WORDS = {"conversations.message": _("Someone wrote to you.")}


def tell_of_message(conversation: Conversation, to: Person) -> None:
    """Leave a notice, unless one waits already: ten messages need no ten mails."""
    if not _waiting(conversation, to):
        path = reverse("conversation", args=[conversation.pk])
        notifications.tell(
            person=to,
            kind="conversations.message",
            path=f"{path}#latest",
            about=conversation.pk,
            other=conversation.mentorship.other(to),
        )


def looked(conversation: Conversation, by: Person) -> None:
    """Take the notice away from whoever has the conversation open. The other never learns it."""
    for notice in _waiting(conversation, by):
        notifications.see(by=by, notice=notice)


def _waiting(conversation: Conversation, person: Person) -> list[Notice]:
    return list(Notice.objects.visible_to(person).unseen().filter(about=conversation.pk))
