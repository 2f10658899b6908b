"""Notices by mail: one constant sentence a language, no sender, no program, no tracking."""

from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from cairn.core import clock
from cairn.notifications.models import Notice
from cairn.people.keys import store as keys
from cairn.people.mail import post
from cairn.people.models import Person


def deliver(notice_id: UUID) -> None:
    """Send the constant mail for a notice to the person's own address, once."""
    waiting = Notice.objects.select_for_update().select_related("person").unseen()
    notice = waiting.filter(pk=notice_id, mailed_at=None).first()
    if notice is None or not _is_still_theirs(notice):
        return
    with keys.keep_in_mind():
        if notice.person.email:
            _send(notice.person)
    Notice.objects.filter(pk=notice.pk).update(mailed_at=clock.now())


def _is_still_theirs(notice: Notice) -> bool:
    """Whether the person may still hear of it: they may be kept from whom it is about by now."""
    return Notice.objects.visible_to(notice.person).filter(pk=notice.pk).exists()


def _send(person: Person) -> None:
    with translation.override(person.language):
        body = _("Something is waiting for you.") + f"\n\n{settings.PUBLIC_URL}/\n"
        post(person.email, _("You have a notice"), body)
