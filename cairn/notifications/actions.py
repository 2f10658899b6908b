"""Telling a person that something waits, in the transaction of what happened."""

from collections.abc import Iterable, Mapping
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
    (notice,) = tell_all(news={person: about}, kind=kind, path=path, other=other)
    return notice


def tell_all(
    *, news: Mapping[Person, UUID | None], kind: str, path: str, other: Person | None = None
) -> list[Notice]:
    """Tell several people the same at once, each of their own thing, as `tell` tells one."""
    notices = Notice.objects.bulk_create(
        Notice(
            organization_id=person.organization_id,
            person=person,
            kind=kind,
            path=path,
            about=about,
            other=other,
        )
        for person, about in news.items()
    )
    without_mail = _without_mail(news)
    for notice in notices:
        signals.signal(notice.person_id, "notices")
        if notice.person_id not in without_mail:
            tasks.mail_notice.defer(
                organization_id=str(notice.organization_id), notice_id=str(notice.pk)
            )
    return notices


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


def _without_mail(persons: Iterable[Person]) -> set[UUID]:
    declined = Preference.objects.filter(person__in=list(persons), by_mail=False)
    return set(declined.values_list("person_id", flat=True))
