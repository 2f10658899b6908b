"""Telling a person that something waits, in the transaction of what happened."""

from uuid import UUID

from cairn.audit import records
from cairn.core import clock
from cairn.notifications import tasks
from cairn.notifications.models import Notice, Preference
from cairn.notifications.policies import can_see
from cairn.people.models import Person
from cairn.realtime import signals


def tell(
    *, person: Person, kind: str, path: str, about: UUID | None = None, other: Person | None = None
) -> Notice:
    """Leave a notice for a person, wake their open pages, and send the constant mail if wished.

    `other` is whom it comes from or speaks of: kept from them, the person has no such notice.

    Not an act of anybody: it follows from one, so it asks no policy and leaves no event.
    """
    notice = Notice.objects.create(
        organization_id=person.organization_id,
        person=person,
        kind=kind,
        path=path,
        about=about,
        other=other,
    )
    signals.signal(person.pk, "notices")
    if _wants_mail(person):
        tasks.mail_notice.defer(
            organization_id=str(person.organization_id), notice_id=str(notice.pk)
        )
    return notice


def withdraw(*, person: Person, kind: str, about: UUID) -> None:
    """Take back what was told of and is no more; it is not mailed either. Follows from an act."""
    waiting = Notice.objects.visible_to(person).unseen().filter(kind=kind, about=about)
    waiting.update(seen_at=clock.now())


def see(*, by: Person, notice: Notice) -> None:
    """Mark a notice as looked at."""
    can_see(by, notice).require()
    Notice.objects.filter(pk=notice.pk, seen_at=None).update(seen_at=clock.now())
    records.record(
        "notifications.see",
        organization_id=by.organization_id,
        actor_id=by.pk,
        about=notice.pk,
    )


def _wants_mail(person: Person) -> bool:
    preference = Preference.objects.filter(person=person).first()
    return preference is None or preference.by_mail
